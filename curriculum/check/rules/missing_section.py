"""A record must have a concept index and lesson summaries.

Why
---
The next lesson is planned from the concept index: without it nobody knows how deep anything was
taught. Without summaries, the index cannot be checked.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)
```

Fix
---
None. The severity is error for the concept index and warning for the summaries. The section of
mental models is optional.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.parse.section_names import OWN_SECTIONS
from curriculum.problem import Severity, Span

SEVERITY = Severity.ERROR
SECTIONS = (
    ("concepts", "Concept Index", Severity.ERROR),
    ("lessons", "Per-Lesson Summaries", Severity.WARNING),
)


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    found = {section.kind for section in record.document.sections}
    title = record.document.first_heading
    span = title.span if title else Span(1, 1, 1, 1)
    dialect = record.settings.dialect
    for kind, built_in, severity in SECTIONS:
        name = OWN_SECTIONS[kind]
        heading = dialect.section_word(name, built_in)
        if kind not in found and dialect.demands(name):
            yield Finding(
                span,
                f'the section "{heading}" is missing; add "## {heading}"',
                subject=heading,
                severity=severity,
            )
