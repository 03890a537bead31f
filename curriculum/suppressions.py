"""`<!-- curriculum: ignore[rule] reason -->`: problems that an author lets stand, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.parse.comments import BLANKS, comment_in, is_comment_line
from curriculum.problem import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from curriculum.parse.document import Document
    from curriculum.problem import Problem
    from curriculum.reading import Reading

# How far below a comment on its own line the block that it covers may begin.
MOST_STACKED = 20

_COMMENT = re.compile(r"<!--[ \t]*curriculum:[ \t]*(?P<body>(?:(?!-->).)*)-->")
_BODY = re.compile(r"(?P<word>ignore(?:-file)?)\[(?P<rules>[^\]]*)\](?P<reason>.*)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """`first` and `last` are the 1-based lines that it covers; `span` is the comment itself.

    `error` says what is wrong with a comment that suppresses nothing.
    """

    span: Span
    text: str
    rules: tuple[str, ...]
    first: int
    last: int
    own_line: bool
    error: str | None = None

    def covers(self, problem: Problem) -> bool:
        return problem.rule in self.rules and self.first <= problem.span.line <= self.last


def read_suppressions(reading: Reading) -> list[Suppression]:
    if "curriculum:" not in reading.source.text:
        return []
    return [
        suppression
        for index, line in enumerate(reading.source.lines)
        if index not in reading.document.code
        for suppression in _on_line(reading, index, line)
    ]


def _on_line(reading: Reading, index: int, line: str) -> Iterator[Suppression]:
    comments = comment_in(line)
    if comments is None:
        return
    start = line.rfind(comments)
    own_line = is_comment_line(line)
    for match in _COMMENT.finditer(line, start):
        span = Span(index + 1, match.start() + 1, index + 1, match.end() + 1)
        yield _suppression(reading, span, match, own_line=own_line)


def _suppression(
    reading: Reading, span: Span, match: re.Match[str], *, own_line: bool
) -> Suppression:
    body = _BODY.fullmatch(match["body"].strip())
    if body is None:
        return _wrong(span, match[0], "it is not of the form `ignore[rule-name] reason`", own_line)
    rules = tuple(name.strip() for name in body["rules"].split(",") if name.strip())
    if not rules:
        return _wrong(span, match[0], "it names no rule", own_line)
    if not body["reason"].strip():
        return _wrong(span, match[0], "it gives no reason; write one behind the bracket", own_line)
    if body["word"] == "ignore-file":
        return _for_file(reading.document, span, match[0], rules, own_line=own_line)
    first, last = _block(reading, span.line) if own_line else (span.line, span.line)
    return Suppression(span, match[0], rules, first, last, own_line)


def _wrong(span: Span, text: str, error: str, own_line: bool) -> Suppression:
    return Suppression(span, text, (), span.line, span.line, own_line, error)


def _for_file(
    document: Document, span: Span, text: str, rules: tuple[str, ...], *, own_line: bool
) -> Suppression:
    heading = document.first_heading
    if heading and heading.span.line < span.line:
        return _wrong(span, text, "`ignore-file` stands before the first heading", own_line)
    return Suppression(span, text, rules, 1, len(document.source.lines) or 1, own_line)


def _block(reading: Reading, line: int) -> tuple[int, int]:
    """The lines without a blank one between, below a comment on a line of its own."""
    lines = reading.source.lines
    first = line
    end = min(len(lines), line + MOST_STACKED)
    while first < end and (not lines[first].strip(BLANKS) or is_comment_line(lines[first])):
        first += 1
    last = first
    while last < len(lines) and lines[last].strip(BLANKS):
        last += 1
    return first + 1, max(last, first + 1)


@dataclass(frozen=True, slots=True)
class Sifted:
    kept: tuple[Problem, ...]
    suppressed: int


def sift(problems: Sequence[Problem], suppressions: Collection[Suppression]) -> Sifted:
    kept = tuple(p for p in problems if not any(entry.covers(p) for entry in suppressions))
    return Sifted(kept, len(problems) - len(kept))


def unused_in(
    problems: Collection[Problem], suppressions: Collection[Suppression], judged: Collection[str]
) -> tuple[tuple[Suppression, tuple[str, ...]], ...]:
    """Each suppression with those of the judged rules that find nothing where it stands."""
    found = [
        (entry, {problem.rule for problem in problems if entry.covers(problem)})
        for entry in suppressions
    ]
    return tuple(
        (entry, idle)
        for entry, rules in found
        if (idle := tuple(r for r in entry.rules if r in judged and r not in rules))
    )
