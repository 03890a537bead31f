"""A section must occur only once in a record.

Why
---
`curriculum` reads only the first concept index and the first list of mental models. It keeps the
second one, but no concept in it counts. A second heading for the summaries separates lessons that
belong together.

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
None: the author must merge the sections.
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
    "concepts": "and its rows are not read",
    "lessons": "which separates the lessons of one module",
    "mental_models": "and its models are not read",
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
                f'the section "{section.heading.text}" occurs a second time, {loss}; move what it '
                f"holds into the one on line {earlier.span.line}",
                subject=section.heading.text,
                related=(Place(record.path, earlier.span, "the first one"),),
            )
