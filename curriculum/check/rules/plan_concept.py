"""A concept in a plan should be found in the records.

Why
---
A name that no record has is a question to the author: is it taught at all, and what is it called
there? The rule is off unless selected. `plans.background` names what the course takes for granted.

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
| Conditional odds | INTRODUCED | bayes-rule (3.1.2) | |
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
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.plans.plan_in_course import PlanInCourse, RowInCourse
from curriculum.problem import Severity

SEVERITY = Severity.INFO
DEFAULT = False
READS = Reads.PLAN
_SUGGESTIONS = 3
_LEAST_LIKENESS = 50


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.judged_rows:
        is_claimed = row.row.depth and not row.row.untaught and row.is_sourced
        if is_claimed and not row.matches:
            yield Finding(
                row.row.concept.span,
                f'no record has a concept "{row.name.term}"{_near(row, course)}',
                subject=row.row.concept.text,
            )


def _near(row: RowInCourse, course: Course) -> str:
    from rapidfuzz import fuzz, process  # only an unknown name needs it

    terms = list(dict.fromkeys(entry.term for entry in course.depths.appearances if entry.in_index))
    found = process.extract(
        row.name.term,
        terms,
        scorer=fuzz.token_set_ratio,
        limit=_SUGGESTIONS,
        score_cutoff=_LEAST_LIKENESS,
    )
    names = ", ".join(f'"{name}"' for name, *_ in found)
    return f"; the nearest are {names}" if names else "; name it as its record does"
