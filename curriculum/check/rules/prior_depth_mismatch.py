"""A stated prior depth must match what earlier lessons reached.

Why
---
A plan that starts from a wrong depth repeats what students can do already, or builds on what
nobody taught. The latest earlier lesson counts: if a lesson after the cited one raised the depth,
that is the prior depth.

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
None: only the author knows which one is true. The rule is silent if no earlier lesson names the
concept, or if the record of the cited lesson is not in the course.

Options
-------
`ladder`: the order of the depths. `aliases`: groups of names of one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.depth_claims import Told, depth_claims
from curriculum.check.rules.shared.depth_judge import DepthJudge, Verdict
from curriculum.check.rules.shared.earlier_depths import EarlierDepths
from curriculum.check.rules.shared.near_names import NearNames
from curriculum.course.course import Course
from curriculum.problem import Place, Severity
from curriculum.text.words import whole_words

SEVERITY = Severity.WARNING
OF_COURSE = True


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    claims = tuple(depth_claims(course, record.claims))
    if not claims:
        return
    judge = DepthJudge(course, course.once(EarlierDepths), claims)
    found: dict[tuple[int, tuple[str, ...], str | None], list[tuple[Told, Verdict]]] = {}
    lines: set[tuple[int, str | None]] = set()
    for told in claims:
        verdict = judge.verdict(told)
        if verdict is None or (verdict.doubtful and _is_nearly_told(told, course)):
            continue
        # A depth cell and its note say one thing twice, and so do a row and a list.
        if (told.span.line, told.depth) not in lines:
            lines.add((told.span.line, told.depth))
            about = (told.place, whole_words(told.term), told.depth)
            found.setdefault(about, []).append((told, verdict))
    for (told, verdict), *others in found.values():
        yield _finding(told, verdict, [other for other, _ in others])


def _is_nearly_told(told: Told, course: Course) -> bool:
    return course.once(NearNames).have(told.term, told.depth or "", told.place)


def _finding(told: Told, verdict: Verdict, again: Sequence[Told]) -> Finding:
    return Finding(
        told.span,
        f'"{told.term}" {verdict.said}, but {verdict.found}; {verdict.advice}',
        subject=told.term,
        related=(
            *verdict.places,
            *(Place(one.facts.path, one.span, "stated here again") for one in again),
        ),
    )
