"""What the text says came first has the earlier date.

Why
---
"Released before" beside a later date is a contradiction that a reader meets in one sentence, and
so is a list that calls itself chronological and is not.

Judged are things with a date, in brackets or in the sentence, where nothing but the words of order
stands between them, and ranges that end before they begin. *Followed by* or *came before* may
tell the order of teaching, and are no claim where the sentence speaks of lessons, students or
examples; *then*, *before* and *after* alone are an info at most. A paper is not compared with a
release.

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
