"""A source in a plan must be a lesson of the course.

Why
---
The author of the lesson looks the source up to see what the student has. A source that does not
exist was made up, or belongs to a lesson that is called otherwise now.

It is an error where the record of the module that the source names is here and whole. Where that
record is not here, it is an info if the records name a lesson of nearly the same slug. Where no
module is named, it is an info if the course has all its records. The slug of a module's title names
that module.

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
| Bayes' rule | INTRODUCED | bayes-theorem (3.1.2) | |
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
Unsafe: the slug becomes the one that is nearly the same, or the one that has this number.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding, Reads
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.plans.plan_in_course import PlanInCourse, RowInCourse
from curriculum.plans.source_spans import slug_span, source_span
from curriculum.plans.sources import (
    NamedSource,
    is_module_title,
    known_record,
    known_slugs,
)
from curriculum.problem import Edit, Fix, Severity

SEVERITY = Severity.ERROR
READS = Reads.PLAN
# A slug of fewer words may be an ordinary word.
_MARK = "-"


def check(plan: PlanInCourse, course: Course) -> Iterator[Finding]:
    for row in plan.rows:
        for source in row.sources:
            if not source.lessons and _is_meant(source, course):
                yield _finding(row, source, course)


def _is_meant(source: NamedSource, course: Course) -> bool:
    """It names one lesson, and nothing else of the course."""
    reference = source.reference
    if course.is_external(reference.module or reference.series or ""):
        return False
    if not reference.slug or (_MARK not in reference.slug and not reference.id):
        return reference.id is not None and _is_here(source, course)
    if is_module_title(reference.slug, course):
        return False
    return _is_here(source, course) or not _may_be_elsewhere(source, course)


def _may_be_elsewhere(source: NamedSource, course: Course) -> bool:
    """The records name it, or its record may be missing and nothing has nearly that name."""
    slug = source.reference.slug or ""
    slugs = known_slugs(course)
    has_gaps = source.reference.module is not None or bool(course.references.missing)
    return slug in slugs or (has_gaps and nearest(slug, slugs) is None)


def _is_here(source: NamedSource, course: Course) -> bool:
    return known_record(source.reference, course) is not None


def _finding(row: RowInCourse, source: NamedSource, course: Course) -> Finding:
    reference = source.reference
    named = reference.slug or reference.id or ""
    is_here = _is_here(source, course)
    where = f"module {reference.module} has no such lesson" if is_here else "no record has it"
    slug, hint = _meant(source, course)
    span = slug_span(row, reference)
    fix = Fix(f'write "{slug}"', (Edit(span, slug),), safe=False) if slug and span else None
    return Finding(
        source_span(row, reference),
        f'the source "{named}" is no lesson of the course: {where}; {hint}',
        subject=row.row.concept.text,
        fix=fix,
        severity=None if is_here else Severity.INFO,
    )


def _meant(source: NamedSource, course: Course) -> tuple[str | None, str]:
    """The slug that should stand there, and the end of the message."""
    reference = source.reference
    near = nearest(reference.slug or "", known_slugs(course)) if reference.slug else None
    numbered = course.lessons_by_id.get(reference.id or "")
    if near:
        found = course.lessons_by_slug.get(near, ())
        return (near if len(found) == 1 else None), f"did you mean {near}?"
    if numbered and numbered.lesson.slug:
        return numbered.lesson.slug, f"{reference.id} is {numbered.lesson.slug}; write that"
    return None, "name the lesson that taught it"
