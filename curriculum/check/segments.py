"""The stretches of a record that a renderer reads on their own: a line's text, or a cell's."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.parse.comments import without_comment
from curriculum.parse.document import Role
from curriculum.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.reading import Reading

_TICKS = re.compile(r"`+")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_LIST_MARKER = re.compile(
    r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?(?:#{1,6}[ \t]+)?"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """`text` is the source's own; `column` is the 1-based column where it begins."""

    text: str
    line: int
    column: int

    def span(self, start: int, end: int) -> Span:
        return Span(self.line, self.column + start, self.line, self.column + end)


def segments(reading: Reading) -> Iterator[Segment]:
    """All text outside code and HTML blocks, with list markers and hashes left out."""
    document = reading.document
    cells = dict(_cells(reading))
    for index, line in enumerate(reading.source.lines):
        if index in cells:
            yield from cells[index]
        elif index not in document.opaque and document.roles[index] not in {
            Role.BLANK,
            Role.COMMENT,
            Role.DELIMITER,
        }:
            text = without_comment(line)
            match = _LIST_MARKER.match(text)
            start = match.end() if match else 0
            yield Segment(text[start:], index + 1, start + 1)


def _cells(reading: Reading) -> Iterator[tuple[int, list[Segment]]]:
    document = reading.document
    for table in (*document.concept_tables, *document.model_tables):
        for row in (table.header, *table.rows):
            line = row.span.line
            text = reading.source.lines[line - 1]
            yield (
                line - 1,
                [
                    Segment(
                        text[cell.span.column - 1 : cell.span.end_column - 1],
                        line,
                        cell.span.column,
                    )
                    for cell in row.reading or row.cells
                ],
            )


def masked(text: str) -> str:
    """The text with code spans and escaped characters blotted out, every column as it was."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    waiting: dict[int, list[int]] = defaultdict(list)
    for start, end in reversed(runs):
        waiting[end - start].append(start)
    parts, done = [], 0
    for start, end in runs:
        closers = waiting[end - start]
        while closers and closers[-1] <= start:
            closers.pop()
        if start >= done and closers:
            stop = closers[-1] + end - start
            parts += [text[done:start], "\0" * (stop - start)]
            done = stop
    return _ESCAPED.sub("\0\0", "".join(parts) + text[done:])
