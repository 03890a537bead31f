"""The result of a calculation must be right.

Why
---
Students check worked examples by hand. A wrong result costs an hour and the trust in the other
examples.

Whole numbers must be exact, decimals as exact as they are written, and a result after `~` or `≈`
may be a tenth off. The rule ignores lines about an error or a misconception, and calculations with
anything but numbers.

Example
-------
```markdown
# Module 3.3: Convolution -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Layer size | APPLIED | counting-weights | With a bias for each filter: 27\\*64 + 64 = 1,782. |
```

Instead
-------
```markdown
# Module 3.3: Convolution -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Layer size | APPLIED | counting-weights | With a bias for each filter: 27\\*64 + 64 = 1,792. |
```

Fix
---
None: the numbers or the result may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims import arithmetic, probabilities
from curriculum.claims.plain_passages import plain_passages
from curriculum.course.course import Course
from curriculum.problem import Severity

SEVERITY = Severity.INFO


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for plain in plain_passages(record.file, arithmetic.HINT):
        for claim in arithmetic.find(plain.passage.text):
            if not claim.holds:
                yield Finding(
                    plain.passage.span(claim.start, claim.end),
                    f'in "{claim.text}" the left side comes to {claim.comes_to}; '
                    "correct the result or the numbers",
                    subject=claim.text,
                )
    for plain in plain_passages(record.file, probabilities.HINT):
        for listed in probabilities.find(plain.passage.text):
            if not listed.holds:
                yield Finding(
                    plain.passage.span(listed.start, listed.end),
                    f'the probabilities "{listed.text}" come to {listed.comes_to}, not to 1; '
                    "correct one of them",
                    subject=listed.text,
                )
