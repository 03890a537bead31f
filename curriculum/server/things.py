"""What a place in a record names: a lesson, a module, a concept or a mental model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.history import histories
from curriculum.course.uses import uses_of
from curriculum.model.record import Concept, MentalModel
from curriculum.model.record_file import RecordFile
from curriculum.report.page import concept_lines, lesson_lines, model_lines, module_lines
from curriculum.text.names import key
from curriculum.text.patterns import lazy_pattern

_NUMBER = lazy_pattern(r"\d{1,4}\.\d{1,4}(?:\.\d{1,4})?")
_SLUG = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_QUOTED = lazy_pattern(r'"([^"]{3,200})"|“([^”]{3,200})”')


class Place(Struct, frozen=True):
    path: str
    line: int


class Thing(Struct, frozen=True):
    """`question` is what `uses` and `history` take; `start` and `end` are columns from 0."""

    kind: str
    question: str
    places: tuple[Place, ...]
    lines: tuple[str, ...]
    start: int
    end: int


def thing_at(course: Course, file: RecordFile, line: int, column: int) -> Thing | None:
    """`line` and `column` count from 0."""
    lines = file.source.lines
    text = lines[line] if line < len(lines) else ""
    found = _numbered(course, text, column) or _slug(course, text, column)
    found = found or _model(course, text, column)
    return found or _concept(course, file, text, line, column)


def _over(pattern: re.Pattern[str], text: str, column: int) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text) if match.start() <= column <= match.end())


def _numbered(course: Course, text: str, column: int) -> Thing | None:
    for match in _over(_NUMBER, text, column):
        if lesson := course.lessons_by_id.get(match[0]):
            return _of_lessons((lesson,), match)
        if facts := course.modules.get(match[0]):
            place = Place(facts.path, facts.head.line)
            lines = tuple(module_lines(facts.record))
            return Thing("module", match[0], (place,), lines, match.start(), match.end())
    return None


def _slug(course: Course, text: str, column: int) -> Thing | None:
    for match in _over(_SLUG, text, column):
        lessons = course.lessons_by_slug.get(match[0], ())
        if lessons and ("-" in match[0] or text[match.start() - 1 : match.start()] in {"(", "`"}):
            return _of_lessons(lessons, match)
    return None


def _of_lessons(lessons: tuple[CourseLesson, ...], match: re.Match[str]) -> Thing:
    places = tuple(Place(one.facts.path, one.lesson.span.line) for one in lessons)
    lines = tuple(line for one in lessons for line in lesson_lines(one.facts.record, one.lesson))
    return Thing("lesson", match[0], places, lines, match.start(), match.end())


def _model(course: Course, text: str, column: int) -> Thing | None:
    for match in _over(_QUOTED, text, column):
        name = key(match[1] or match[2])
        found = [pair for pair in _models(course) if name in key(pair[1].text)]
        if found:
            places = tuple(Place(facts.path, model.span.line) for facts, model in found)
            lines = tuple(model_lines(found[0][0].record, found[0][1]))
            question = match[1] or match[2]
            return Thing("model", question, places, lines, match.start(), match.end())
    return None


def _models(course: Course) -> Iterator[tuple[RecordClaims, MentalModel]]:
    return ((facts, model) for facts in course.facts for model in facts.record.mental_models)


def _concept(course: Course, file: RecordFile, text: str, line: int, column: int) -> Thing | None:
    name = _term(file, text, line, column)
    steps = [step for one in histories(course, name) for step in one.steps] if name else []
    if not name or not steps:
        return None
    places = tuple(Place(step.path, step.line) for step in steps)
    rows = [
        (facts, row)
        for facts in course.facts
        for row in facts.record.concepts
        if key(row.term) == key(name)
    ]
    lines = tuple(line for facts, row in rows for line in ("", *concept_lines(facts.record, row)))
    start = max(text.find(name), 0)
    return Thing("concept", name, places, lines[1:], start, start + len(name))


def _term(file: RecordFile, text: str, line: int, column: int) -> str | None:
    record = file.record
    listed = [one for lesson in record.lessons for one in lesson.concepts_taught]
    for name, span in (
        *((row.term, row.span) for row in record.concepts),
        *((one.name, one.span) for one in listed),
    ):
        start = text.find(name)
        if span.line == line + 1 and name and start <= column <= start + len(name) and start >= 0:
            return name
    return None


def uses(course: Course, thing: Thing) -> tuple[Place, ...]:
    """Where it is said, and where else it is named."""
    if thing.kind == "concept":
        return thing.places
    found = uses_of(course, thing.question)
    again = (one.again for each in found for one in each.mental_models)
    named = [use for each in found for use in each.references]
    if thing.kind == "model":
        named += [use for uses in again for use in uses]
    return tuple(dict.fromkeys((*thing.places, *(Place(use.path, use.line) for use in named))))


def concepts(course: Course) -> Iterator[tuple[RecordClaims, Concept]]:
    return ((facts, row) for facts in course.facts for row in facts.record.concepts)
