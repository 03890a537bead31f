"""A module must have only one record in a course.

Why
---
Two records of one module drift apart, and readers find whichever comes first. The second record
may be an old copy, a renamed file, or a Markdown record next to its YAML twin.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
```

```markdown
# Module 3.1: Probability, Second Draft -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | |
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
| Expected value | INTRODUCED | averages | |
```

Fix
---
None: only the author knows which record is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.problem import Place, Severity

SEVERITY = Severity.ERROR
OF_COURSE = True


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    facts = record.claims
    first = course.modules.get(facts.module or "", facts)
    if first is not facts:
        yield Finding(
            facts.head,
            f'module "{facts.module}" has a record already, "{first.path}"; keep one of '
            "the two, or give this one its own number",
            subject=facts.module or "",
            related=(Place(first.path, first.head, f'the first record of "{facts.module}"'),),
        )
