"""A concept in the index must be in the list of its lesson.

Why
---
The list of a lesson records what was taught there. A row at INTRODUCED or deeper that no item
names was either forgotten in the list or added to the index by mistake. Readers of the summary
alone then plan without it.

The rule compares only lists that state depths. An item may shorten a name, group several rows, or
mention a row in passing. The rule is silent if an item of the same depth matches no row at all: it
may group this row under another word.

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
`ladder`: a concept counts as taught from the second depth on.
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
