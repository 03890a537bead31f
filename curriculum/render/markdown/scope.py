"""The part of a course that a list tells of."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import CourseLesson


class Scope(Struct, frozen=True):
    """What is None does not limit it; `or_deeper` is for `depth>=`, `before` for the state.

    An empty series is that of the records without a number.
    """

    record: RecordClaims | None = None
    series: str | None = None
    module: str | None = None
    lesson: CourseLesson | None = None
    depth: str | None = None
    or_deeper: bool = False
    before: CourseLesson | None = None

    def holds(self, facts: RecordClaims, lesson: CourseLesson | None) -> bool:
        if self.record and facts is not self.record:
            return False
        if self.lesson and lesson is not self.lesson:
            return False
        if self.module and facts.module != self.module:
            return False
        return self.series is None or (facts.module or "").partition(".")[0] == self.series

    def holds_depth(self, depth: str | None, rank: Callable[[str | None], int]) -> bool:
        if self.depth is None:
            return True
        return rank(depth) >= rank(self.depth) if self.or_deeper else depth == self.depth


WHOLE = Scope()
