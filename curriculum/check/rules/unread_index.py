"""A concept index must have columns that can be read.

Why
---
A table with other column names, or inside HTML, yields no concept. Every question to the course is
then answered without it.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Skill | Level | Where |
|-------|-------|-------|
| Sample space | DEVELOPED | sample-spaces |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson |
|---------|-------|--------|
| Sample space | DEVELOPED | sample-spaces |
```

Options
-------
`[tool.curriculum.dialect] columns`: your team's column names, so that the table can stay as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.parse.document import Document, Section
from curriculum.parse.rows import bare, has_border, is_delimiter, split_row
from curriculum.parse.tables import concept_columns, header_key
from curriculum.problem import Severity, Span

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    document = record.document
    section = next((one for one in document.sections if one.kind == "concepts"), None)
    if section is None:
        return
    lines = range(section.heading.span.end_line, _end(document, section))
    read = {line for table in document.tables for line in _lines_of(table.header.span, table.last)}
    tables = [line for line in lines if line not in read and _is_header(document, line)]
    for line in tables:
        yield _unread_table(record, line)
    if not tables and not record.model.concepts and not read & set(lines):
        yield from _unread_text(document, section, lines)


def _end(document: Document, section: Section) -> int:
    starts = [one.heading.span.line - 1 for one in document.sections]
    return min(
        (start for start in starts if start >= section.heading.span.line),
        default=len(document.source.lines),
    )


def _lines_of(header: Span, last: int) -> range:
    return range(header.line - 1, last)


def _is_header(document: Document, line: int) -> bool:
    """The header of a table, also of one in HTML, which no renderer shows as a table."""
    lines = document.source.lines
    below = lines[line + 1] if line + 1 < len(lines) else ""
    text = bare(lines[line])
    return is_delimiter(bare(below)) and has_border(text) and not is_delimiter(text)


def _unread_table(record: JudgedRecord, line: int) -> Finding:
    document, dialect = record.document, record.settings.dialect
    cells = [cell.text for cell in split_row(bare(document.source.lines[line]), line + 1)]
    found = ", ".join(f'"{cell}"' for cell in cells)
    known = concept_columns(dialect)
    if line in document.opaque and any(known.get(header_key(cell)) == "concept" for cell in cells):
        reason = "it is inside HTML, where a renderer shows no table; put a blank line above it"
    else:
        expected = ", ".join(
            f'"{dialect.column_word(role, name)}"'
            for role, name in (("concept", "Concept"), ("depth", "Depth"), ("lesson", "Lesson"))
        )
        reason = (
            f"its columns are {found}, and {expected} are expected; rename them, or add to "
            f'[tool.curriculum.dialect] the line columns = {{ concept = ["{cells[0]}"], … }}'
        )
    return Finding(
        document.source.span(line), f"no row of this table is read: {reason}", subject=cells[0]
    )


def _unread_text(document: Document, section: Section, lines: range) -> Iterator[Finding]:
    """A list without depths, or a table in HTML."""
    texts = ((line, document.source.lines[line].strip().casefold()) for line in lines)
    for line, text in texts:
        what = "list" if line in document.nested else "HTML table" if "<table" in text else ""
        if what:
            name = section.heading.text
            yield Finding(
                document.source.span(line),
                f'no concept is read from the {what} under "{name}"; write a table with the '
                'columns "Concept", "Depth" and "Lesson", or a depth in brackets after each item',
                subject=name,
            )
            return
