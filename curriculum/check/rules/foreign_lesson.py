"""The concept index must name lessons of its own module.

Why
---
The index lists what this module teaches. A row for a lesson of another module counts as taught
here, so `curriculum state` gives a wrong answer.

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
| Expected value | INTRODUCED | sample-spaces | |

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
| Expected value | INTRODUCED | weighted-averages | Weighs the outcomes of sample-spaces. |

## Per-Lesson Summaries

### Lesson 1: Weighted Averages (weighted-averages)
```

Fix
---
None. The rule ignores a row that revisits a concept, that has a remark on its lesson, or that also
names a lesson of this module. It ignores all rows if a summary has no slug of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course, CourseLesson
from curriculum.course.index_lessons import (
    first_of,
    lesson_cells,
    rows_without_own_lesson,
)
from curriculum.model.record import Concept
from curriculum.problem import Place, Severity, Span

SEVERITY = Severity.ERROR
OF_COURSE = True


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    rows = rows_without_own_lesson(record.claims)
    cells = lesson_cells(record.claims) if rows else {}
    for slug, concepts in rows.items():
        lessons = course.lessons_by_slug.get(slug)
        if lessons:
            row = concepts[0].span
            yield _finding(cells.get((row.line, slug), row), concepts, lessons[0])


def _finding(place: Span, rows: Sequence[Concept], lesson: CourseLesson) -> Finding:
    module = lesson.facts.module
    whose = f"module {module}" if module else f'"{lesson.facts.path}"'
    slug = lesson.lesson.slug or ""
    return Finding(
        place,
        f'the lesson "{slug}" of {first_of(rows)} is one of {whose}; name the lesson of this '
        "module that teaches it, or mark the row as revisited",
        subject=slug,
        related=(Place(lesson.facts.path, lesson.lesson.span, f'the lesson "{slug}"'),),
    )
