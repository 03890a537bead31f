"""A depth in a plan must be what the student reached before the lesson.

Why
---
A plan that takes a concept for deeper than it is skips what the student needs; one that takes it
for less teaches it again.

The lesson that the row names is asked first: an equal name there, an alias (an acronym, a part
between slashes, a name in code), or a name that begins alike. A depth is too high where nothing
that may speak of the concept reached it before the plan's lesson, and too low where the named
lesson has exactly that name, and deeper. A name that is merely alike there, and an equal one in
another lesson, give an info.

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
| Bayes' rule | DEVELOPED | bayes-rule (3.1.2) | |
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
Unsafe: the depth becomes the one that was reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.plans.names import Likeness, concept_name
from curriculum.plans.plan_in_course import PlanInCourse, RowInCourse
from curriculum.plans.source_spans import depth_span
from curriculum.problem import Edit, Fix, Place, Severity

SEVERITY = Severity.WARNING
READS = Reads.PLAN


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.judged_rows:
        if row.is_sourced and row.row.depth and not row.row.untaught:
            yield from _judged(row, course)


def _judged(row: RowInCourse, course: Course) -> Iterator[Finding]:
    """An info where the names are merely alike, or where one of the rows says no depth."""
    rank = course.depths.rank
    claimed, named = rank(row.row.depth), _nearest(row)
    ranks = [rank(entry.depth) for entry in named]
    if not ranks or claimed in ranks:
        return
    is_sure = bool(row.named()) and all(entry.depth for entry in row.named())
    is_known = not is_sure or row.best == Likeness.EQUAL
    if claimed > max(*ranks, row.surely_reached if is_known else row.reached):
        if is_sure or len({concept_name(entry.name).key for entry in named}) == 1:
            best = max(named, key=lambda entry: rank(entry.depth))
            yield _finding(row, best, course, None if is_sure else Severity.INFO)
        return
    equal = row.earlier(row.named(Likeness.EQUAL))
    if (equal or is_sure) and claimed < min(rank(entry.depth) for entry in equal or named):
        entry = min(equal or named, key=lambda entry: rank(entry.depth))
        yield _finding(row, entry, course, None if equal else Severity.INFO)


def _nearest(row: RowInCourse) -> list[Appearance]:
    """What the named lesson has of that name, else what is alike there, else who else has it."""
    named = row.earlier(row.named()) or row.earlier(row.named(Likeness.ALIKE))
    return named or row.earlier(row.elsewhere(Likeness.ALIAS))


def _finding(
    row: RowInCourse, entry: Appearance, course: Course, severity: Severity | None
) -> Finding:
    cell, claimed, reached = row.row.depth_cell, row.row.depth, entry.depth or ""
    lesson = course.lessons[entry.place]
    where = f"{lesson.lesson.slug or lesson.id} ({lesson.id})"
    is_more = course.depths.rank(claimed) > course.depths.rank(reached)
    says = f"reached only {reached}" if is_more else f"reached {reached}"
    called = "" if entry.term == row.name.term else f' as "{entry.term}"'
    span = depth_span(row)
    return Finding(
        cell.span if cell else row.row.span,
        f'"{row.name.term}" is planned as {claimed}, but {where} {says}{called}; write {reached}',
        subject=row.row.concept.text,
        related=(Place(entry.facts.path, entry.span, f"{entry.depth} here"),),
        fix=Fix(f"write {reached}", (Edit(span, reached),), safe=False) if span else None,
        severity=severity,
    )
