"""A table must have a delimiter row with one cell for each header.

Why
---
GitHub Flavored Markdown recognises a table only if its second line is a row of dashes with as many
cells as the header. If that row is missing, too short or of another kind, readers see raw text
with pipes. `curriculum` still reads the rows.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|
| Sample space | DEVELOPED | sample-spaces | |
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
Safe: writes the delimiter row.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Table
from curriculum.parse.rows import bare, container, is_delimiter, split_row
from curriculum.problem import Edit, Fix, Severity, Span
from curriculum.write.tables import delimiter_line

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    models = record.document.model_tables
    for table in record.document.tables:
        if mistake := _mistake(record.file, table):
            span = table.delimiter or table.header.span
            yield Finding(
                span,
                f"{mistake}, so a renderer shows no table; write one cell of dashes for each of "
                f"the {len(table.header.cells)} headers",
                subject=table.columns[0],
                fix=Fix(
                    "write the delimiter row",
                    (_edit(record.file, table, table in models),),
                    blocks=table.lines,
                ),
            )


def _mistake(reading: RecordFile, table: Table) -> str | None:
    if table.delimiter is None:
        return "the table has no delimiter row below its header"
    line = bare(reading.source.lines[table.delimiter.line - 1])
    if not is_delimiter(line):
        return f'the delimiter row "{line.strip()}" is of another kind of table'
    found, wanted = len(split_row(line, 1)), len(table.header.cells)
    if found != wanted:
        cells = "cell" if found == 1 else "cells"
        return f"the delimiter row has {found} {cells} and the header {wanted}"
    return None


def _edit(reading: RecordFile, table: Table, is_of_models: bool) -> Edit:
    headers = [cell.text for cell in table.header.cells]
    header = reading.source.lines[table.header.span.line - 1]
    prefix = "".join(mark if mark in "> \t" else " " for mark in container(header))
    text = prefix + delimiter_line(headers, models=is_of_models)
    if table.delimiter is None:
        end = table.header.span
        return Edit(Span(end.end_line, end.end_column, end.end_line, end.end_column), f"\n{text}")
    return Edit(table.delimiter, text)
