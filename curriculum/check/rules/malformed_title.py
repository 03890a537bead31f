"""The first heading must have the form `# Module 8.4: Title -- Record`.

Why
---
The title says which module a record describes. Without its number no lesson has an id, and no
other record can refer to it.

Example
-------
```markdown
# Module 3: Probability

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
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
None. `curriculum format --canonical` completes a title that has its number.

Options
-------
`dash`: the dash before *Record*, `--` or `—`. Both are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.config.dialect import Dialect
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.parse.block import front_matter_end
from curriculum.parse.headings import read_title
from curriculum.parse.section_names import section_kind
from curriculum.problem import Severity, Span

SEVERITY = Severity.ERROR
READS = Reads.MARKDOWN


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    dialect = record.settings.dialect
    heading = record.document.first_heading
    if heading is None or section_kind(heading.text, dialect):
        place = _front_matter_title(record.document.source.lines)
        where = f"; that of the front matter (line {place}) is not read" if place else ""
        message = f'the record has no title{where}; begin it with "# {_expected(None, dialect)}"'
        yield Finding(heading.span if heading else Span(1, 1, 1, 1), message)
        return
    title = read_title(heading.text, dialect)
    if title is None or not title.well_formed or heading.level != 1:
        hashes = "#" * heading.level
        yield Finding(
            heading.span,
            f'the title "{hashes} {heading.text}" is not of the form "# {_form(dialect)}"; '
            f'write "# {_expected(record.file, dialect)}"',
            subject=heading.text,
        )


def _front_matter_title(lines: Sequence[str]) -> int | None:
    end = front_matter_end(lines)
    starts = (at for at, line in enumerate(lines[:end], start=1) if line.startswith("title:"))
    return next(starts, None)


def _form(dialect: Dialect) -> str:
    own = dialect.own.titles
    return own[0].text if own else f"Module N.M: Title {dialect.dash} Record"


def _expected(reading: RecordFile | None, dialect: Dialect) -> str:
    if dialect.own.titles:
        return dialect.own.titles[0].text
    module = (reading.record.module if reading else None) or "N.M"
    title = (reading.record.title if reading else None) or "Title"
    return f"Module {module}: {title} {dialect.dash} Record"
