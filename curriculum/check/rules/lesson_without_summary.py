"""Every lesson in the index must have a summary.

Why
---
If the lesson of a row has no summary, the lesson was renamed, its summary was lost, or its slug is
misspelt. Readers who look the lesson up find nothing.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-space | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)
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

**Concepts taught:**
- Sample space (DEVELOPED)
```

Fix
---
None. The rule ignores a slug of one word, a slug with a remark, a row that revisits a concept or
also names a lesson of this record, and a lesson with the number of another module. It ignores all
rows if a summary has no slug of its own. `foreign-lesson` reports a lesson that another record
has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.course.index_lessons import first_of, lesson_cells, rows_without_summary
from curriculum.model.record import Concept
from curriculum.problem import Severity, Span

SEVERITY = Severity.ERROR
OF_COURSE = True
# So that time stays linear in a record of any size.
MOST_SUGGESTED = 200


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    rows = rows_without_summary(course, record.claims)
    cells = lesson_cells(record.claims) if rows else {}
    known = [lesson.slug for lesson in record.model.lessons if lesson.slug]
    for slug, concepts in rows.items():
        row = concepts[0].span
        place = cells.get((row.line, slug), row)
        yield _finding(place, slug, concepts, known[:MOST_SUGGESTED])


def _finding(place: Span, slug: str, rows: Sequence[Concept], known: Sequence[str]) -> Finding:
    meant = nearest(slug, known)
    hint = f'did you mean "{meant}"?' if meant else "add its summary, or name the right lesson"
    return Finding(
        place,
        f'the lesson "{slug}" of {first_of(rows)} has no summary here; {hint}',
        subject=slug,
    )
