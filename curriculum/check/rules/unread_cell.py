"""A Lesson cell in the index must name a lesson.

Why
---
A concept without a known lesson counts as known only after the end of the module. A cell may hold
a slug, a list of slugs, the number of a lesson, a link to it, or *every lesson*.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | The First One | |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
```

Options
-------
`[tool.curriculum.dialect] lesson-id`: the form of your team's ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.model.record import Concept
from curriculum.parse.document import Cell
from curriculum.parse.place_cells import read_places
from curriculum.problem import Severity

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    cells = {
        row.span.line: row.reading
        for table in record.document.concept_tables
        for row in table.rows
        if row.reading
    }
    for concept in record.model.concepts:
        if not concept.lessons and _says_more(concept, record):
            place = next(
                (cell for cell in cells.get(concept.span.line, ()) if _is(cell, concept)), None
            )
            yield _finding(concept, place)


def _says_more(concept: Concept, record: JudgedRecord) -> bool:
    places = read_places(concept.lesson_text, record.settings.dialect)
    return not (places.every or places.nothing)


def _is(cell: Cell, concept: Concept) -> bool:
    return cell.text == concept.lesson_text


def _finding(concept: Concept, cell: Cell | None) -> Finding:
    return Finding(
        cell.span if cell else concept.span,
        f'"{concept.lesson_text}" of the concept "{concept.term}" names no lesson of this record; '
        "write the slug of the lesson",
        subject=concept.lesson_text,
    )
