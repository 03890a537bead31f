"""A date must exist in the calendar.

Why
---
31 June or month 13 is certainly a typing error, and nobody can know from the date alone which
digit is wrong. Such dates break sorting and timelines.

The rule checks a year such as 2924 only in a full date and after a maker, `(Alibaba, Mar 2924)`:
elsewhere `Jun 2400` may be a size. It ignores lines about an error, or about checks for errors.

Example
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| GPT-3 (OpenAI, 31 Jun 2020: 175B params) | MENTIONED | scaling-up | |
```

Instead
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| GPT-3 (OpenAI, 11 Jun 2020: 175B params) | MENTIONED | scaling-up | |
```
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims import calendar_days
from curriculum.claims.cues.mistakes import speaks_of_mistake
from curriculum.claims.plain_passages import plain_passages
from curriculum.course.course import Course
from curriculum.problem import Severity

SEVERITY = Severity.ERROR


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for plain in plain_passages(record.file, calendar_days.HINT):
        passage = plain.passage
        faults = [claim for claim in calendar_days.find(plain.text) if claim.fault]
        if faults and not speaks_of_mistake(passage.text):
            for claim in faults:
                yield Finding(
                    passage.span(claim.start, claim.end),
                    f'the date "{claim.text}" does not exist: {claim.fault}; correct it',
                    subject=claim.text,
                )
