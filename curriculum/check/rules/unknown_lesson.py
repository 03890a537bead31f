"""A reference must name a lesson that exists.

Why
---
A reference to an unknown lesson leads nowhere: the lesson was renamed or removed, or its number or
slug is misspelt. What the reference claims cannot be checked.

The severity is error for a number after the last lesson of a module in the course, and for a slug
of two or more words in a cell that lists only lessons. A slug gives an info if the course has
gaps, because the lesson may be in a missing module. The rule ignores references that are planned
or hedged. `lesson-without-summary` reports a row of the index whose lesson has no summary.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)
```

```markdown
# Module 3.2: Expectation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Expected value | INTRODUCED | weighted-averages | Weighs the outcomes from 3.1.4. |

## Per-Lesson Summaries

### Lesson 1: Weighted Averages (weighted-averages)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)
```

```markdown
# Module 3.2: Expectation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Expected value | INTRODUCED | weighted-averages | Weighs the outcomes from 3.1.1. |

## Per-Lesson Summaries

### Lesson 1: Weighted Averages (weighted-averages)
```

Fix
---
None: the intended lesson is not known.

Options
-------
`external`: modules and series that are kept elsewhere; their lessons are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.places.own_ids import ids_in
from curriculum.course.course import Course
from curriculum.course.misnamed_lessons import Misnamed, misnamed
from curriculum.course.unknown_numbers import Unnumbered, unnumbered
from curriculum.problem import Place, Severity

SEVERITY = Severity.ERROR
OF_COURSE = True


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for unknown in unnumbered(course, record.claims):
        yield _unnumbered(unknown)
    for word in misnamed(course, record.claims):
        yield _misnamed(word)
    if record.settings.dialect.own.record == "lesson" and record.file.as_markdown is record.file:
        yield from _foreign_ids(record, course)


def _foreign_ids(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    """Ids in the team's own form that are no lesson of the course, each once."""
    seen: set[str] = set()
    for id_, span in ids_in(record.document, record.settings.dialect):
        if id_ not in seen and not course.has_lesson(id_):
            yield Finding(
                span,
                f'"{id_}" is no lesson that is here; correct the id, or add its record',
                subject=id_,
                severity=Severity.INFO,
            )
        seen.add(id_)


def _unnumbered(unknown: Unnumbered) -> Finding:
    text = unknown.mention.reference.text
    record = unknown.record
    last = len(record.record.lessons)
    return Finding(
        unknown.mention.placed.span,
        f'"{text}" is no lesson of this course: module "{record.module}" ends with '
        f"{record.module}.{last}; name the lesson that is meant",
        subject=text,
        related=(Place(record.path, record.head, f'the record of "{record.module}"'),),
        severity=None if unknown.certain else Severity.INFO,
    )


def _misnamed(unknown: Misnamed) -> Finding:
    slug = unknown.mention.reference.slug or ""
    meant = unknown.meant
    hint = (
        f'did you mean "{meant.lesson.slug}" ({meant.id})?'
        if meant
        else "name a lesson of the course, or say in other words where it comes from"
    )
    place = () if meant is None else (Place(meant.facts.path, meant.lesson.span, f"{meant.id}"),)
    return Finding(
        unknown.mention.placed.span,
        f'no lesson of this course has the slug "{slug}"; {hint}',
        subject=slug,
        related=place,
        severity=unknown.severity,
    )
