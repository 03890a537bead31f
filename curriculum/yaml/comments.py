"""`# curriculum: …` in YAML and `<!-- curriculum: … -->` in Markdown: the same comment.

A comment belongs to the part of the record below it, or to the one whose line it ends. Which part
that is in Markdown, an *anchor* says: a part of the model, and the line of the canonical text that
it begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from curriculum.model.record import Comment, Extra, Record
from curriculum.text.patterns import lazy_pattern
from curriculum.yaml.nodes import Node, Tree
from curriculum.yaml.record import Path

if TYPE_CHECKING:
    from curriculum.model.record_file import RecordFile

_YAML = lazy_pattern(r"(?P<before>^|[ \t])#[ \t]*curriculum:[ \t]*(?P<body>[^\r\n]*)", re.MULTILINE)
_MARKDOWN = lazy_pattern(r"<!-- curriculum: (?P<body>(?:(?!-->)[^\n])*[^\s>]) -->")


class Anchor(Struct, frozen=True):
    """`line` counts the part's lines that are not blank; a row has its comment in its last cell."""

    path: Path
    part: str
    line: int
    is_row: bool = False


class YamlComment(Struct, frozen=True):
    """Offsets count the characters of the file, from the `#` to the end of the line."""

    start: int
    end: int
    body: str
    body_start: int
    own_line: bool

    @property
    def markdown(self) -> str:
        return f"<!-- curriculum: {self.body} -->"


def anchors(reading: RecordFile) -> Iterator[Anchor]:
    """`reading` is that of the canonical text, without comments."""
    record = reading.record
    yield Anchor(("title",), "title", 1)
    yield Anchor(("goal",), "goal", 1)
    yield Anchor(("status",), "status", 1)
    for at in range(len(record.concepts)):
        yield Anchor(("concepts", at), f"concepts[{at + 1}]", 1, is_row=True)
    yield from _in_lessons(reading)
    for at, model in enumerate(record.mental_models):
        row = model.form == "table"
        yield Anchor(("mental_models", at), f"mental_models[{at + 1}]", 1, is_row=row)


def _in_lessons(reading: RecordFile) -> Iterator[Anchor]:
    """What stands above a lesson ends the one before."""
    filled = (bool(line.strip()) for line in reading.source.lines)
    numbers = list(accumulate(filled, initial=0))
    before: Anchor | None = None
    pairs = zip(reading.record.lessons, reading.document.lessons, strict=True)
    for place, (lesson, syntax) in enumerate(pairs):
        part = lesson.id or f"lessons[{place + 1}]"
        above = numbers[lesson.span.line - 1]
        path: Path = ("lessons", place)
        yield from [replace(before, path=path)] if before else []
        yield Anchor(path, part, 1)
        for at, field in enumerate(syntax.fields):
            yield Anchor((*path, "fields", at), part, numbers[field.span.line] - above)
            for number, item in enumerate(field.items):
                inner = (*path, "fields", at, "items", number)
                yield Anchor(inner, part, numbers[item.span.line] - above)
        before = Anchor(path, part, numbers[lesson.span.end_line] - above + 1)


def find_comments(text: str, tree: Tree) -> list[YamlComment]:
    """Those that stand in no scalar, in the order of the file."""
    starts = [scalar.start for scalar in tree.scalars]
    found = []
    for match in _YAML.finditer(text) if "curriculum:" in text else ():
        start = match.end("before")
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < tree.scalars[at].end:
            continue
        begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        body = match["body"].rstrip()
        own_line = not text[begin:start].strip()
        found.append(
            YamlComment(start, match.start("body") + len(body), body, match.start("body"), own_line)
        )
    return found


def with_yaml_comments(
    record: Record,
    comments: Sequence[YamlComment],
    nodes: dict[Path, Node],
    places: Sequence[Anchor],
) -> Record:
    """The record with its file's comments where they stand in Markdown."""
    first = min((node.start for path, node in nodes.items() if len(path) == 1), default=0)
    top = [comment for comment in comments if comment.own_line and comment.start < first]
    rest = comments[len(top) :]
    starting = sorted(
        ((nodes[anchor.path].start, anchor) for anchor in places if anchor.path in nodes),
        key=lambda pair: pair[0],
    )
    starts = [start for start, _ in starting]
    placed = []
    for comment in rest:
        at = bisect_right(starts, comment.start)
        if comment.own_line and at < len(starting):
            placed.append(_above(starting[at][1], comment))
        elif at:
            placed.append(_behind(starting[at - 1][1], comment, len(starting) == at))
    head = (Extra(None, "\n".join(c.markdown for c in top)),) if top else ()
    return replace(record, extra=(*head, *record.extra), comments=(*record.comments, *placed))


def _above(anchor: Anchor, comment: YamlComment) -> Comment:
    if anchor.is_row:
        return Comment(anchor.part, anchor.line, False, comment.markdown)
    return Comment(anchor.part, anchor.line - 1, True, comment.markdown)


def _behind(anchor: Anchor, comment: YamlComment, last: bool) -> Comment:
    own_line = comment.own_line and last and not anchor.is_row
    return Comment(anchor.part, anchor.line, own_line, comment.markdown)


class Placement(Struct, frozen=True):
    """What of a record's comments can stand as comments in YAML, and the record without them."""

    record: Record
    above: dict[Path, list[str]]
    behind: dict[Path, list[str]]
    top: tuple[str, ...] = ()


def placement(record: Record, places: Sequence[Anchor]) -> Placement:
    """The others stay under the key `comments`."""
    by_line: dict[tuple[str, int], Anchor] = {}
    for anchor in places:
        by_line.setdefault((anchor.part, anchor.line), anchor)
    above: dict[Path, list[str]] = {}
    behind: dict[Path, list[str]] = {}
    left = []
    for comment in record.comments:
        body = _MARKDOWN.fullmatch(comment.text)
        place = by_line.get((comment.part, comment.line + comment.own_line))
        if body is None or place is None or (place.is_row and comment.own_line):
            left.append(comment)
            continue
        found = above if comment.own_line or place.is_row else behind
        found.setdefault(place.path, []).append(f"# curriculum: {body['body']}")
    extra, top = _top(record.extra)
    return Placement(replace(record, comments=tuple(left), extra=extra), above, behind, top)


def _top(extra: tuple[Extra, ...]) -> tuple[tuple[Extra, ...], tuple[str, ...]]:
    if not extra or extra[0].after is not None:
        return extra, ()
    bodies = [_MARKDOWN.fullmatch(line) for line in extra[0].text.split("\n")]
    if not all(bodies):
        return extra, ()
    return extra[1:], tuple(f"# curriculum: {body['body']}" for body in bodies if body)
