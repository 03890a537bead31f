"""A module has one record in a course.

Why
---
Two records of one module drift apart, and whoever looks a lesson up finds whichever comes first. A
copy that was kept for comparison, a record under a second name, and a Markdown record beside its
YAML twin are all two truths about one module.

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
None: only the author knows which record is the true one.
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
