"""A concept must not fall to a lower depth without a remark.

Why
---
A concept that was DEVELOPED stays DEVELOPED. A later row that lists it as INTRODUCED, as if it
were new, misleads the planners of the lessons after it. Either one of the depths is wrong, or the
later lesson only touches on the concept. Then write `REVISITED (DEPTH)`, or a note such as *recap*
or *brief callback*.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Tiles on a table |
| Sample space | INTRODUCED | two-dice | Thirty-six tiles |
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

Fix
---
None. The rule compares rows with the same name, apart from articles and endings. A bracket that
names another aspect makes another concept.

Options
-------
`ladder`: the order of the depths. `aliases`: groups of names of one thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.repeated_rows import Repeat, repeats_in, repeats_of
from curriculum.course.course import Course
from curriculum.problem import Place, Severity

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    yield from _across_records(record, course)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    path = record.path
    for repeat in repeats_in(record.model, record.settings.dialect.ladder):
        if repeat.steps > 0:
            yield _finding(repeat, path, f"line {repeat.earlier.span.line}")


def _across_records(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for repeat in repeats_of(record, course):
        if repeat.rows.steps > 0:
            where = repeat.other.module or repeat.other.path
            yield _finding(repeat.rows, repeat.other.path, where)


def _finding(repeat: Repeat, path: str, where: str) -> Finding:
    earlier, later = repeat.earlier, repeat.later
    return Finding(
        later.span,
        f'"{later.term}" drops to {later.depth} in "{later.lesson}", but "{earlier.lesson}" '
        f"reached {earlier.depth} ({where}); "
        f"correct the depth, or write REVISITED ({earlier.depth})",
        subject=later.term,
        related=(Place(path, earlier.span, f"{earlier.depth} here"),),
    )
