"""The line of a problem, cut to the terminal, and a caret under each of its characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from curriculum.problem import Span
from curriculum.text.width import cells_before

MARGIN = 9


def excerpt(lines: Sequence[str], span: Span, width: int) -> Iterator[str]:
    """Nothing where the file has no such line."""
    if not 1 <= span.line <= len(lines):
        return
    line, room = lines[span.line - 1], width - MARGIN
    # Only what may be shown is measured: a line may have millions of characters.
    skipped = max(span.column - 1 - room, 0)
    part = printable(line[skipped : span.column + 2 * room])
    cells, column = cells_before(part), span.column - 1 - skipped
    leftmost = max(min(cells[min(column, len(part))] - room // 3, cells[-1] - room), 0)
    start = bisect_left(cells, leftmost)
    end = bisect_right(cells, cells[start] + room) - 1
    shown, more = part[start:end], skipped + end < len(line)
    yield f"{span.line:6} | {_ended(shown, left=skipped + start > 0, right=more)}"
    last = span.end_column if span.end_line == span.line else len(line) + 1
    place = cells[min(column, len(part))]
    carets = cells[max(min(last - 1 - skipped, end), 0)] - place
    yield f"{'':6} | {' ' * (place - cells[start])}{'^' * max(carets, 1)}"


def _ended(shown: str, *, left: bool, right: bool) -> str:
    """An ellipsis takes as many cells as the character that it replaces."""
    if left and shown:
        shown = "…".ljust(cells_before(shown[0])[-1]) + shown[1:]
    if right and shown:
        shown = shown[:-1] + "…"
    return shown


def printable(line: str) -> str:
    """Tabs and characters that a terminal would obey or reorder become one visible character."""
    if line.isprintable():
        return line
    return "".join(
        character if character.isprintable() else " " if character == "\t" else "�"
        for character in line
    )
