"""Which lessons and records a pointer of a claim means, where the course leaves no doubt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from curriculum.claims.places.at_position import Pointer
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.problem import Span
from curriculum.text.numbers import whole_number

_LARGEST_SERIES = 40


class NamedPlace(Struct, frozen=True, gc=False):
    """`lessons` are those that may be meant, all of them for a module or a series.

    `whole` is empty where lessons are meant; else the records whose whole text counts. It is not
    `complete` where more of the module or series may stand in records that are not here.
    """

    name: str
    lessons: tuple[CourseLesson, ...]
    whole: tuple[RecordClaims, ...] = ()
    complete: bool = True

    @property
    def facts(self) -> tuple[RecordClaims, ...]:
        return self.whole or tuple(dict.fromkeys(lesson.facts for lesson in self.lessons))


class NamedPlaces:
    """Reads pointers against one course."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._of_series: dict[str, NamedPlace | None] = {}

    def of(self, pointer: Pointer, near: RecordClaims, line: int) -> NamedPlace | None:
        """None where the course has no such place, or the pointer names two."""
        if pointer.kind in {"slug", "word"}:
            return self._slug(pointer, near)
        if pointer.kind == "next":
            return self._next(pointer, near, line)
        if pointer.kind == "number":
            return self._number(pointer, near)
        number = pointer.number or ""
        if self.course.is_external(number):
            return None
        if pointer.kind == "series":
            if number not in self._of_series:
                self._of_series[number] = self._series(number)
            return self._of_series[number]
        return self._numbered(pointer, number, near)

    def all_of(
        self, pointers: Iterable[Pointer], near: RecordClaims, line: int
    ) -> tuple[NamedPlace, ...]:
        """Nothing where one of them is not known: it may be the one that is meant."""
        found = [self.of(pointer, near, line) for pointer in pointers]
        places = tuple(place for place in found if place)
        return places if len(places) == len(found) else ()

    def _series(self, number: str) -> NamedPlace | None:
        """None where it is larger than anybody could mean all of."""
        records = self.course.series.get(number, ())
        if not 0 < len(records) <= _LARGEST_SERIES:
            return None
        lessons = tuple(lesson for facts in records for lesson in self.course.lessons_of(facts))
        return NamedPlace(f"Series {number}", lessons, records, self.is_whole_series(number))

    def module(self, facts: RecordClaims) -> NamedPlace:
        lessons = self.course.lessons_of(facts)
        return NamedPlace(f"Module {facts.module}", lessons, (facts,), is_whole(facts))

    def _numbered(self, pointer: Pointer, number: str, near: RecordClaims) -> NamedPlace | None:
        if pointer.slug:
            lesson = self.course.lesson_named(pointer.slug, near)
            named = {lesson.lesson.id, lesson.facts.module} if lesson else set()
            return _lesson(lesson) if lesson and number in named else None
        if pointer.kind == "module":
            facts = self.course.modules.get(number)
            return self.module(facts) if facts else None
        lesson = self.course.lessons_by_id.get(number)
        return _lesson(lesson) if lesson else None

    def _slug(self, pointer: Pointer, near: RecordClaims) -> NamedPlace | None:
        lesson = self.course.lesson_named(pointer.slug, near)
        if lesson is None or pointer.number not in {None, lesson.lesson.id, lesson.facts.module}:
            return None
        return _lesson(lesson)

    def _next(self, pointer: Pointer, near: RecordClaims, line: int) -> NamedPlace | None:
        own = self.course.lessons_of(near)
        current = near.lesson_at(line)
        at = bisect_right(own, current.span, key=_span) if current else len(own)
        if at == len(own) or pointer.slug not in {None, own[at].lesson.slug}:
            return None
        return _lesson(own[at])

    def _number(self, pointer: Pointer, near: RecordClaims) -> NamedPlace | None:
        """Counted in the record or over its series: what either means may be meant."""
        if pointer.slug:
            return self._slug_near(pointer.slug, near)
        number = whole_number(pointer.number or 0)
        own = self.course.lessons_of(near)
        series = (near.module or "").partition(".")[0]
        found = [own[number - 1]] if 0 < number <= len(own) else []
        over_series = self.course.lesson_in_series(series, number)
        found += [over_series] if over_series and over_series not in found else []
        if not found or (over_series is None and not near.module):
            return None
        return NamedPlace(found[0].id, tuple(found))

    def _slug_near(self, slug: str, near: RecordClaims) -> NamedPlace | None:
        lesson = self.course.lesson_named(slug, near)
        return _lesson(lesson) if lesson else None

    @cached_property
    def _mentioned(self) -> frozenset[str]:
        """The modules that some record names."""
        return frozenset(
            ".".join(pointer.number.split(".")[:2])
            for facts in self.course.facts
            for pointer in _pointers(facts)
            if pointer.number and "." in pointer.number
        )

    def is_whole_series(self, number: str) -> bool:
        """All its modules seem to be here: from the first on without a gap, and none is missed."""
        records = self.course.series.get(number, ())
        known = {facts.module for facts in records}
        expected = {f"{number}.{at}" for at in range(1, len(records) + 1)}
        missed = {module for module in self._mentioned if module.partition(".")[0] == number}
        return (
            len(records) > 1
            and known == expected
            and missed <= known
            and all(map(is_whole, records))
        )


@lru_cache(maxsize=1)
def named_places_of(course: Course) -> NamedPlaces:
    """Several rules ask for the same."""
    return NamedPlaces(course)


def is_whole(facts: RecordClaims) -> bool:
    """Nothing says that lessons of the module are still to come."""
    status = facts.record.status
    return bool(facts.record.lessons) and (status is None or status.state == "complete")


def _span(lesson: CourseLesson) -> Span:
    return lesson.lesson.span


def _lesson(lesson: CourseLesson) -> NamedPlace:
    return NamedPlace(lesson.id, (lesson,))


def _pointers(facts: RecordClaims) -> Iterator[Pointer]:
    for attribution in facts.attributions:
        yield from attribution.claim.sources
    for promise in facts.promises:
        yield from promise.claim.targets
