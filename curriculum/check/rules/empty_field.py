"""A field must not be empty.

Why
---
A label without text was meant to be filled in. Readers cannot know whether there is nothing to add
or the author forgot it.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

**Misconceptions addressed:**
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

**Misconceptions addressed:** none
```

Fix
---
None: fill in the field, write *none*, or delete the label.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.dialect import Dialect
from curriculum.course.course import Course
from curriculum.model.record import Field
from curriculum.problem import Severity

SEVERITY = Severity.INFO


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for lesson in record.model.lessons:
        for field, following in zip_longest(lesson.fields, lesson.fields[1:]):
            if _is_empty(field) and not _is_under(field, following, record.settings.dialect):
                yield Finding(
                    field.span,
                    f'the field "{field.label}" is empty; fill it in, write "none", or delete it',
                    subject=field.label,
                )


def _is_empty(field: Field) -> bool:
    return not (field.text.strip() or field.items or field.text_after.strip())


def _is_under(field: Field, following: Field | None, dialect: Dialect) -> bool:
    """Bold run-ins directly below a label are its text, though each reads as a label."""
    if following is None or following.span.line != field.span.end_line + 1:
        return False
    return following.name not in dialect.labels
