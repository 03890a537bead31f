"""A concept in a plan must come from the lesson that the plan names.

Why
---
The author looks there for the words and models that the student has. The rule reports a row where
nothing in the named lesson speaks of the concept, and exactly one other lesson has that name. Where
the lesson speaks of it, but has no such concept, that is an info.

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
| Sample space | DEVELOPED | bayes-rule (3.1.2) | |
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
| Sample space | DEVELOPED | sample-spaces (3.1.1) | |
```

Fix
---
Unsafe: the source becomes the lesson that has the concept.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.plans.known_names import KnownNames
from curriculum.plans.names import Likeness
from curriculum.plans.plan_in_course import PlanInCourse, RowInCourse
from curriculum.problem import Edit, Fix, Place, Severity

SEVERITY = Severity.WARNING
READS = Reads.PLAN


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.judged_rows:
        if row.is_sourced and not row.cited and not row.row.untaught:
            yield from _judged(row, course)


def _judged(row: RowInCourse, course: Course) -> Iterator[Finding]:
    """An info where the named lesson speaks of it somewhere, but has no such concept."""
    known = course.once(KnownNames)
    if any(known.is_title(place, row.name) for place in row.places):
        return
    speaks = any(known.speaks_of(place, row.name) for place in row.places)
    least = Likeness.BEGINNING if speaks else Likeness.ALIAS
    found = [entry for entry in row.elsewhere(least) if entry.in_index or not speaks]
    places = sorted({entry.place for entry in found})
    if not places or row.row.source is None or (speaks and len(places) > 1):
        return
    lesson = course.lessons[places[0]]
    right = f"{lesson.lesson.slug} ({lesson.id})" if lesson.lesson.slug else lesson.id
    yield Finding(
        row.row.source.span,
        f'"{row.row.source.text}" has no concept "{row.name.term}", which {right} has; name that '
        "lesson",
        subject=row.row.concept.text,
        related=(Place(found[0].facts.path, found[0].span, "the concept"),),
        fix=Fix(f"write {right}", (Edit(row.row.source.span, right),), safe=False),
        severity=Severity.INFO if speaks else None,
    )
