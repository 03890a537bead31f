"""Every lesson that the index names has its summary.

Why
---
A row whose lesson has no summary is a claim that nothing bears out: the lesson was renamed, its
summary lost, or its slug misspelt, and whoever looks it up finds nothing.

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
None. A slug of one word, one with a remark, a row that revisits a concept or that also names a
lesson of this record, and a lesson that the record gives another module's number are not judged,
and nothing is where some summary does not say its own slug.

Options
-------
None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from curriculum.check.nearest import nearest
from curriculum.check.rule import Finding
from curriculum.parse.headings import is_long_slug
from curriculum.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.model.record import Concept
    from curriculum.problem import Span
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.ERROR
# So that time stays linear in a record of any size.
MOST_SUGGESTED = 200
_LONGEST_SLUG = 120
_NUMBER = re.compile(r"[ (](\d{1,3}\.\d{1,3})(?:\.\d{1,3})?\b")


def check(reading: Reading, _: Settings) -> Iterator[Finding]:
    lessons = reading.record.lessons
    known = [lesson.slug for lesson in lessons if lesson.slug]
    if not known or len(known) < len(lessons):
        return
    rows = _rows_of_missing(reading.record.concepts, frozenset(known))
    elsewhere = _of_other_modules(reading) if rows else set()
    cells = _lesson_cells(reading) if rows else {}
    for slug, concepts in rows.items():
        if slug not in elsewhere:
            place = cells.get(concepts[0].span.line, concepts[0].span)
            yield _finding(place, slug, concepts, known[:MOST_SUGGESTED])


def _rows_of_missing(
    concepts: Sequence[Concept], known: frozenset[str]
) -> dict[str, list[Concept]]:
    rows: dict[str, list[Concept]] = {}
    for concept in concepts:
        if concept.lesson and known.isdisjoint(concept.lessons) and _is_certain(concept):
            rows.setdefault(concept.lesson, []).append(concept)
    return rows


def _is_certain(concept: Concept) -> bool:
    """The row beyond doubt means a lesson, and one of this record."""
    if concept.revisit or "(" in concept.lesson_text:
        return False
    return is_long_slug(concept.lesson or "")


def _of_other_modules(reading: Reading) -> set[str]:
    """Slugs with another module's number behind them, as in `slug (6.3.3)`, anywhere."""
    slugs: set[str] = set()
    for line in reading.source.lines:
        for match in _NUMBER.finditer(line):
            words = line[max(match.start() - _LONGEST_SLUG, 0) : match.start()].split()
            if words and match[1] != reading.record.module:
                slugs.add(words[-1].strip("`*,("))
    return slugs


def _lesson_cells(reading: Reading) -> dict[int, Span]:
    return {
        row.span.line: row.reading[table.columns.index("lesson")].span
        for table in reading.document.concept_tables
        if "lesson" in table.columns
        for row in table.rows
        if row.reading and len(row.reading) > table.columns.index("lesson")
    }


def _finding(place: Span, slug: str, rows: Sequence[Concept], known: Sequence[str]) -> Finding:
    meant = nearest(slug, known)
    hint = f'did you mean "{meant}"?' if meant else "add its summary, or name the right lesson"
    more = f" and of {len(rows) - 1} more" if len(rows) > 1 else ""
    return Finding(
        place,
        f'the lesson "{slug}" of the row "{rows[0].term}"{more} has no summary here; {hint}',
        subject=slug,
    )
