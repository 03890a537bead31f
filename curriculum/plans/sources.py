"""What the source cell of a plan's row names in the course, and what is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import Struct

from curriculum.claims.places.reference import Reference
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import is_whole

# So many places of the records say where a lesson is whose record is not here.
_WITNESSES = 2


class NamedSource(Struct, frozen=True):
    """`lessons` are those that the reference means: none where the course does not have them.

    `whole` says that it means a module or a series, so that nothing is reached at a known place.
    """

    reference: Reference
    lessons: tuple[CourseLesson, ...]
    whole: bool = False


def named_source(reference: Reference, course: Course) -> NamedSource:
    """The slug sooner than the number: numbers are what goes wrong."""
    lesson = lesson_with_slug(reference, course)
    if lesson:
        return NamedSource(reference, (lesson,))
    if reference.slug and "-" in reference.slug and reference.kind != "series":
        return NamedSource(reference, ())
    if reference.id:
        found = course.lessons_by_id.get(reference.id)
        return NamedSource(reference, (found,) if found else ())
    if reference.number is not None and reference.series:
        counted = course.lesson_in_series(reference.series, reference.number)
        return NamedSource(reference, (counted,) if counted else ())
    records = _records(reference, course)
    return NamedSource(
        reference, tuple(one for facts in records for one in course.lessons_of(facts)), whole=True
    )


def lesson_with_slug(reference: Reference, course: Course) -> CourseLesson | None:
    """That of the module that is named beside it where several lessons have the slug."""
    lessons = course.lessons_by_slug.get(reference.slug or "", ())
    named = [one for one in lessons if one.facts.module == reference.module]
    if named:
        return named[0]
    return lessons[0] if len(lessons) == 1 else None


def _records(reference: Reference, course: Course) -> tuple[RecordClaims, ...]:
    if reference.module:
        module = course.modules.get(reference.module)
        return (module,) if module else ()
    return course.series.get(reference.series or "", ())


def is_module_title(slug: str, course: Course) -> bool:
    """`chance-basics` for the module whose title is Chance Basics."""
    return slug in course.once(_titles)


def _titles(course: Course) -> frozenset[str]:
    return frozenset(_slug_of(facts.record.title or "") for facts in course.facts)


def _slug_of(title: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())


def right_number(reference: Reference, course: Course) -> str | None:
    """What should stand beside the slug; None where what stands there can be right."""
    lesson = lesson_with_slug(reference, course)
    if lesson is None:
        return _number_elsewhere(reference, course)
    module, number = lesson.facts.module, course.references.number_in_module(lesson)
    if reference.module is None or module is None or course.is_external(reference.module):
        return None
    if reference.number is None:
        return None if reference.module == module else module
    in_series = course.references.number_in_series(lesson)
    fits = reference.module == module and reference.number in {number, in_series}
    return None if fits else f"{module}.{number}"


def _number_elsewhere(reference: Reference, course: Course) -> str | None:
    """Of a lesson whose record is not here, what the records themselves call it, all alike."""
    if not reference.slug or reference.id is None:
        return None
    numbers = _numbers_of(course).get(reference.slug)
    if not numbers or reference.id in numbers or len(numbers) > 1:
        return None
    ((number, count),) = numbers.items()
    return number if count >= _WITNESSES else None


def _numbers_of(course: Course) -> Mapping[str, Counter[str]]:
    return course.once(_Numbers).by_slug


class _Numbers:
    """How often the records write each number beside a slug."""

    def __init__(self, course: Course) -> None:
        self.by_slug: Mapping[str, Counter[str]] = defaultdict(Counter)
        for facts in course.facts:
            for placed in facts.references:
                reference = placed.claim
                if reference.slug and "-" in reference.slug and reference.id:
                    self.by_slug[reference.slug][reference.id] += 1


def known_record(reference: Reference, course: Course) -> RecordClaims | None:
    """The record of the module that the reference names, where all its lessons are written."""
    facts = course.modules.get(reference.module or "")
    return facts if facts and is_whole(facts) else None


def known_slugs(course: Course) -> tuple[str, ...]:
    """Those of the lessons, and those that the records name beside a number, sorted."""
    return course.once(_slugs)


def _slugs(course: Course) -> tuple[str, ...]:
    return tuple(sorted({*course.lessons_by_slug, *_numbers_of(course)}))
