"""A concept in a lesson's list must be in the concept index.

Why
---
Planners read the index. A concept that is missing there is taught a second time, or never built
on. The rule reports an item that states a depth and that no row names or groups.

The rule is silent if a row of the same lesson and depth has no item either: the two may be one
concept under two names.

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

**Concepts taught:**
- Sample space (DEVELOPED)
- Conditional independence (INTRODUCED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Conditional independence (given a third event) | INTRODUCED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)
- Conditional independence (INTRODUCED)
```

Fix
---
None. The severity is info if some words of the item are in the index, and for the lowest depth.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.alignment import Alignment, IndexWords, alignments
from curriculum.course.course import Course
from curriculum.course.likeness import Entry
from curriculum.problem import Severity

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    known = IndexWords(record.model.concepts)
    for alignment in alignments(record.file):
        if alignment.states_depths:
            for entry in alignment.entries:
                if entry.taught.depth and _is_alone(entry, alignment, known):
                    lowest = entry.taught.depth == record.settings.dialect.ladder[0]
                    yield _finding(entry, alignment, guess=lowest or known.hints_at(entry))


def _is_alone(entry: Entry, alignment: Alignment, known: IndexWords) -> bool:
    """Most items name a row, which is quickly seen."""
    return (
        not alignment.names_row(entry)
        and known.lacks(entry)
        and not alignment.has_row(entry)
        and not alignment.awaits(entry)
    )


def _finding(entry: Entry, alignment: Alignment, *, guess: bool) -> Finding:
    name, slug = entry.head_text, alignment.lesson.slug
    return Finding(
        entry.taught.span,
        f'"{name}" is {entry.taught.depth} in the list of "{slug}", but no row of the concept '
        "index names it; add a row, or take the depth out of the item",
        subject=name,
        severity=Severity.INFO if guess else None,
    )
