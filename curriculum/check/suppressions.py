"""`<!-- curriculum: ignore[rule] reason -->`: problems that an author lets stand, and why."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.check.suppression_comments import WHOLE_FILE, may_have_comments, read_comments
from curriculum.parse.comments import BLANKS, is_comment_line
from curriculum.problem import Problem, Span

if TYPE_CHECKING:
    from curriculum.check.suppression_comments import Comment
    from curriculum.parse.file import RecordFile

# How far below a comment on its own line the block that it covers may begin.
MOST_STACKED = 20


class Suppression(Struct, frozen=True):
    """`first` and `last` are the 1-based lines that it covers, its own among them.

    `span` is the comment itself. `error` says what is wrong with a comment that suppresses nothing.
    """

    span: Span
    text: str
    rules: tuple[str, ...]
    first: int
    last: int
    own_line: bool
    error: str | None = None


def read_suppressions(reading: RecordFile) -> list[Suppression]:
    """Those that suppress, and those that do not because of a mistake."""
    if not may_have_comments(reading.source.text):
        return []
    return [
        _suppression(reading, comment)
        for index in range(len(reading.source.lines))
        if index not in reading.document.code
        for comment in read_comments(reading.source.lines, index)
    ]


def _suppression(reading: RecordFile, comment: Comment) -> Suppression:
    error = comment.mistake
    heading = reading.document.first_heading
    line = comment.span.line
    whole_file = comment.word == WHOLE_FILE
    if error is None and whole_file and heading and heading.span.line <= line:
        error = f"`{WHOLE_FILE}` does not stand before the first heading; move it there"
    if error:
        return Suppression(comment.span, comment.text, (), line, line, comment.own_line, error)
    first, last = line, line
    if whole_file:
        first, last = 1, len(reading.source.lines) or 1
    elif comment.own_line:
        last = _end_of_block(reading, line)
    return Suppression(comment.span, comment.text, comment.rules, first, last, comment.own_line)


def _end_of_block(reading: RecordFile, line: int) -> int:
    """The last line without a blank one between, below a comment on a line of its own."""
    lines = reading.source.lines
    first = line
    end = min(len(lines), line + MOST_STACKED)
    while first < end and (not lines[first].strip(BLANKS) or is_comment_line(lines[first])):
        first += 1
    last = first
    while last < len(lines) and lines[last].strip(BLANKS):
        last += 1
    return max(last, first + 1)


class Sifted(Struct, frozen=True):
    kept: tuple[Problem, ...]
    suppressed: int


def sift(problems: Sequence[Problem], suppressions: Collection[Suppression]) -> Sifted:
    ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in suppressions:
        for rule in entry.rules:
            ranges[rule].append((entry.first, entry.last))
    covered = {rule: _joined(found) for rule, found in ranges.items()}
    kept = tuple(p for p in problems if not _holds(covered.get(p.rule, []), p.span.line))
    return Sifted(kept, len(problems) - len(kept))


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, and no two of them meet."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _holds(ranges: Sequence[tuple[int, int]], line: int) -> bool:
    at = bisect_right(ranges, line, key=lambda one: one[0])
    return at > 0 and line <= ranges[at - 1][1]


def unused_in(
    problems: Collection[Problem], suppressions: Collection[Suppression], judged: Collection[str]
) -> tuple[tuple[Suppression, tuple[str, ...]], ...]:
    """Each suppression with those of the judged rules that find nothing where it stands."""
    lines: dict[str, list[int]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.span.line):
        lines[problem.rule].append(problem.span.line)

    def is_idle(rule: str, entry: Suppression) -> bool:
        found = lines.get(rule, [])
        at = bisect_left(found, entry.first)
        return at == len(found) or found[at] > entry.last

    return tuple(
        (entry, idle)
        for entry in suppressions
        if (idle := tuple(r for r in entry.rules if r in judged and is_idle(r, entry)))
    )
