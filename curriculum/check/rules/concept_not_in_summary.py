"""What the index calls taught stands in the list of its lesson.

Why
---
A lesson's list is the account of what was taught there. A row of the index, INTRODUCED or deeper,
that no item names or groups was forgotten in one place or made up in the other, and those who
read the summary alone plan without it. Lists that state no depths are not compared, and items may
shorten names, group rows or mention them in passing. Where an item of the same depth names no row
at all, it may group this one under a word of its own, and nothing is said.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Conditional independence | INTRODUCED | sample-spaces | |

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
| Conditional independence | INTRODUCED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)
- Conditional independence (INTRODUCED) -- two dice and a blindfold
```

Fix
---
None: add an item to the lesson's list, or correct the row.

Options
-------
`ladder`: the second depth of a house is the least that counts as taught.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.alignment import Alignment, alignments, repeats
from curriculum.course.course import Course
from curriculum.course.likeness import Row
from curriculum.problem import Place, Severity

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    taught = frozenset(record.settings.dialect.ladder[1:])
    for alignment in alignments(record.file):
        if alignment.states_depths:
            for row in alignment.rows:
                if row.concept.depth in taught and _is_missing(row, alignment):
                    yield _finding(row, alignment, record.path)


def _is_missing(row: Row, alignment: Alignment) -> bool:
    """Rows of several lessons may stand in any of their lists."""
    return (
        len(row.concept.lessons) == 1
        and not row.recalls
        and not alignment.covered(row)
        and not alignment.is_open(row)
        and not repeats(row, alignment.lesson)
    )


def _finding(row: Row, alignment: Alignment, path: str) -> Finding:
    concept = row.concept
    first = alignment.entries[0].taught.span
    return Finding(
        concept.span,
        f'"{concept.term}" is {concept.depth} in the index, but the list of "{concept.lesson}" '
        f"(line {first.line}) has no item for it; add one, or correct the row",
        subject=concept.term,
        related=(Place(path, first, "the list of the lesson begins here"),),
    )
