"""What may be written at a place: depths, slugs, terms, labels."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.parse.rows import borders


class Proposal(Struct, frozen=True):
    """`kind` is `depth`, `lesson`, `concept` or `label`."""

    kind: str
    text: str
    detail: str


def proposals(course: Course, file: RecordFile, line: int, column: int) -> list[Proposal]:
    """`line` and `column` count from 0."""
    lines = file.source.lines
    text = lines[line] if line < len(lines) else ""
    before = text[:column]
    found = {
        "depth": _depths,
        "lesson": _slugs,
        "concept": _terms,
        "label": _labels,
    }
    kinds = _kinds(file, before, line)
    every = (one for kind in kinds for one in found[kind](course))
    return list({(one.kind, one.text): one for one in every}.values())


def _kinds(file: RecordFile, before: str, line: int) -> tuple[str, ...]:
    if before.lstrip().startswith("|"):
        column = _column(file, before, line)
        return (column,) if column in {"depth", "lesson", "concept"} else ("lesson", "concept")
    if before.startswith("**") and ":" not in before:
        return ("label",)
    return ("lesson", "concept", "depth")


def _column(file: RecordFile, before: str, line: int) -> str:
    """The column of the table that holds the line, or that ends just above it."""
    place = len(borders(before)) - 1
    for table in file.document.tables:
        if table.header.span.line <= line + 1 <= table.last + 1 and place < len(table.columns):
            return {"established_in": "lesson", "used_again_in": "lesson"}.get(
                table.columns[place], table.columns[place]
            )
    return ""


def _depths(course: Course) -> Iterator[Proposal]:
    return (Proposal("depth", word, "") for word in course.settings.dialect.ladder)


def _slugs(course: Course) -> Iterator[Proposal]:
    for one in course.lessons:
        if one.lesson.slug:
            yield Proposal("lesson", one.lesson.slug, f"{one.id} {one.lesson.title or ''}".strip())


def _terms(course: Course) -> Iterator[Proposal]:
    for facts in course.facts:
        for row in facts.record.concepts:
            yield Proposal("concept", row.term, f"{row.depth or row.depth_text} in {facts.module}")


def _labels(course: Course) -> Iterator[Proposal]:
    """Those that the course uses."""
    for one in course.lessons:
        for field in one.lesson.fields:
            yield Proposal("label", field.name, "")
