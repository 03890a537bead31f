"""No blank line stands inside a table.

Why
---
A blank line ends a table for every renderer. The rows below it have no header and no delimiter
row, so they come out as one paragraph of raw pipes, and tools that read tables do not see them.

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
Safe: the blank line goes. Each blank line is a problem of its own, reported on it.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.config.settings import Settings
from curriculum.parse.file import RecordFile
from curriculum.problem import Edit, Fix, Severity, Span

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN


def check(reading: RecordFile, _: Settings) -> Iterator[Finding]:
    for table in reading.document.tables:
        lines = [row.span.line for row in table.rows]
        for gap in table.gaps:
            below = len(lines) - bisect(lines, gap.line)
            rows = "row" if below == 1 else "rows"
            yield Finding(
                gap,
                f"a blank line ends the table, so a renderer shows the {below} {rows} below it as "
                "raw text; delete the line",
                subject=table.columns[0],
                fix=Fix("delete the blank line", (Edit(Span(gap.line, 1, gap.line + 1, 1), ""),)),
            )
