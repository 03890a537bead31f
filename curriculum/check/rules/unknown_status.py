"""A status must begin with a known word.

Why
---
Planners look for modules that are complete, and for those that are in progress. A module with
another word is neither.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Goal:** The student can count the outcomes of a small experiment.
**Status:** Compleet (1 of 1 lesson built)

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
None. A status without a count of lessons is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.problem import Severity

SEVERITY = Severity.WARNING
STATES = ("Complete", "Active", "Planned", "Draft", "In progress", "Paused", "Not started")


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    own = record.settings.dialect
    if own.is_own and not own.own.status:
        return
    states = tuple(word for name, words in own.own.status.items() if name != "of" for word in words)
    states = states or STATES
    head, status = record.document.status, record.model.status
    if head and status and status.state is None and status.text.strip():
        said = status.text.split("\n")[0].partition("(")[0].strip() or status.text.split("\n")[0]
        meant = nearest(said.strip("*_` .:").capitalize(), states)
        hint = f'did you mean "{meant}"?' if meant else f"begin it with one of {', '.join(states)}"
        yield Finding(
            head.span, f'the status "{said}" begins with no known state; {hint}', subject=said
        )
