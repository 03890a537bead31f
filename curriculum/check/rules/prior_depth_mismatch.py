"""What is said to have been reached before is what the earlier lessons say.

Why
---
A plan that begins at the wrong depth repeats what the student can do, or builds on what nobody
taught. What counts is the latest earlier lesson: a depth that was raised since the cited lesson is
not the depth that this one begins with.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | Tiles on a table |
| Sample space | APPLIED | two-dice | Elevated from DEVELOPED (sample-spaces, 3.1.1). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (INTRODUCED)

### Lesson 2: Two Dice (two-dice)

**Concepts taught:**
- Sample space (APPLIED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | Tiles on a table |
| Sample space | APPLIED | two-dice | Elevated from INTRODUCED (sample-spaces, 3.1.1). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (INTRODUCED)

### Lesson 2: Two Dice (two-dice)

**Concepts taught:**
- Sample space (APPLIED)
```

Fix
---
None: only the author knows which of the two is true. A concept that no earlier lesson names proves
nothing, nor does a record that is not there.

Options
-------
`ladder`: the order of the depths. `aliases`: groups of names of one thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding
from curriculum.check.rules.shared.depth_claims import Told, depth_claims
from curriculum.check.rules.shared.depth_judge import DepthJudge, Verdict
from curriculum.check.rules.shared.earlier_depths import EarlierDepths
from curriculum.check.rules.shared.near_names import NearlyTold
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.problem import Severity

SEVERITY = Severity.WARNING


def check_course(course: Course) -> Iterator[tuple[RecordClaims, Finding]]:
    claims, earlier = tuple(depth_claims(course)), EarlierDepths(course)
    judge = DepthJudge(course, earlier, claims)
    judged = [(told, verdict) for told in claims if (verdict := judge.verdict(told))]
    doubtful = [told.term for told, verdict in judged if verdict.doubtful]
    nearly = NearlyTold(course, earlier, doubtful)
    seen: set[tuple[str, int, str | None]] = set()
    for told, verdict in judged:
        if verdict.doubtful and nearly.has(told.term, told.depth or "", told.place):
            continue
        # A depth cell and its note say one thing twice.
        about = (told.facts.path, told.span.line, told.depth)
        if about not in seen:
            seen.add(about)
            yield told.facts, _finding(told, verdict)


def _finding(told: Told, verdict: Verdict) -> Finding:
    return Finding(
        told.span,
        f'"{told.term}" {verdict.said}, but {verdict.found}; {verdict.advice}',
        subject=told.term,
        related=verdict.places,
    )
