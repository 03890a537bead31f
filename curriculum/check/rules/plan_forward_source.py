"""A source in a plan must come before the lesson of the plan.

Why
---
The student cannot have a concept from a lesson that is still to come.

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

**Module:** 3.1 Decisions
**Slug:** sample-spaces

## Phase 1: Student State

| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Bayes' rule | INTRODUCED | bayes-rule (3.1.2) | |
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
from curriculum.plans.source_spans import source_span
from curriculum.plans.sources import NamedSource
from curriculum.problem import Place, Severity

SEVERITY = Severity.ERROR
READS = Reads.PLAN


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.rows:
        for source in row.sources:
            if _is_later(plan, source, course) and not _is_own_module(plan, source):
                yield _finding(plan, row, source)


def _is_later(plan: PlanInCourse, source: NamedSource, course: Course) -> bool:
    first = source.lessons[0].place if source.lessons else len(course.lessons)
    return plan.end <= first < len(course.lessons)


def _is_own_module(plan: PlanInCourse, source: NamedSource) -> bool:
    """Where the plan's lesson will stand in its module is not known before it is built."""
    own = plan.lesson is None and source.lessons[0].facts.module == plan.plan.module
    return own or (source.whole and source.lessons[0].facts.module == plan.plan.module)


def _finding(plan: PlanInCourse, row: RowInCourse, source: NamedSource) -> Finding:
    first = source.lessons[0]
    is_same = plan.lesson is not None and first.place == plan.end
    when = "is the planned lesson itself" if is_same else f"comes after {plan.plan.slug}"
    name = f"{first.lesson.slug or first.id} ({first.id})"
    return Finding(
        source_span(row, source.reference),
        f"the source {name} {when}; name an earlier lesson, or teach the concept here",
        subject=row.row.concept.text,
        related=(Place(first.facts.path, first.lesson.span, "the later lesson"),),
    )
