"""A lesson's review history as stretches of text, each with the iteration that it speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import maxsize
from typing import TypeVar

from msgspec import Struct

from curriculum.claims.passages import Passage
from curriculum.claims.reviews import Claim, Iteration, Verdict, find
from curriculum.model.record import Field, Lesson
from curriculum.model.record_file import RecordFile
from curriculum.parse.comments import without_comment
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

REVIEW_FIELDS = frozenset({"Review history", "Status"})
_MARKER = lazy_pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_Claim = TypeVar("_Claim", bound=Claim)


class Stretch(Struct, frozen=True):
    """A paragraph or an item, its lines joined by blanks; `pieces` are offset, line, column."""

    field: Field
    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        first, last = self._place(start), self._place(max(end - 1, start))
        return Span(*first, last[0], last[1] + (end > start))

    def _place(self, offset: int) -> tuple[int, int]:
        piece = self.pieces[bisect_right(self.pieces, (offset, maxsize)) - 1]
        return piece[1], piece[2] + offset - piece[0]

    @property
    def line(self) -> int:
        return self.pieces[0][1]


class Part(Struct, frozen=True):
    """`number` is None before any iteration is named.

    `heading`: the iteration was named by a verdict (`PASS on iteration 3, …`), not as a title.
    """

    number: int | None
    heading: bool
    passage: Stretch
    start: int
    end: int
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.passage.span(self.start, self.end)

    def span_of(self, claim: Claim) -> Span:
        return self.passage.span(claim.start, claim.end)

    def all(self, kind: type[_Claim]) -> list[_Claim]:
        return [claim for claim in self.claims if isinstance(claim, kind)]


def field_lines(
    reading: RecordFile, lesson: Lesson, names: Collection[str]
) -> Iterator[tuple[Field, Passage]]:
    """The lines of a lesson's fields of these canonical names, as far as they are the field's."""
    for field in lesson.fields:
        if field.name in names:
            for number in range(field.span.line, field.span.end_line + 1):
                yield field, _line(reading, lesson, field, number)


def _line(reading: RecordFile, lesson: Lesson, field: Field, number: int) -> Passage:
    line = without_comment(reading.source.lines[number - 1])
    first = field.span.column - 1 if number == field.span.line else 0
    last = field.span.end_column - 1 if number == field.span.end_line else len(line)
    return Passage(line[first:last], number, first + 1, "field", lesson=lesson, field=field)


def stretches(reading: RecordFile, lesson: Lesson, names: Collection[str]) -> Iterator[Stretch]:
    """The same lines, those joined that belong together."""
    together: list[Passage] = []
    for field, passage in field_lines(reading, lesson, names):
        begins = _MARKER.match(passage.text) or not passage.text.strip()
        if together and (begins or together[-1].field is not field):
            yield _joined(together)
            together = []
        if passage.text.strip():
            together.append(passage)
    if together:
        yield _joined(together)


def _joined(passages: Sequence[Passage]) -> Stretch:
    texts, pieces, offset = [], [], 0
    for passage in passages:
        text = passage.text.strip()
        indent = len(passage.text) - len(passage.text.lstrip())
        pieces.append((offset, passage.line, passage.column + indent))
        texts.append(text)
        offset += len(text) + 1
    field = passages[0].field
    assert field is not None
    return Stretch(field, " ".join(texts), tuple(pieces))


def review_parts(reading: RecordFile, lesson: Lesson) -> Sequence[Part]:
    """Read once for all rules."""
    return reading.once(_by_line)[lesson.span.line]


def _by_line(reading: RecordFile) -> Mapping[int, Sequence[Part]]:
    return {one.span.line: _review_parts(reading, one) for one in reading.record.lessons}


def _review_parts(reading: RecordFile, lesson: Lesson) -> list[Part]:
    """In the order of the text; a stretch goes on with the iteration of the one above it."""
    parts: list[Part] = []
    for stretch in stretches(reading, lesson, REVIEW_FIELDS):
        before = parts[-1] if parts and parts[-1].passage.field is stretch.field else None
        parts.extend(_parts(stretch, before))
    return parts


@lru_cache(maxsize=64)
def _claims(text: str) -> tuple[Claim, ...]:
    """Many lessons of a course say the same."""
    return tuple(find(text))


def _parts(passage: Stretch, before: Part | None) -> Iterator[Part]:
    number, heading = (before.number, before.heading) if before else (None, False)
    start, claims = 0, list[Claim]()
    for claim in _claims(passage.text):
        if isinstance(claim, Iteration):
            yield Part(number, heading, passage, start, claim.start, tuple(claims))
            named = [c.at for c in claims if isinstance(c, Verdict) and claim.start - c.end <= 4]
            number, heading = claim.number, claim.number in named
            start, claims = claim.start, []
        claims.append(claim)
    yield Part(number, heading, passage, start, len(passage.text), tuple(claims))
