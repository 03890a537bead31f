"""A note in the concept index is not a placeholder.

Why
---
A lesson is planned from the notes. "TBD" was true for a day and is read for years.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | TBD |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Drawn as a grid of outcomes. |
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.check.judged_record import JudgedRecord
    from curriculum.course.course import Course

SEVERITY = Severity.WARNING

_PLACEHOLDER = re.compile(r"\b(?:TBD|TBC|to be written)\b")


def check(record: JudgedRecord, _course: Course) -> Iterator[Finding]:
    for passage in record.passages:
        if passage.kind == "notes":
            for match in _PLACEHOLDER.finditer(passage.text):
                yield Finding(
                    passage.span(match.start(), match.end()),
                    f'"{match[0]}" is a placeholder; write the note or leave the cell empty',
                    subject=match[0],
                )
