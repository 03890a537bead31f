"""Labelled fields: `**Label (qualifier):** text`, their lists, and what stands below them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.parse.block import BlockKind, ListItem
from curriculum.parse.comments import BLANKS, comment_in, is_comment_line, without_comment
from curriculum.parse.document import Field, Item
from curriculum.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.parse.block import Block, Blocks
    from curriculum.source import Source

# Bold text that ends with a colon; it may hold a code span or a lone asterisk, but no other bold.
_BOLD = r"\*\*(?P<bold>(?:`[^`]*`|\*(?!\*)|[^*`])+?)"
_LABEL = re.compile(_BOLD + r"(?::\*\*|\*\*(?P<qualifier> \([^()]*\))?:)(?!\*)")
_JOINT = re.compile(r"\|[ \t]*(?=\*\*)")


class Label(Struct, frozen=True):
    """Columns are 0-based; `end` is where the label's text begins."""

    text: str
    start: int
    end: int


def label_at(line: str, column: int = 0) -> Label | None:
    match = _LABEL.match(line, column)
    if match is None or not match["bold"].strip() or match["bold"][0].isspace():
        return None
    return Label(match["bold"].strip() + (match["qualifier"] or ""), match.start(), match.end())


def labels_of(line: str) -> list[Label]:
    """The label that the line begins with, and those joined to it by ` | `."""
    indent = len(line) - len(line.lstrip(" "))
    first = label_at(line, indent)
    if first is None:
        return []
    labels = [first]
    for joint in _JOINT.finditer(line, first.end):
        if label := label_at(line, joint.end()):
            labels.append(label)
    return labels


class Layout(Struct, frozen=True):
    """What the field reader has to know of a file; line indexes are 0-based.

    `rules` are the thematic breaks.
    """

    source: Source
    blocks: Blocks
    items: dict[int, ListItem]
    label_lines: frozenset[int]
    paragraphs: frozenset[int]
    rules: frozenset[int]

    def is_opaque(self, index: int) -> bool:
        """Code or HTML, where blanks may count and nothing is a label or a row."""
        return index in self.blocks.code or (
            index in self.blocks.html and comment_in(self.source.lines[index]) is None
        )

    def text(self, index: int) -> str:
        """A line as it counts: without comment and, outside code, without trailing blanks."""
        line = self.source.lines[index]
        return line if self.is_opaque(index) else without_comment(line).rstrip(BLANKS)

    def verbatim(self, start: int, end: int) -> str:
        """The lines from `start` to `end`, without the blank ones at either end."""
        lines = [self.text(index) for index in range(start, end) if not self.is_comment(index)]
        while lines and not lines[-1].strip(BLANKS):
            lines.pop()
        while lines and not lines[0].strip(BLANKS):
            del lines[0]
        return "\n".join(lines)

    def raw(self, start: int, end: int) -> str:
        """As `verbatim`, with the comments."""
        lines = [
            line if self.is_opaque(index) else line.rstrip(BLANKS)
            for index, line in enumerate(self.source.lines[start:end], start)
        ]
        return "\n".join(lines[self.skip_blanks(start, end) - start :]).rstrip(BLANKS + "\n")

    def skip_blanks(self, start: int, end: int) -> int:
        """The first line from `start` that is not blank, or `end`."""
        while start < end and not self.source.lines[start].strip(BLANKS):
            start += 1
        return start

    def is_comment(self, index: int) -> bool:
        return index not in self.blocks.code and is_comment_line(self.source.lines[index])


def read_layout(source: Source, blocks: Blocks) -> Layout:
    items = {
        item.start: item
        for block in blocks.top
        if block.kind is BlockKind.LIST
        for item in block.items
    }
    paragraphs = frozenset(
        index
        for block in blocks.top
        if block.kind is BlockKind.TEXT
        for index in range(block.start, block.end)
    )
    labels = frozenset(_label_lines(source, blocks))
    rules = frozenset(block.start for block in blocks.top if block.kind is BlockKind.RULE)
    return Layout(source, blocks, items, labels, paragraphs, rules)


def _label_lines(source: Source, blocks: Blocks) -> Iterator[int]:
    """A label directly below a list item is text of the item for CommonMark, not for its author."""
    for block in blocks.top:
        if block.kind is BlockKind.TEXT:
            yield from (i for i in range(block.start, block.end) if labels_of(source.lines[i]))
        elif block.kind is BlockKind.LIST:
            yield from _lazy_labels(source, block, blocks.code | blocks.html)


def _lazy_labels(source: Source, block: Block, opaque: frozenset[int]) -> Iterator[int]:
    for index in range(block.start, block.end):
        line = source.lines[index]
        if line.startswith("**") and index not in opaque and labels_of(line):
            yield index


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
    line = layout.text(start)
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
    text = layout.text(start)[label.end :].strip(BLANKS)
    text = _with_text_below(layout, text, start + 1, first_item)
    last = last_line(layout, start, end)
    span = Span(start + 1, label.start + 1, last + 1, len(layout.text(last)) + 1)
    return Field(label.text, text, items, after, joined, span)


def _with_text_below(layout: Layout, text: str, start: int, end: int) -> str:
    """A label alone on its line takes the paragraph below it; any other block stays below."""
    below = layout.verbatim(start, end)
    if not below or (not text and _is_paragraph(layout, start, end)):
        return text or below.lstrip(BLANKS)
    return f"{text}\n{below}" if layout.text(start).strip(BLANKS) else f"{text}\n\n{below}"


def _is_paragraph(layout: Layout, start: int, end: int) -> bool:
    first = next(i for i in range(start, end) if layout.text(i).strip(BLANKS))
    return first in layout.paragraphs and not layout.text(first).lstrip(BLANKS).startswith("|")


def takes_text_below(layout: Layout, field: Field) -> bool:
    """The label is alone on its line, and its text stands below it."""
    if field.span.end_line == field.span.line:
        return False
    labels = labels_of(layout.text(field.span.line - 1))
    alone = layout.text(field.span.line - 1)[labels[-1].end :].strip(BLANKS) == ""
    return alone and field.text != "" and not field.text.startswith("\n")


def last_line(layout: Layout, start: int, end: int) -> int:
    """The last line from `start` to `end` that is neither blank nor a comment alone."""
    for index in range(end - 1, start, -1):
        if layout.text(index).strip(BLANKS) and not layout.is_comment(index):
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
    lines = [layout.text(item.start)[item.offset :]]
    lines += [
        _dedented(layout.text(index), item.offset)
        for index in range(item.start + 1, end)
        if not layout.is_comment(index)
    ]
    while len(lines) > 1 and not lines[-1].strip(BLANKS):
        lines.pop()
    last = last_line(layout, item.start, end)
    span = Span(item.start + 1, item.marker_column + 1, last + 1, len(layout.text(last)) + 1)
    return Item(item.marker, "\n".join(lines), span)


def _dedented(line: str, columns: int) -> str:
    """Takes away as many columns of indent as the item's text has; a tab stop is every four."""
    column = 0
    for position, character in enumerate(line):
        if column >= columns or character not in BLANKS:
            return " " * (column - columns) + line[position:]
        column += 4 - column % 4 if character == "\t" else 1
    return ""
