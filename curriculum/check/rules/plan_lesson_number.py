"""The number beside a source in a plan must be that of the lesson.

Why
---
Numbers move when a lesson is inserted. Whoever follows the number reads the wrong summary.

What the records write beside a lesson whose own record is not here counts where they all agree.

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

| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Bayes' rule | INTRODUCED | bayes-rule (3.1.3) | |
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

| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Bayes' rule | INTRODUCED | bayes-rule (3.1.2) | |
```

Fix
---
Safe: the number becomes that of the slug.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.plans.plan_in_course import PlanInCourse
from curriculum.plans.source_spans import number_span, source_span
from curriculum.plans.sources import right_number
from curriculum.problem import Edit, Fix, Severity

SEVERITY = Severity.ERROR
READS = Reads.PLAN


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.rows:
        for reference in row.row.references:
            right = right_number(reference, course) if reference.slug else None
            if right:
                span = number_span(row, reference)
                wrong = reference.id or reference.module
                yield Finding(
                    source_span(row, reference),
                    f'the source "{reference.slug}" is {right}, not {wrong}; write {right}',
                    subject=row.row.concept.text,
                    fix=Fix(f"write {right}", (Edit(span, right),)) if span else None,
                )
