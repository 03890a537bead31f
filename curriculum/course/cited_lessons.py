"""Which lessons of a course a cited source is: by number, slug, module, series or title."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from curriculum.claims.places.in_stretch import Source
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_RANGE = lazy_pattern(r"(\d+)-(\d+)")
# Nobody teaches more series than this.
_MOST_SERIES = 100


class Cited(Struct, frozen=True):
    """`missing` says that a record is named which the course does not have."""

    lessons: tuple[CourseLesson, ...]
    missing: bool


def cited(sources: Iterable[Source], course: Course, near: RecordClaims) -> Cited:
    """What the sources of a claim in the record `near` are, as far as they are lessons at all."""
    found: dict[int, CourseLesson] = {}
    missing = False
    for source in sources:
        lessons = _lessons(source, course, near)
        missing = missing or (not lessons and _is_missing(source, course))
        found |= {lesson.place: lesson for lesson in lessons}
    return Cited(tuple(found[place] for place in sorted(found)), missing)


def _lessons(source: Source, course: Course, near: RecordClaims) -> tuple[CourseLesson, ...]:
    match source.kind:
        case "lesson":
            lesson = course.lessons_by_id.get(source.digits)
            return (lesson,) if lesson else ()
        case "module":
            facts = course.modules.get(source.digits)
            return course.lessons_of(facts) if facts else ()
        case "series":
            records = [one for number in _series(source) for one in course.series.get(number, ())]
            return tuple(lesson for facts in records for lesson in course.lessons_of(facts))
        case "number":
            own = course.lessons_of(near)
            return (
                own[whole_number(source.digits) - 1 : whole_number(source.digits)]
                if source.digits != "0"
                else ()
            )
    return _named(source.text, course, near)


def _named(text: str, course: Course, near: RecordClaims) -> tuple[CourseLesson, ...]:
    """By the slug, or by the words of a title that a slug is made of."""
    slug = "-".join(text.casefold().split())
    lesson = course.lesson_named(text, near) or course.lesson_named(slug, near)
    return (lesson,) if lesson else ()


def _series(source: Source) -> list[str]:
    span = _RANGE.fullmatch(source.digits)
    if span is None:
        return [source.digits]
    first, last = whole_number(span[1]), whole_number(span[2])
    return [str(number) for number in range(first, min(last, first + _MOST_SERIES) + 1)]


def _is_missing(source: Source, course: Course) -> bool:
    number = source.digits
    match source.kind:
        case "lesson":
            return number.rpartition(".")[0] not in course.modules
        case "module":
            return number not in course.modules
        case "series":
            return any(one not in course.series for one in _series(source))
    return False
