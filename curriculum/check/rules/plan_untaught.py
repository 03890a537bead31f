"""What a plan calls untaught must not be in the records.

Why
---
A lesson that teaches a concept for the first time takes time that a reminder would save. The rule
reports a row that says so although an earlier lesson has exactly that name, deeper than mentioned.

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
| Bayes' rule | MISSING | — | |
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
from curriculum.plans.names import Likeness
from curriculum.plans.plan_in_course import PlanInCourse
from curriculum.problem import Place, Severity

SEVERITY = Severity.WARNING
READS = Reads.PLAN


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.judged_rows:
        if not row.row.untaught:
            continue
        known = [
            match.appearance
            for match in row.matches
            if match.likeness == Likeness.EQUAL
            and match.appearance.in_index
            and match.appearance.place < row.end
            and course.depths.rank(match.appearance.depth) > 0
        ]
        if known:
            entry = min(known, key=lambda one: one.place)
            lesson = course.lessons[entry.place]
            cell = row.row.depth_cell or row.row.concept
            yield Finding(
                cell.span,
                f'"{row.name.term}" is planned as not taught, but '
                f"{lesson.lesson.slug or lesson.id} ({lesson.id}) has it as {entry.depth}; name "
                "that lesson and depth",
                subject=row.row.concept.text,
                related=(Place(entry.facts.path, entry.span, "the concept"),),
            )
