"""Labelled fields: `**Label (qualifier):** text`, their lists, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from curriculum.files.source import Source
from curriculum.parse.block import BlockKind, Blocks, ListItem
from curriculum.parse.comments import BLANKS, comment_in, is_comment_line, without_comment
from curriculum.parse.document import Field, Item
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

# Bold text that ends with a colon; it may hold a code span or a lone asterisk, but no other bold.
# A run of plain characters is taken whole: no label ends inside.
_BOLD = r"\*\*(?P<bold>(?:`[^`]*`|\*(?!\*)|:|[^*`:]++)+?)"
_LABEL = lazy_pattern(_BOLD + r"(?::\*\*|\*\*(?P<qualifier> \([^()]*\))?:)(?!\*)")
_JOINT = lazy_pattern(r"\|[ \t]*(?=\*\*)")


class Label(Struct, frozen=True):
    """Columns are 0-based; `end` is where the label's text begins."""

    text: str
    start: int
    end: int


def label_at(line: str, column: int = 0) -> Label | None:
    match = _LABEL.match(line, column)
    if match is None:
        return None
    bold, qualifier = match["bold"], match["qualifier"] or ""
    if bold[0].isspace():
        return None
    return Label(bold.rstrip() + qualifier, match.start(), match.end())


def labels_of(line: str) -> list[Label]:
    """The label that the line begins with, and those joined to it by ` | `."""
    first = _first_label(line)
    if first is None:
        return []
    labels = [first]
    for joint in _JOINT.finditer(line, first.end):
        if label := label_at(line, joint.end()):
            labels.append(label)
    return labels


def _first_label(line: str) -> Label | None:
    text = line.lstrip(" ")
    return label_at(line, len(line) - len(text)) if text.startswith("**") else None


class Layout(Struct, frozen=True):
    """What the field reader has to know of a file; line indexes are 0-based.

    `texts` are the lines as they count: without comment and, outside code, without trailing
    blanks. `opaque` is code and HTML, where blanks may count and nothing is a label or a row.
    `comments` end their line, and those of `comment_lines` have it to themselves. `rules` are the
    thematic breaks.
    """

    source: Source
    blocks: Blocks
    texts: tuple[str, ...]
    opaque: frozenset[int]
    comments: dict[int, str]
    comment_lines: frozenset[int]
    items: dict[int, ListItem]
    label_lines: frozenset[int]
    paragraphs: frozenset[int]
    rules: frozenset[int]

    def verbatim(self, start: int, end: int) -> str:
        """The lines from `start` to `end`, without the blank ones at either end."""
        lines = [self.texts[i] for i in range(start, end) if i not in self.comment_lines]
        while lines and not lines[-1].strip(BLANKS):
            lines.pop()
        while lines and not lines[0].strip(BLANKS):
            del lines[0]
        return "\n".join(lines)

    def raw(self, start: int, end: int) -> str:
        """As `verbatim`, with the comments."""
        lines = [
            line if index in self.opaque else line.rstrip(BLANKS)
            for index, line in enumerate(self.source.lines[start:end], start)
        ]
        return "\n".join(lines[self.skip_blanks(start, end) - start :]).rstrip(BLANKS + "\n")

    def skip_blanks(self, start: int, end: int) -> int:
        """The first line from `start` that is not blank, or `end`."""
        while start < end and not self.source.lines[start].strip(BLANKS):
            start += 1
        return start


def read_layout(source: Source, blocks: Blocks) -> Layout:
    lines, found = source.lines, _comments(source, blocks)
    opaque = blocks.code | (blocks.html - found.keys())
    lists, texts, rules = (
        [block for block in blocks.top if block.kind is kind]
        for kind in (BlockKind.LIST, BlockKind.TEXT, BlockKind.RULE)
    )
    as_they_count = tuple(
        line if index in opaque else without_comment(line).rstrip(BLANKS)
        for index, line in enumerate(lines)
    )
    return Layout(
        source=source,
        blocks=blocks,
        texts=as_they_count,
        opaque=opaque,
        comments=found,
        comment_lines=frozenset(index for index in found if is_comment_line(lines[index])),
        items={item.start: item for block in lists for item in block.items},
        label_lines=frozenset(_label_lines(as_they_count, blocks)),
        paragraphs=frozenset(index for block in texts for index in range(block.start, block.end)),
        rules=frozenset(block.start for block in rules),
    )


def _comments(source: Source, blocks: Blocks) -> dict[int, str]:
    """The comments that end a line outside code, by its index."""
    if "curriculum:" not in source.text:
        return {}
    found = ((index, comment_in(line)) for index, line in enumerate(source.lines))
    return {index: text for index, text in found if text and index not in blocks.code}


def _label_lines(lines: Sequence[str], blocks: Blocks) -> Iterator[int]:
    """A label directly below a list item is text of the item for CommonMark, not for its author."""
    opaque = blocks.code | blocks.html
    for block in blocks.top:
        of_block = range(block.start, block.end)
        if block.kind is BlockKind.TEXT:
            yield from (index for index in of_block if _first_label(lines[index]))
        elif block.kind is BlockKind.LIST:
            below = (i for i in of_block if lines[i].startswith("**") and i not in opaque)
            yield from (index for index in below if _first_label(lines[index]))


def read_fields(layout: Layout, start: int, end: int) -> tuple[str, tuple[Field, ...]]:
    """What stands before the first label, and the labelled fields of these lines."""
    starts = [index for index in range(start, end) if index in layout.label_lines]
    prose = layout.verbatim(start, starts[0] if starts else end)
    fields = [
        field
        for first, last in pairwise([*starts, end])
        for field in _fields_at(layout, first, last)
    ]
    return prose, tuple(fields)


def _fields_at(layout: Layout, start: int, end: int) -> Iterator[Field]:
    line = layout.texts[start]
    labels = labels_of(line)
    for label, following in pairwise(labels):
        text = line[label.end : following.start].rstrip(BLANKS).removesuffix("|").rstrip(BLANKS)
        span = Span(start + 1, label.start + 1, start + 1, label.end + len(text) + 1)
        yield Field(label.text, text.strip(BLANKS), (), "", label is not labels[0], span)
    yield _last_field(layout, labels[-1], (start, end), joined=len(labels) > 1)


def _last_field(layout: Layout, label: Label, lines: tuple[int, int], *, joined: bool) -> Field:
    start, end = lines
    items, after = read_items(layout, start + 1, end)
    first_item = items[0].span.line - 1 if items else end
    text = layout.texts[start][label.end :].strip(BLANKS)
    text = _with_text_below(layout, text, start + 1, first_item)
    last = last_line(layout, start, end)
    span = Span(start + 1, label.start + 1, last + 1, len(layout.texts[last]) + 1)
    return Field(label.text, text, items, after, joined, span)


def _with_text_below(layout: Layout, text: str, start: int, end: int) -> str:
    """A label alone on its line takes the paragraph below it; any other block stays below."""
    below = layout.verbatim(start, end)
    if not below or (not text and _is_paragraph(layout, start, end)):
        return text or below.lstrip(BLANKS)
    return f"{text}\n{below}" if layout.texts[start].strip(BLANKS) else f"{text}\n\n{below}"


def _is_paragraph(layout: Layout, start: int, end: int) -> bool:
    first = next(i for i in range(start, end) if layout.texts[i].strip(BLANKS))
    return first in layout.paragraphs and not layout.texts[first].lstrip(BLANKS).startswith("|")


def takes_text_below(layout: Layout, field: Field) -> bool:
    """The label is alone on its line, and its text stands below it."""
    if field.span.end_line == field.span.line or not field.text or field.text.startswith("\n"):
        return False
    line = layout.texts[field.span.line - 1]
    return not line[labels_of(line)[-1].end :].strip(BLANKS)


def last_line(layout: Layout, start: int, end: int) -> int:
    """The last line from `start` to `end` that is neither blank nor a comment alone."""
    for index in range(end - 1, start, -1):
        if layout.texts[index].strip(BLANKS) and index not in layout.comment_lines:
            return index
    return start


def read_items(layout: Layout, start: int, end: int) -> tuple[tuple[Item, ...], str]:
    """The list items of these lines, and what stands below the last one.

    What stands between two items belongs to the first: it is read, and written, as its text.
    """
    starts = [index for index in range(start, end) if index in layout.items]
    if not starts:
        return (), ""
    last_end = min(layout.items[starts[-1]].end, end)
    items = tuple(
        _item(layout, layout.items[first], last) for first, last in pairwise([*starts, last_end])
    )
    return items, layout.verbatim(last_end, end).lstrip(BLANKS)


def _item(layout: Layout, item: ListItem, end: int) -> Item:
    last = last_line(layout, item.start, end)
    lines = [layout.texts[item.start][item.offset :]]
    lines += [
        _dedented(layout.texts[index], item.offset)
        for index in range(item.start + 1, last + 1)
        if index not in layout.comment_lines
    ]
    span = Span(item.start + 1, item.marker_column + 1, last + 1, len(layout.texts[last]) + 1)
    return Item(item.marker, "\n".join(lines), span)


def _dedented(line: str, columns: int) -> str:
    """Takes away as many columns of indent as the item's text has; a tab stop is every four."""
    column = 0
    for position, character in enumerate(line):
        if column >= columns or character not in BLANKS:
            return " " * (column - columns) + line[position:]
        column += 4 - column % 4 if character == "\t" else 1
    return ""
