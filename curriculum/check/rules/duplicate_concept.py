"""A concept stands once in the index, or once for each stage.

Why
---
Two rows of the same name and the same lesson say the same thing twice, or two things of which one
is wrong. So do rows of two records at the same depth, each as if the concept were new there. One
row for each lesson that took the concept further is no duplicate, nor is a row that revisits it.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | Drawn as a grid. |
| Sample space | INTRODUCED | sample-spaces | All outcomes. |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | Drawn as a grid. All outcomes. |
| Sample space | DEVELOPED | conditional-probability | Tiles are thrown away. |
```

Fix
---
None: what the notes of both say is for the author to join.

Options
-------
None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.check.repeated_rows import plain_name, repeats_across
from curriculum.check.rule import Finding
from curriculum.problem import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.check.repeated_rows import CourseRepeat
    from curriculum.course import Course
    from curriculum.facts import Facts
    from curriculum.model.record import Concept
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.WARNING


def check(reading: Reading, _: Settings) -> Iterator[Finding]:
    first: dict[tuple[str, str], Concept] = {}
    for concept in reading.record.concepts:
        name = plain_name(concept)
        key = (name, concept.lesson or concept.lesson_text)
        earlier = first.setdefault(key, concept)
        if name and earlier is not concept and not _is_stage(concept):
            yield _finding(reading, concept, earlier)


def check_course(course: Course) -> Iterator[tuple[Facts, Finding]]:
    for repeat in repeats_across(course):
        if repeat.is_duplicate:
            yield repeat.facts, _across(repeat)


def _across(repeat: CourseRepeat) -> Finding:
    earlier, later = repeat.rows.earlier, repeat.rows.later
    return Finding(
        later.span,
        f'the concept "{later.term}" is indexed as new, but "{earlier.lesson}" '
        f"({repeat.other.module or repeat.other.path}) has it at {earlier.depth}; "
        f"say REVISITED ({later.depth}), or what is new",
        subject=later.name,
        related=(Place(repeat.other.path, earlier.span, f"{earlier.depth} here"),),
    )


def _is_stage(concept: Concept) -> bool:
    return concept.revisit or concept.prior_depth is not None


def _finding(reading: Reading, concept: Concept, earlier: Concept) -> Finding:
    where = f' of "{concept.lesson}"' if concept.lesson else ""
    return Finding(
        concept.span,
        f'the concept "{concept.term}"{where} already stands on line {earlier.span.line}; join '
        "the rows, or say what stage this one is",
        subject=concept.name,
        related=(Place(reading.source.path, earlier.span, "the first row"),),
    )
