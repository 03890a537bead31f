"""A depth cell must contain a depth of the ladder.

Why
---
The ladder is `MENTIONED`, `INTRODUCED`, `DEVELOPED`, `APPLIED`. A concept with another word, or
with a misspelt one, has no depth for planning. `A -> B`, `REVISITED (A)`, `A (reinforced)` and
`REINFORCED` are read as well.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPD | sample-spaces | |
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

Fix
---
Safe: replaces the word if it differs from one depth by one edit or by letter case.

Options
-------
`ladder`: your team's depths, lowest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.dialect import Dialect
from curriculum.config.nearest import nearest, one_edit_apart
from curriculum.course.course import Course
from curriculum.parse.cells import read_depth
from curriculum.parse.document import Cell, Table
from curriculum.problem import Edit, Fix, Severity

SEVERITY = Severity.ERROR


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    dialect = record.settings.dialect
    if dialect.own.open:
        return
    for table in record.document.concept_tables:
        for cell in _depth_cells(table):
            if cell.text and read_depth(cell.text, dialect) is None:
                yield _finding(cell, dialect)


def _depth_cells(table: Table) -> Iterator[Cell]:
    if "depth" in table.columns:
        at = table.columns.index("depth")
        yield from (row.reading[at] for row in table.rows if row.reading and len(row.reading) > at)


def _finding(cell: Cell, dialect: Dialect) -> Finding:
    word = cell.text.strip("*` ")
    word = word if dialect.is_own else word.upper()
    meant = nearest(word, dialect.ladder)
    hint = f"did you mean {meant}?" if meant else f"use one of {', '.join(dialect.ladder)}"
    certain = [depth for depth in dialect.ladder if one_edit_apart(word, depth)]
    fix = Fix(f"write {certain[0]}", (Edit(cell.span, certain[0]),)) if len(certain) == 1 else None
    return Finding(
        cell.span, f'depth "{cell.text}" is not in the ladder; {hint}', subject=cell.text, fix=fix
    )
