"""Lessons that are named on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curriculum.claims.read_claims import claims_of
from curriculum.cli.output import NotFound, say
from curriculum.config.config import Configuration
from curriculum.course.course import Course, CourseLesson, course_of
from curriculum.model.teaching_order import module_key
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

# A module, and perhaps one of its lessons.
_NUMBERS = lazy_pattern(r"(\d{1,9}\.\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)


def course_of_paths(paths: Sequence[str], configuration: Configuration) -> Course:
    """The course of the configuration, or that of PATHS."""
    from curriculum.cli.configured import claims_reader
    from curriculum.cli.paths import records_at

    found = records_at(paths, configuration, reader=claims_reader(configuration))
    return course_of((claims_of(reading) for _, reading in found.readings), configuration.settings)


def place_called(course: Course, name: str) -> tuple[int, str]:
    """How many lessons stand before a lesson or a module, which may be planned, and its id.

    Raises NotFound.
    """
    numbers = _NUMBERS.fullmatch(name)
    if numbers is None or name in course.lessons_by_id:
        lesson = lesson_called(course, name)
        return lesson.place, lesson.id
    own = [lesson for lesson in course.lessons if lesson.facts.module == numbers[1]]
    if own and numbers[2] is None:
        return own[0].place, own[0].id
    following = (own[-1].lesson.number or len(own)) + 1 if own else 1
    if whole_number(numbers[2] or following) != following:
        raise NotFound(f'there is no lesson "{name}"{_hint(course, name)}')
    end = own[-1].place + 1 if own else _taught_before(course, numbers[1])
    after = f"after {course.lessons[end - 1].id}" if end else "before the first lesson"
    say(f'note: there is no record of "{name}" yet; this is what is known {after}')
    return end, name


def _taught_before(course: Course, module: str) -> int:
    key = module_key(module)
    return sum(module_key(lesson.facts.module) < key for lesson in course.lessons)


def lesson_called(course: Course, name: str) -> CourseLesson:
    """By id or slug. Raises NotFound with the nearest names, also where a slug is not unique."""
    by_id = course.lessons_by_id.get(name)
    found = (by_id,) if by_id else course.lessons_by_slug.get(name, ())
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(lesson.id for lesson in found)
        raise NotFound(f'"{name}" is the slug of several lessons: {ids}; name one by its number')
    raise NotFound(f'there is no lesson "{name}"{_hint(course, name)}')


def _hint(course: Course, name: str) -> str:
    from curriculum.config.nearest import nearest

    meant = nearest(name, [*course.lessons_by_id, *course.lessons_by_slug])
    if meant:
        return f"; did you mean {meant}?"
    if not course.lessons:
        return "; this course has no lessons"
    first, last = course.lessons[0].id, course.lessons[-1].id
    return f"; the lessons are {first} to {last}, `curriculum show MODULE` lists them"
