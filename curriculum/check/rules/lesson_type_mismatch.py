"""The heading and the field of a lesson must give the same type.

Why
---
The heading and the field are written at different times. If one says STRETCH and the other
CONSOLIDATE, nobody knows how demanding the lesson is.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### sample-spaces (Lesson 1 — STRETCH)

**Type:** CONSOLIDATE

**Concepts taught:**
- Sample space (DEVELOPED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### sample-spaces (Lesson 1 — STRETCH)

**Type:** STRETCH

**Concepts taught:**
- Sample space (DEVELOPED)
```

Fix
---
None: only the author knows which one is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.dialect import LOAD_TYPES
from curriculum.course.course import Course
from curriculum.problem import Place, Severity
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
_TYPE = lazy_pattern(rf"\b(?:{'|'.join(LOAD_TYPES)})\b")
_EXPLANATION = lazy_pattern(r"[(.;:,—–]| -")


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for node, lesson in zip(record.document.lessons, record.model.lessons, strict=True):
        in_heading = _TYPE.findall(lesson.remark or "")
        for field in lesson.fields:
            in_field = _stated(field.text) if field.name == "Type" else []
            # `BUILD / STRETCH` agrees with either.
            if in_heading and in_field and not set(in_heading) & set(in_field):
                heading = node.heading
                yield Finding(
                    field.span,
                    f'the field says "{in_field[0]}" and the heading of the lesson on line '
                    f'{heading.span.line} says "{in_heading[0]}"; keep the one that holds',
                    subject=in_field[0],
                    related=(Place(record.path, heading.span, "the heading"),),
                )


def _stated(text: str) -> list[str]:
    """The types before any explanation, which may speak of other lessons."""
    return _TYPE.findall(_EXPLANATION.split(text, maxsplit=1)[0].upper())
