"""References of a real course, made wrong one at a time: each must be told on its line."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from curriculum.check.engine import Checker
from curriculum.check.registry import RULES
from curriculum.claims.read_claims import claims_of
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.course.course import Course, course_of
from curriculum.course.mentions import Mention
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem, Severity
from curriculum.read import read_bytes
from tests.conftest import described_records

REFERENCE_RULES = (
    "unknown-lesson",
    "unknown-module",
    "lesson-number-mismatch",
    "foreign-lesson",
    "forward-reference",
    "lesson-without-summary",
)
MOST = 25
LEAST_FOUND = 0.95
# What the records name and the labelled part of the course does not have, between two that it has.
GAPS = {"2.2"}


@dataclass(frozen=True)
class Edit:
    """A stretch of one line, and what stands there instead."""

    path: str
    line: int
    start: int
    end: int
    text: str


@cache
def readings(folder: Path) -> tuple[RecordFile, ...]:
    files = described_records(folder)
    return tuple(read_bytes(file.read_bytes(), file.name) for file in files)


def problems(records: tuple[RecordFile, ...]) -> list[Problem]:
    checker = Checker([RULES[name] for name in REFERENCE_RULES], DEFAULT_SETTINGS)
    checked = checker.check_course(records)
    return [problem for one in checked.values() for problem in one.problems]


def edited(records: tuple[RecordFile, ...], edit: Edit) -> tuple[RecordFile, ...]:
    def one(reading: RecordFile) -> RecordFile:
        if reading.path != edit.path:
            return reading
        lines = [*reading.source.lines]
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.start] + edit.text + line[edit.end :]
        return read_bytes("\n".join(lines).encode(), edit.path)

    return tuple(map(one, records))


def number_edit(mention: Mention, text: str) -> Edit:
    reference, span = mention.reference, mention.placed.span
    start = span.column - 1 + reference.number_start - reference.start
    end = start + reference.number_end - reference.number_start
    return Edit(mention.facts.path, span.line, start, end, text)


def slug_edit(mention: Mention, text: str) -> Edit:
    span, slug = mention.placed.span, mention.reference.slug or ""
    return Edit(mention.facts.path, span.line, span.column - 1, span.column - 1 + len(slug), text)


def beyond_the_module(course: Course) -> Iterator[Edit]:
    for mention in course.references.mentions:
        if mention.reference.form == "id" and mention.numbered:
            yield number_edit(mention, f"{mention.reference.module}.9")


def later_number(course: Course) -> Iterator[Edit]:
    last = course.lessons[-1].id
    for mention in course.references.mentions:
        backward = mention.reference.form == "id" and mention.reference.is_backward
        if backward and mention.facts is not course.facts[-1]:
            yield number_edit(mention, last)


def other_module_beside_the_slug(course: Course) -> Iterator[Edit]:
    for mention in course.references.mentions:
        if mention.named and mention.reference.form == "slug (decimal)":
            yield number_edit(mention, "4.4")


def other_lesson_beside_the_slug(course: Course) -> Iterator[Edit]:
    for mention in course.references.mentions:
        if mention.named and mention.reference.form in {"lesson: slug", "slug (id)"}:
            number = "1" if mention.reference.number != 1 else "2"
            module = f"{mention.reference.module}." if mention.reference.module else ""
            yield number_edit(mention, f"{module}{number}")


def lesson_of_another_module(course: Course) -> Iterator[Edit]:
    first = course.lessons[0]
    for mention in course.references.mentions:
        whole = mention.placed.kind == "lesson" and mention.reference.whole
        row = mention.facts.concept_at(mention.placed.span.line)
        certain = whole and row and len(row.lessons) == 1 and not row.revisit
        if certain and mention.facts is not first.facts:
            yield slug_edit(mention, first.lesson.slug or "")


def misspelt_lesson(course: Course) -> Iterator[Edit]:
    for mention in course.references.mentions:
        slug = mention.reference.slug or ""
        whole = mention.placed.kind in {"lesson", "established_in"} and mention.reference.whole
        nameless = any(lesson.slug_inferred for lesson in mention.facts.record.lessons)
        if whole and mention.named and "-" in slug and not nameless:
            yield slug_edit(mention, f"{slug[:-1]}q")


def later_source_of_a_model(course: Course) -> Iterator[Edit]:
    last = course.lessons[-1]
    for mention in course.references.mentions:
        slug = mention.named and mention.reference.form in {"slug", "word"}
        source = mention.placed.kind == "established_in" and mention.facts is not last.facts
        if slug and source:
            yield slug_edit(mention, last.lesson.slug or "")


KINDS = [
    beyond_the_module,
    later_number,
    other_module_beside_the_slug,
    other_lesson_beside_the_slug,
    lesson_of_another_module,
    misspelt_lesson,
    later_source_of_a_model,
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_reference_is_found_on_its_line(
    corpus: Path, kind: Callable[[Course], Iterator[Edit]]
) -> None:
    records = readings(corpus)
    known = {(p.rule, p.path, p.span.line, p.subject) for p in problems(records)}
    edits = list(kind(course_of(claims_of(reading) for reading in records)))
    chosen = random.Random(7).sample(edits, min(MOST, len(edits)))
    missed = [
        edit
        for edit in chosen
        if not any(
            (p.path, p.span.line) == (edit.path, edit.line)
            and (p.rule, p.path, p.span.line, p.subject) not in known
            for p in problems(edited(records, edit))
        )
    ]
    assert chosen
    assert len(missed) <= (1 - LEAST_FOUND) * len(chosen), missed


def test_real_references_are_let_stand(corpus: Path) -> None:
    told = [p for p in problems(readings(corpus)) if p.severity is not Severity.INFO]
    assert {(p.rule, p.subject) for p in told} == {("unknown-module", gap) for gap in GAPS}


def test_what_is_absent_proves_nothing(corpus: Path) -> None:
    """Whichever records are left out, only the gaps between others are worth a warning."""
    chance = random.Random(11)
    for _ in range(20):
        records = readings(corpus)
        kept = tuple(chance.sample(records, chance.randint(1, len(records))))
        graver = [p for p in problems(kept) if p.severity is not Severity.INFO]
        assert {p.rule for p in graver} <= {"unknown-module"}
        assert len(kept) > 1 or not problems(kept)
