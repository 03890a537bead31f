"""A prerequisite that the student lacks must not be marked as met.

Why
---
A row with a higher required than actual depth is a gap, and the lesson must close it. `OK` hides
it.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (2 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Bayes' rule | INTRODUCED | bayes-rule | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Bayes' Rule (bayes-rule)
```

```plan
# Lesson: Base Rates

**Module:** 3.2 Decisions
**Slug:** base-rates

## Phase 1: Student State

| Concept | Required Depth | Actual Depth | Source Lesson | Status |
|---------|----------------|--------------|---------------|--------|
| Bayes' rule | DEVELOPED | INTRODUCED | bayes-rule | OK |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (2 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Bayes' rule | INTRODUCED | bayes-rule | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Bayes' Rule (bayes-rule)
```

```plan
# Lesson: Base Rates

**Module:** 3.2 Decisions
**Slug:** base-rates

## Phase 1: Student State

| Concept | Required Depth | Actual Depth | Source Lesson | Status |
|---------|----------------|--------------|---------------|--------|
| Bayes' rule | DEVELOPED | INTRODUCED | bayes-rule | GAP |
```

Fix
---
Unsafe: the status becomes GAP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.plans.plan import PlanCell
from curriculum.plans.plan_in_course import PlanInCourse, RowInCourse
from curriculum.problem import Edit, Fix, Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.ERROR
READS = Reads.PLAN
_MET = lazy_pattern(
    r"[\W_]*(OK(?:AY)?|[Oo]k(?:ay)?|READY|[Rr]eady|MET|[Mm]et|[✓✔✅])(?!\w)"
    r"(?!\s*(?:if|once|after|with)\b)"
)


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    rank = course.depths.rank
    for entry in plan.rows:
        row = entry.row
        met = _MET.match(row.status.text) if row.status else None
        lacks = row.required and row.depth and rank(row.required) > rank(row.depth)
        if row.status and met and lacks:
            yield _finding(entry, row.status, met)


def _finding(entry: RowInCourse, status: PlanCell, met: re.Match[str]) -> Finding:
    row, line, column = entry.row, status.span.line, status.span.column
    word = Span(line, column + met.start(1), line, column + met.end(1))
    return Finding(
        status.span,
        f'"{entry.name.term}" needs {row.required} and has {row.depth}, so its status cannot be '
        f'"{met[1]}"; write GAP, and how the lesson closes it',
        subject=row.concept.text,
        fix=Fix("write GAP", (Edit(word, "GAP"),), safe=False),
    )
