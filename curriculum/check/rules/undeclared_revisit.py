"""A row that takes up a known concept must say so.

Why
---
Two rows of one concept at the same depth read as if it was new twice. `REVISITED (DEPTH)`, `DEPTH
(reinforced)` or a step such as `A -> B` shows that the second lesson builds on the first. A later
row at a higher depth is a stage and needs no remark; `depth-regression` reports a lower one.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Tiles on a table |
| Sample space | DEVELOPED | two-dice | Thirty-six tiles |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Tiles on a table |
| Sample space | REVISITED (DEVELOPED) | two-dice | Thirty-six tiles |
```

Options
-------
`ladder`: the order of the depths.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.repeated_rows import Repeat, repeats_in, repeats_of
from curriculum.course.course import Course
from curriculum.problem import Place, Severity

SEVERITY = Severity.INFO


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    yield from _across_records(record, course)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    path = record.path
    for repeat in repeats_in(record.model, record.settings.dialect.ladder):
        if repeat.steps == 0:
            yield _finding(repeat, path, f"line {repeat.earlier.span.line}")


def _across_records(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for repeat in repeats_of(record, course):
        if repeat.rows.steps == 0 and not repeat.is_duplicate:
            where = repeat.other.module or repeat.other.path
            yield _finding(repeat.rows, repeat.other.path, where)


def _finding(repeat: Repeat, path: str, where: str) -> Finding:
    earlier, later = repeat.earlier, repeat.later
    return Finding(
        later.span,
        f'"{later.term}" is {later.depth} in "{later.lesson}" as if it were new, but '
        f'"{earlier.lesson}" reached {earlier.depth} ({where}); '
        f"write REVISITED ({later.depth}), or describe what is new",
        subject=later.term,
        related=(Place(path, earlier.span, f"{earlier.depth} here"),),
    )
