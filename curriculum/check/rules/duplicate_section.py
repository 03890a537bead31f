"""A section stands once in a record.

Why
---
Only the first concept index and the first list of mental models are read. What a second one holds
is kept, but no concept in it counts. A second heading for the summaries parts lessons that belong
together.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Conditioning | INTRODUCED | conditional-probability | |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Conditioning | INTRODUCED | conditional-probability | |
```

Fix
---
None: what stands in both is for the author to sort out.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.parse.document import Heading
from curriculum.problem import Place, Severity

SEVERITY = Severity.ERROR
LOSSES = {
    "concepts": "and no row below it is read",
    "lessons": "and parts the lessons of one module",
    "mental_models": "and no model below it is read",
}


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    first: dict[str, Heading] = {}
    for section in record.document.sections:
        if section.kind is None:
            continue
        earlier = first.setdefault(section.kind, section.heading)
        if section.repeated:
            loss = LOSSES[section.kind]
            yield Finding(
                section.heading.span,
                f'the section "{section.heading.text}" stands here again, {loss}; move what it '
                f"holds into the one on line {earlier.span.line}",
                subject=section.heading.text,
                related=(Place(record.path, earlier.span, "the first one"),),
            )
