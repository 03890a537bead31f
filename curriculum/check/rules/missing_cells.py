"""Every row must have as many cells as the header.

Why
---
A renderer fills up a short row with empty cells at its end. If a border was lost in the middle,
the depth then appears under *Lesson* and the lesson under *Notes*.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces |
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
None: only the author knows which cell is missing. Write an empty cell as `| |`.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.problem import Severity

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for table in record.document.tables:
        headers = [cell.text for cell in table.header.cells]
        for row in table.rows:
            cells = row.reading or row.cells
            if len(cells) < len(headers):
                name = cells[0].text
                missing = " and ".join(f'"{header}"' for header in headers[len(cells) :])
                yield Finding(
                    row.span,
                    f'the row "{name}" has {len(cells)} cells where the header has '
                    f"{len(headers)}, so {missing} is missing or a border was lost; an empty "
                    'cell is written "| |"',
                    subject=name,
                )
