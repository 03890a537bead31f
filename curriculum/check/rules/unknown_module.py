"""A module that a record names must be in the course.

Why
---
What a record claims about a missing module cannot be checked: neither its lessons nor its depths
nor its models. One problem per module shows how much of the course cannot be checked. The rule is
silent if the course has only one record. The severity is warning if the course has records of the
same series before and after the gap: the record was probably lost or misnamed.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Uses the sets of Module 2.4. |
```

```markdown
# Module 3.2: Expectation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Expected value | INTRODUCED | weighted-averages | |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
```

```markdown
# Module 3.2: Expectation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Expected value | INTRODUCED | weighted-averages | Uses the outcomes of Module 3.1. |
```

Options
-------
`external`: modules and series that are kept elsewhere, as in `external = ["2", "7.1"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.course.mentions import Mention
from curriculum.model.teaching_order import module_key
from curriculum.problem import Place, Severity

SEVERITY = Severity.INFO
OF_COURSE = True
EACH_PLACE = True


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    if len(course.facts) < 2 and not course.is_rest:
        return
    references = course.references
    named = references.in_record(record.claims)
    for module in dict.fromkeys(mention.module for mention in named):
        mentions = references.missing.get(module or "", ())
        if mentions and mentions[0].facts is record.claims:
            grave = Severity.WARNING if _is_gap(course, module or "") else None
            yield _finding("module", module or "", mentions, grave)
    for series in dict.fromkeys(mention.reference.series for mention in named):
        mentions = references.missing_series.get(series or "", ())
        is_first = mentions and mentions[0].facts is record.claims
        if is_first and series not in references.series_of_missing:
            yield _finding("series", series or "", mentions, None)


def _is_gap(course: Course, module: str) -> bool:
    """Records of its series stand on both sides of it."""
    records = course.series.get(module.partition(".")[0], ())
    keys = [module_key(facts.module) for facts in records]
    return bool(keys) and min(keys) < module_key(module) < max(keys)


def _finding(
    kind: str, number: str, mentions: Sequence[Mention], severity: Severity | None
) -> Finding:
    first, *others = mentions
    places = f"places that name it: {len(mentions)}"  # one key in baselines, however many
    return Finding(
        first.placed.span,
        f'{kind} "{number}" has no record in this course ({places}); add its record, or put '
        f'"{number}" into the configuration "external"',
        subject=number,
        related=tuple(
            Place(other.facts.path, other.placed.span, f'"{other.reference.text}"')
            for other in others
        ),
        severity=severity,
    )
