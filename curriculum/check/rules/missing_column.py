"""The concept index must have the columns Concept, Depth, Lesson and Notes.

Why
---
Without its depth, a concept is useless for planning. Without its lesson, it cannot be looked up.
The notes say what was left out.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Notes |
|---------|-------|-------|
| Sample space | DEVELOPED | Drawn as a grid. |
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
None. The severity is info if only Notes is missing, and warning otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.parse.document import Table
from curriculum.parse.tables import CONCEPT_COLUMNS
from curriculum.problem import Severity

SEVERITY = Severity.INFO
READS = Reads.MARKDOWN
COLUMNS = (
    ("depth", "Depth", Severity.WARNING),
    ("lesson", "Lesson", Severity.WARNING),
    ("notes", "Notes", Severity.INFO),
)


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    """Each column once, however many tables the index is cut into."""
    tables = record.document.concept_tables
    dialect = record.settings.dialect
    for column, header, severity in COLUMNS:
        if dialect.is_own and column not in dialect.own.columns:
            continue
        without = next((table for table in tables if column not in table.columns), None)
        if without:
            yield _finding(without, dialect.column_word(column, header), severity)


def _finding(table: Table, header: str, severity: Severity) -> Finding:
    others = [name for name in table.columns if name not in CONCEPT_COLUMNS.values()]
    meant = nearest(header, others)
    hint = f'is "{meant}" meant for it?' if meant else "add it"
    return Finding(
        table.header.span,
        f'the concept index has no column "{header}"; {hint}',
        subject=header,
        severity=severity,
    )
