"""Which lesson a claim points at, where the course leaves no doubt of it."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.claims.attribution import Attribution
from curriculum.claims.placed import Placed
from curriculum.claims.places.reference import Reference
from curriculum.claims.prior_depth import PriorDepth
from curriculum.claims.promises import Promise
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import Places
from curriculum.problem import Span

# Sources that name one lesson; a number alone may count over the module or over the series.
_ONE_LESSON = frozenset({"lesson", "slug", "word"})


class ClaimTargets:
    """References, attributions, promises and prior depths have targets; other claims have none."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.named = Places(course)
        self.referred: dict[tuple[str, Span], CourseLesson | None] = {
            (mention.facts.path, mention.placed.span): mention.lesson
            for mention in course.references.mentions
        }

    def is_claim(self, facts: RecordClaims, placed: Placed[object]) -> bool:
        """A word that only looked like a slug claims nothing."""
        return not isinstance(placed.claim, Reference) or (facts.path, placed.span) in self.referred

    def of(self, facts: RecordClaims, placed: Placed[object]) -> CourseLesson | None:
        """None also where several lessons are named."""
        match placed.claim:
            case Reference():
                return self.referred.get((facts.path, placed.span))
            case Attribution(sources=pointers) | Promise(targets=pointers):
                return self._pointed(pointers, facts, placed.span.line)
            case PriorDepth() as claim:
                return self._cited(claim, facts)
        return None

    def _pointed(
        self, pointers: Iterable[Reference], facts: RecordClaims, line: int
    ) -> CourseLesson | None:
        places = self.named.all_of(pointers, facts, line)
        if any(place.whole for place in places):
            return None
        return _only(lesson for place in places for lesson in place.lessons)

    def _cited(self, claim: PriorDepth, facts: RecordClaims) -> CourseLesson | None:
        """A module or a number beside a slug says no more than the slug."""
        if not any(source.kind in _ONE_LESSON for source in claim.sources):
            return None
        found = self.named.cited(claim.sources, facts)
        return None if found.missing else _only(found.lessons)


def _only(lessons: Iterable[CourseLesson]) -> CourseLesson | None:
    places = {lesson.place: lesson for lesson in lessons}
    return next(iter(places.values())) if len(places) == 1 else None
