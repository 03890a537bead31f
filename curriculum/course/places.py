"""Which lessons and records a reference means, where the course leaves no doubt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from curriculum.claims.places.reference import Reference
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.teaching_order import CourseLesson, TeachingOrder
from curriculum.model.teaching_order import module_key
from curriculum.problem import Span

_LARGEST_SERIES = 40
# No course grows by as many series, no series by as many modules, from one record to the next.
_FAR = 10


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


class Cited(Struct, frozen=True):
    """All lessons of several references, in teaching order.

    `missing` says that one of them names a record which the course does not have.
    """

    lessons: tuple[CourseLesson, ...]
    missing: bool


class Places:
    """Reads references against one course."""

    def __init__(self, course: TeachingOrder) -> None:
        self.course = course
        self._of_series: dict[str, NamedPlace | None] = {}

    def of(self, reference: Reference, near: RecordClaims, line: int) -> NamedPlace | None:
        """None where the course has no such place, or the reference names two.

        `near` and the 1-based `line` are where it stands.
        """
        if reference.kind == "next":
            return self._next(reference, near, line)
        if reference.slug:
            lesson = self.course.lesson_named(reference.slug, near)
            return _lesson(lesson) if lesson and _agrees(reference, lesson) else None
        if self.course.is_external(reference.module or reference.series or ""):
            return None
        if reference.number is not None:
            return self._numbered(reference, near)
        if reference.series:
            return self._series(reference.series)
        facts = self.course.modules.get(reference.module or "")
        return self.module(facts) if facts else None

    def all_of(
        self, references: Iterable[Reference], near: RecordClaims, line: int
    ) -> tuple[NamedPlace, ...]:
        """Nothing where one of them is not known: it may be the one that is meant."""
        found = [self.of(reference, near, line) for reference in references]
        places = tuple(place for place in found if place)
        return places if len(places) == len(found) else ()

    def cited(self, references: Iterable[Reference], near: RecordClaims) -> Cited:
        """What they are, as far as they are lessons at all."""
        found: dict[int, CourseLesson] = {}
        missing = False
        for reference in references:
            lessons = self._cited(reference, near)
            missing = missing or (not lessons and self._is_missing(reference))
            found |= {lesson.place: lesson for lesson in lessons}
        return Cited(tuple(found[place] for place in sorted(found)), missing)

    def _cited(self, reference: Reference, near: RecordClaims) -> tuple[CourseLesson, ...]:
        if reference.number is not None:
            lesson = self.numbered(reference, near)
        elif reference.slug:
            lesson = self._named(reference.slug, near)
        else:
            records = self.course.series.get(reference.series or "", ())
            module = self.course.modules.get(reference.module or "")
            records = (module,) if module else records
            return tuple(lesson for facts in records for lesson in self.course.lessons_of(facts))
        return (lesson,) if lesson else ()

    def _named(self, words: str, near: RecordClaims) -> CourseLesson | None:
        """By the slug, or by the words of a title that a slug is made of."""
        slug = "-".join(words.casefold().split())
        return self.course.lesson_named(words, near) or self.course.lesson_named(slug, near)

    def _is_missing(self, reference: Reference) -> bool:
        if reference.module:
            return reference.module not in self.course.modules and not self.is_far(reference)
        return bool(reference.series) and not (
            self.course.series.get(reference.series or "")
            and (reference.number is None or self.is_whole_series(reference.series or ""))
        )

    def is_far(self, reference: Reference) -> bool:
        """A decimal without any word beside it, so far from all modules that it can be none."""
        if reference.form != "decimal" or not reference.module or not self._last:
            return False
        key = module_key(reference.module)
        return any(one > last + _FAR for one, last in zip(key, self._last, strict=False))

    @cached_property
    def _last(self) -> tuple[int, ...]:
        """The highest series and the highest module of any series; nothing without numbers."""
        keys = [module_key(module) for module in self.course.modules]
        return tuple(map(max, zip(*(key for key in keys if len(key) == 2), strict=True)))

    def numbered(self, reference: Reference, near: RecordClaims) -> CourseLesson | None:
        """The lesson that its number names, counted in the record sooner than over its series."""
        if reference.number is None:
            return None
        if reference.module:
            return self.course.lessons_by_id.get(reference.id or "")
        if reference.series:
            return self.course.lesson_in_series(reference.series, reference.number)
        return self.in_module(near, reference.number) or self.in_series(near, reference.number)

    def in_module(self, facts: RecordClaims, number: int) -> CourseLesson | None:
        """The record's own lesson with that number, else the one at that place."""
        lessons = self.course.lessons_of(facts)
        at_place = lessons[number - 1] if 0 < number <= len(lessons) else None
        return self._stated_numbers.get((facts.path, number), at_place)

    @cached_property
    def _stated_numbers(self) -> Mapping[tuple[str, int], CourseLesson]:
        """By path and by the number in the lesson's heading; the first where one occurs twice."""
        found: dict[tuple[str, int], CourseLesson] = {}
        for lesson in self.course.lessons:
            if lesson.lesson.number is not None:
                found.setdefault((lesson.facts.path, lesson.lesson.number), lesson)
        return found

    def in_series(self, facts: RecordClaims, number: int) -> CourseLesson | None:
        """The lesson of the record's series with that number, counted over the series."""
        series = (facts.module or "").partition(".")[0]
        return self.course.lesson_in_series(series, number) if series else None

    def _numbered(self, reference: Reference, near: RecordClaims) -> NamedPlace | None:
        """Counted in the record or over its series: what either means may be meant."""
        first = self.numbered(reference, near)
        if first is None or reference.module or reference.series:
            return _lesson(first) if first else None
        over_series = self.in_series(near, reference.number or 0)
        if over_series is None and not near.module:
            return None
        found = (first, over_series) if over_series and over_series is not first else (first,)
        return NamedPlace(first.id, found)

    def _next(self, reference: Reference, near: RecordClaims, line: int) -> NamedPlace | None:
        own = self.course.lessons_of(near)
        current = near.lesson_at(line)
        at = bisect_right(own, current.span, key=_span) if current else len(own)
        if at == len(own) or reference.slug not in {None, own[at].lesson.slug}:
            return None
        return _lesson(own[at])

    def _series(self, number: str) -> NamedPlace | None:
        """None where it is larger than anybody could mean all of."""
        if number not in self._of_series:
            records = self.course.series.get(number, ())
            lessons = tuple(lesson for facts in records for lesson in self.course.lessons_of(facts))
            place = NamedPlace(f"Series {number}", lessons, records, self.is_whole_series(number))
            self._of_series[number] = place if 0 < len(records) <= _LARGEST_SERIES else None
        return self._of_series[number]

    def module(self, facts: RecordClaims) -> NamedPlace:
        lessons = self.course.lessons_of(facts)
        return NamedPlace(f"Module {facts.module}", lessons, (facts,), is_whole(facts))

    @cached_property
    def _promised(self) -> frozenset[str]:
        """The modules that attributions and promises name."""
        attributed = (
            one.claim.sources for facts in self.course.facts for one in facts.attributions
        )
        promised = (one.claim.targets for facts in self.course.facts for one in facts.promises)
        named = (one for references in (*attributed, *promised) for one in references)
        return frozenset(one.module for one in named if one.module)

    def is_whole_series(self, number: str) -> bool:
        """All its modules seem to be here: from the first on without a gap, and none is missed."""
        records = self.course.series.get(number, ())
        known = {facts.module for facts in records}
        expected = {f"{number}.{at}" for at in range(1, len(records) + 1)}
        missed = {module for module in self._promised if module.partition(".")[0] == number}
        return (
            len(records) > 1
            and known == expected
            and missed <= known
            and all(map(is_whole, records))
        )


def is_whole(facts: RecordClaims) -> bool:
    """Nothing says that lessons of the module are still to come."""
    status = facts.record.status
    return bool(facts.record.lessons) and (status is None or status.state == "complete")


def _agrees(reference: Reference, lesson: CourseLesson) -> bool:
    """The module beside the slug is the lesson's, and so is the number in it."""
    own = reference.module == lesson.facts.module
    return reference.module is None or (own and reference.id in {None, lesson.lesson.id})


def _span(lesson: CourseLesson) -> Span:
    return lesson.lesson.span


def _lesson(lesson: CourseLesson) -> NamedPlace:
    return NamedPlace(lesson.id, (lesson,))
