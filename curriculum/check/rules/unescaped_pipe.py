"""A `|` inside a table cell must be escaped as `\\|`.

Why
---
GitHub Flavored Markdown ends a cell at every `|` without a backslash, even in code. The following
cells shift by one, and surplus cells are dropped: the formula `p(y|x)` in a Notes cell removes the
rest of the note.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Conditioning | DEVELOPED | conditional-probability | Written p(y|x), read "y given x". |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Conditioning | DEVELOPED | conditional-probability | Written p(y\\|x), read "y given x". |
```

Fix
---
Safe: escapes every pipe inside a cell if the depth and the slug leave only one reading of the row.
If several readings remain, the message lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Cell, Row, Table
from curriculum.parse.rows import borders
from curriculum.problem import Edit, Fix, Severity, Span

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for table in record.document.tables:
        for row in table.rows:
            if row.reading:
                yield from _escapable(record.file, row, row.reading)
            else:
                yield _unreadable(table, row)


def _escapable(reading: RecordFile, row: Row, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    if not any("|" in cell.text for cell in cells):
        return
    line, number = reading.source.lines[row.span.line - 1], row.span.line
    pipes = [
        column + 1
        for column in borders(line)
        if any(c.span.column <= column + 1 < c.span.end_column for c in cells)
    ]
    if pipes:
        edits = tuple(Edit(Span(number, pipe, number, pipe), "\\") for pipe in pipes)
        name = cells[0].text
        many = f'{len(pipes)} "|" inside cells end' if len(pipes) > 1 else '"|" inside a cell ends'
        yield Finding(
            Span(number, pipes[0], number, pipes[0] + 1),
            f'in the row "{name}", {many} the cell, and a renderer drops or shifts what follows; '
            'write "\\|"',
            subject=name,
            fix=Fix('escape "|" inside the cells', edits),
        )


def _unreadable(table: Table, row: Row) -> Finding:
    readings = "; or ".join(
        " / ".join(
            f'{column} "{_short(cell.text)}"'
            for column, cell in zip(table.columns, cells, strict=False)
        )
        for cells in row.readings
    )
    reason = f"it can be read as {readings}" if readings else "no reading of it fits the columns"
    return Finding(
        row.span,
        f"the row has {len(row.cells)} cells where the header has {len(table.columns)}, and "
        f'{reason}; escape each "|" that is text as "\\|"',
        subject=row.cells[0].text,
    )


def _short(text: str, width: int = 30) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
