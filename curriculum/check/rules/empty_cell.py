"""A row of the concept index must have a concept, a depth and a lesson.

Why
---
Each row of the index is read on its own: which concept, how deep, in which lesson. If one of the
three is empty, nobody can plan with the row. Notes may be empty.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | | sample-spaces | Drawn as a grid. |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Drawn as a grid. |
```

Fix
---
None: only the author knows the missing text.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.parse.document import Row, Table
from curriculum.problem import Severity

SEVERITY = Severity.WARNING
COLUMNS = {"concept": "Concept", "depth": "Depth", "lesson": "Lesson"}


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for table in record.document.concept_tables:
        for row in table.rows:
            yield from _check_row(table, row)


def _check_row(table: Table, row: Row) -> Iterator[Finding]:
    cells = dict(zip(table.columns, row.reading or (), strict=False))
    empty = [column for column in COLUMNS if column in cells and not cells[column].text]
    if not empty:
        return
    name = cells["concept"].text if "concept" in cells else ""
    names = " and ".join(f'"{COLUMNS[column]}"' for column in empty)
    subject = f'the row "{name}"' if name else "this row"
    yield Finding(
        cells[empty[0]].span, f"{subject} is empty under {names}; fill it in", subject=name
    )
