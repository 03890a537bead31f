"""A thing that came first must have the earlier date.

Why
---
"Released before" next to a later date contradicts itself, and so does an unsorted list that is
called chronological.

The rule checks dated things that are separated only by words of order, and ranges that end before
they begin. *Followed by* and *came before* are ignored in sentences about lessons, students or
examples, because they may describe the order of teaching. *Then*, *before* and *after* alone give
an info at most. A paper is not compared with a release.

Example
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Pretraining | INTRODUCED | scaling-up | GPT-2 (Feb 2019) came out before GPT-1 (Jun 2018). |
```

Instead
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Pretraining | INTRODUCED | scaling-up | GPT-1 (Jun 2018) came out before GPT-2 (Feb 2019). |
```
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims import dates, order
from curriculum.claims.cues.mistakes import speaks_of_mistake
from curriculum.claims.plain_passages import PlainPassage, plain_passages
from curriculum.course.course import Course
from curriculum.problem import Severity

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for plain in plain_passages(record.file, dates.HINT):
        if not speaks_of_mistake(plain.text):
            yield from _orders(plain)
            yield from _ranges(plain)


def _orders(plain: PlainPassage) -> Iterator[Finding]:
    passage = plain.passage
    for claim in order.among(plain.text, plain.dated):
        if not claim.holds:
            first, second = claim.before, claim.after
            yield Finding(
                passage.span(claim.start, claim.end),
                f'"{claim.words}" puts "{first.name}" ({first.datings[0].text}) before '
                f'"{second.name}" ({second.datings[0].text}); correct a date or the order',
                subject=passage.text[claim.start : claim.end],
                severity=None if claim.certain else Severity.INFO,
            )


def _ranges(plain: PlainPassage) -> Iterator[Finding]:
    for claim in plain.dated:
        for dating in claim.datings:
            if dating.period.is_reversed:
                yield Finding(
                    plain.passage.span(claim.start, claim.end),
                    f'"{claim.name}" is dated {dating.text}, which ends before it begins; '
                    "correct one end",
                    subject=claim.name,
                )
