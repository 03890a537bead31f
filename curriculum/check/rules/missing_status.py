"""A record must state how far its module is built.

Why
---
The status says whether the index is final or lists only what is built so far. A lesson that is
planned on an unfinished module may have to be planned again.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Goal:** The student can count the outcomes of a small experiment.

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Goal:** The student can count the outcomes of a small experiment.
**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
```

Fix
---
None: only the author knows how many lessons are planned.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.parse.other_labels import is_labelled
from curriculum.problem import Severity, Span

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    document = record.document
    if not record.settings.dialect.demands("Status"):
        return
    built = len(document.lessons)
    of_all = f"{built} of {built} lesson{'' if built == 1 else 's'} built"
    form = f'"Complete ({of_all})"' if built else '"Planned"'
    if document.status is None and is_labelled(document.head_lines, ("Status",)):
        return
    if document.status is None:
        title = document.first_heading
        yield Finding(
            title.span if title else Span(1, 1, 1, 1),
            f"the record has no status; add **Status:** below the title, such as {form}",
            subject="Status",
        )
    elif not document.status.text.strip():
        yield Finding(
            document.status.span,
            f'the "Status" is empty; say how far the module is, such as {form}',
            subject="Status",
        )
