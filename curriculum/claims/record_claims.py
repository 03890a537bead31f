"""What a course needs to know of one record: the record and its claims, without its bytes.

Rules over the course see nothing else of a record, so that a file that did not change need not be
read again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from curriculum.claims.attribution import Attribution
from curriculum.claims.dates import Dated
from curriculum.claims.maker_statements import Made
from curriculum.claims.placed import Placed
from curriculum.claims.places.reference import Reference
from curriculum.claims.prior_depth import PriorDepth
from curriculum.claims.promises import Promise
from curriculum.claims.quantities import Quantity
from curriculum.model.record import Concept, Lesson, MentalModel, Record, TaughtConcept
from curriculum.problem import Span


class RecordClaims(Struct, frozen=True, eq=False, dict=True):
    """`head` is the record's first heading, or its first line; `words` see `words_in`."""

    path: str
    record: Record
    head: Span
    dated: tuple[Placed[Dated], ...]
    quantities: tuple[Placed[Quantity], ...]
    references: tuple[Placed[Reference], ...]
    attributions: tuple[Placed[Attribution], ...]
    promises: tuple[Placed[Promise], ...]
    date_statements: tuple[Placed[Dated], ...]
    size_statements: tuple[Placed[Quantity], ...]
    maker_statements: tuple[Placed[Made], ...]
    prior_depths: tuple[Placed[PriorDepth], ...]
    words: str

    @property
    def module(self) -> str | None:
        return self.record.module

    def lesson_at(self, line: int) -> Lesson | None:
        """The lesson whose summary the 1-based line belongs to."""
        at = self.lesson_place_at(line)
        return None if at is None else self.record.lessons[at]

    def lesson_place_at(self, line: int) -> int | None:
        """That lesson's place in the record, from 0."""
        at = bisect_right(self._lesson_lines, line) - 1
        return at if at >= 0 and line <= self.record.lessons[at].span.end_line else None

    @cached_property
    def _lesson_lines(self) -> tuple[int, ...]:
        """Where each lesson begins."""
        return tuple(lesson.span.line for lesson in self.record.lessons)

    def concept_at(self, line: int) -> Concept | None:
        """The row of the index on the 1-based line; in YAML, a concept has several."""
        return self._concepts.get(line)

    def mental_model_at(self, line: int) -> MentalModel | None:
        return self._mental_models.get(line)

    def taught_at(self, line: int) -> TaughtConcept | None:
        """The item of a lesson's list that the 1-based line belongs to; None of several."""
        at = bisect_right(self._taught, line, key=lambda taught: taught.span.line)
        found = [one for one in self._taught[max(at - 2, 0) : at] if line <= one.span.end_line]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _taught(self) -> tuple[TaughtConcept, ...]:
        return tuple(taught for lesson in self.record.lessons for taught in lesson.concepts_taught)

    @cached_property
    def _concepts(self) -> Mapping[int, Concept]:
        return {
            line: concept
            for concept in self.record.concepts
            for line in range(concept.span.line, concept.span.end_line + 1)
        }

    @cached_property
    def _mental_models(self) -> Mapping[int, MentalModel]:
        return {
            line: model
            for model in self.record.mental_models
            for line in range(model.span.line, model.span.end_line + 1)
        }
