"""Lessons that are named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.cli.failure import NotFound
from curriculum.course import course_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from curriculum.config import Configuration
    from curriculum.course import Course, CourseLesson


def course_of_paths(paths: Sequence[str], configuration: Configuration) -> Course:
    """The course of the configuration, or that of PATHS."""
    from curriculum.cli.examined_records import usual_reader
    from curriculum.cli.paths import records_at

    found = records_at(paths, configuration, reader=usual_reader(configuration))
    return course_of((reading.facts for _, reading in found.readings), configuration.settings)


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
    from curriculum.check.nearest import nearest

    meant = nearest(name, [*course.lessons_by_id, *course.lessons_by_slug])
    if meant:
        return f"; did you mean {meant}?"
    if not course.lessons:
        return "; this course has no lessons"
    first, last = course.lessons[0].id, course.lessons[-1].id
    return f"; the lessons are {first} to {last}, `curriculum show MODULE` lists them"
