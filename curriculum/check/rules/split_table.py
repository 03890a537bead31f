"""A table must not contain a blank line.

Why
---
A blank line ends a table. The rows below it have no header and no delimiter row: a renderer shows
them as one paragraph with raw pipes, and other tools do not see them.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Drawn as a grid of outcomes. |

| Bayes' rule | INTRODUCED | bayes-rule | Stated, not yet derived. |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Drawn as a grid of outcomes. |
| Bayes' rule | INTRODUCED | bayes-rule | Stated, not yet derived. |
```

Fix
---
Safe: deletes the blank line. Each blank line is a separate problem.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.parse.document import Table
from curriculum.problem import Edit, Fix, Severity, Span

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN
# What ends the table, and what to do.
_BLANK = ("a blank line", "delete the line")
_COMMENT = ("a comment", "move it above the table")


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for table in record.document.tables:
        lines = [row.span.line for row in table.rows]
        for gap in table.gaps:
            below = len(lines) - bisect(lines, gap.line)
            rows = "row" if below == 1 else "rows"
            text = record.source.lines[gap.line - 1]
            what, remedy = _BLANK if not text.lstrip("> \t") else _COMMENT
            yield Finding(
                gap,
                f"{what} ends the table, so a renderer shows the {below} {rows} below it as raw "
                f"text; {remedy}",
                subject=table.columns[0],
                fix=Fix(remedy, tuple(_edits(gap.line, text, table)), blocks=table.lines),
            )


def _edits(line: int, text: str, table: Table) -> Iterator[Edit]:
    if text.lstrip("> \t"):
        above = table.header.span.line
        yield Edit(Span(above, 1, above, 1), f"{text}\n")
    yield Edit(Span(line, 1, line + 1, 1), "")
