"""A course as it would be without a lesson, or with a lesson in another place.

What is done is what an author does at once: the summary goes, or moves, with the rows of the index
and of the models table that name this lesson alone; headings that counted the lessons count them
again, and so does the status. What other places say of the lesson stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from curriculum.course.course import Course, CourseLesson
from curriculum.model.record import Lesson
from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Table
from curriculum.problem import Edit, Span
from curriculum.read import read_bytes
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_NUMBER = lazy_pattern(r"\bLesson\s+(\d+)", re.IGNORECASE)
_DIGITS = lazy_pattern(r"\d+")

Lines = list[tuple[str, str]]


class CannotRestructure(Exception):
    """The message says which lesson cannot be cut or moved, and why."""


class _Parts(Struct):
    """0-based line indexes of a record: what leaves it, and what comes in behind a line."""

    reading: RecordFile
    gone: set[int] = field(default_factory=set)
    behind: dict[int, Lines] = field(default_factory=dict)

    def lines(self, indexes: Sequence[int]) -> Lines:
        source = self.reading.source
        return [(source.lines[i], source.endings[i] or source.newline) for i in indexes]

    def data(self) -> bytes:
        count = len(self.reading.source.lines)
        lines: Lines = []
        for index in range(count):
            lines += self.lines([index]) if index not in self.gone else []
            lines += self.behind.get(index, [])
        return self.reading.source.with_lines(lines)


def without_lesson(readings: Mapping[str, RecordFile], lesson: CourseLesson) -> dict[str, bytes]:
    """The bytes of the one record that changes. Raises CannotRestructure."""
    reading = _markdown(readings, lesson)
    parts = _Parts(reading)
    parts.gone.update(_summary(reading, lesson.lesson), _own_rows(reading, lesson.lesson))
    order = [other for other in reading.record.lessons if other is not lesson.lesson]
    return {lesson.facts.path: _counted(parts.data(), reading, order, -1)}


def with_lesson_after(
    readings: Mapping[str, RecordFile], course: Course, lesson: CourseLesson, after: CourseLesson
) -> dict[str, bytes]:
    """The bytes of the one or two records that change. Raises CannotRestructure."""
    source, target = _markdown(readings, lesson), _markdown(readings, after)
    if lesson is after:
        raise CannotRestructure(f'"{lesson.id}" cannot be moved behind itself')
    moved = _Parts(source)
    moved.gone.update(_summary(source, lesson.lesson))
    text = moved.lines(sorted(moved.gone))
    if target is source:
        _put_behind(moved, after.lesson, text)
        return {lesson.facts.path: _counted(moved.data(), source, _moved(course, lesson, after), 0)}
    rows = _own_rows(source, lesson.lesson)
    moved.gone.update(rows)
    taken = _Parts(target)
    _put_behind(taken, after.lesson, text)
    _add_rows(moved, taken, rows)
    left = [other for other in source.record.lessons if other is not lesson.lesson]
    joined = _joined(target.record.lessons, after.lesson, lesson.lesson)
    return {
        lesson.facts.path: _counted(moved.data(), source, left, -1),
        after.facts.path: _counted(taken.data(), target, joined, +1),
    }


def _markdown(readings: Mapping[str, RecordFile], lesson: CourseLesson) -> RecordFile:
    reading = readings[lesson.facts.path]
    if len(reading.document.lessons) != len(reading.record.lessons):
        raise CannotRestructure(
            f'"{lesson.facts.path}" is no Markdown record; only those can be cut or moved from'
        )
    return reading


def _summary(reading: RecordFile, lesson: Lesson) -> list[int]:
    """From the heading to the line before the next lesson, or to the lesson's last line."""
    starts = [other.span.line - 1 for other in reading.record.lessons]
    start = lesson.span.line - 1
    following = [other for other in starts if other > start]
    end = lesson.span.end_line
    lines = reading.source.lines
    while end < len(lines) and not lines[end].strip() and (not following or end < following[0]):
        end += 1
    return list(range(start, end))


def _own_rows(reading: RecordFile, lesson: Lesson) -> list[int]:
    """Rows of the index and of the models table that name this lesson and no other."""
    if lesson.slug is None:
        return []
    concepts = [
        concept.span.line - 1
        for concept in reading.record.concepts
        if set(concept.lessons) == {lesson.slug}
    ]
    models = [
        model.span.line - 1
        for model in reading.record.mental_models
        if model.form == "table" and set(model.established_in) == {lesson.slug}
    ]
    return [*concepts, *models]


def _add_rows(moved: _Parts, taken: _Parts, rows: Sequence[int]) -> None:
    """Rows go behind the last row of the same table; where there is none, they stay at home."""
    source, target = moved.reading.document, taken.reading.document
    _add_to(target.concept_tables, moved, taken, set(rows) & _lines_of(source.concept_tables))
    _add_to(target.model_tables, moved, taken, set(rows) & _lines_of(source.model_tables))


def _add_to(tables: Sequence[Table], moved: _Parts, taken: _Parts, rows: set[int]) -> None:
    if not tables:
        moved.gone -= rows
    elif rows:
        taken.behind.setdefault(max(_lines_of(tables)), []).extend(moved.lines(sorted(rows)))


def _lines_of(tables: Sequence[Table]) -> set[int]:
    return {row.span.line - 1 for table in tables for row in (table.header, *table.rows)}


def _put_behind(parts: _Parts, lesson: Lesson, lines: Lines) -> None:
    """A summary, with one blank line before it and behind it."""
    source = parts.reading.source
    at = _summary(parts.reading, lesson)[-1]
    newline = source.newline
    text = [(line, newline) for line, _ in lines]
    while text and not text[-1][0].strip():
        text.pop()
    before = [("", newline)] if source.lines[at].strip() else []
    parts.behind[at] = [*before, *text, ("", newline)]


def _moved(course: Course, lesson: CourseLesson, after: CourseLesson) -> list[Lesson]:
    left = [other.lesson for other in course.lessons_of(lesson.facts) if other is not lesson]
    return _joined(left, after.lesson, lesson.lesson)


def _joined(lessons: Sequence[Lesson], after: Lesson, lesson: Lesson) -> list[Lesson]:
    at = next(number for number, other in enumerate(lessons, start=1) if other is after)
    return [*lessons[:at], lesson, *lessons[at:]]


def _counted(data: bytes, old: RecordFile, order: Sequence[Lesson], more: int) -> bytes:
    """Headings whose number was the lesson's place, and the status, are counted anew."""
    path, record = old.path, old.record
    new = read_bytes(data, path)
    by_place = all(
        lesson.number in {None, place} for place, lesson in enumerate(record.lessons, start=1)
    )
    edits: list[Edit] = []
    if by_place and len(new.document.lessons) == len(order):
        for place, lesson in enumerate(new.document.lessons, start=1):
            edits += _renumbered(new, lesson.heading.span, place)
    status = record.status
    if more and status and status.built == len(record.lessons) and new.document.status:
        edits += _recounted(new, new.document.status.span, status.built, more)
    return new.source.with_edits(tuple(edits))


def _renumbered(reading: RecordFile, span: Span, place: int) -> list[Edit]:
    match = _NUMBER.search(reading.source.lines[span.line - 1])
    if not match or whole_number(match[1]) == place:
        return []
    return [Edit(_on_line(span.line, match.start(1), match.end(1)), str(place))]


def _recounted(reading: RecordFile, span: Span, built: int, more: int) -> list[Edit]:
    return [
        Edit(_on_line(span.line, match.start(), match.end()), str(built + more))
        for match in _DIGITS.finditer(reading.source.lines[span.line - 1])
        if whole_number(match[0]) == built
    ]


def _on_line(line: int, start: int, end: int) -> Span:
    return Span(line, start + 1, line, end + 1)
