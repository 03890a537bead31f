"""A record must state the goal of its module.

Why
---
The goal decides whether a new lesson belongs to the module. The concept index lists what was
taught, not why.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

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
None: only the author knows the goal.
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
    if not record.settings.dialect.demands("Goal"):
        return
    if document.goal is None and is_labelled(document.head_lines, ("Goal",)):
        return
    if document.goal is None:
        title = document.first_heading
        yield Finding(
            title.span if title else Span(1, 1, 1, 1),
            'the record has no goal; add "**Goal:** The student can …" below the title',
            subject="Goal",
        )
    elif not document.goal.text.strip():
        yield Finding(
            document.goal.span,
            'the "Goal" is empty; say what the student can do after this module',
            subject="Goal",
        )
