"""A lesson's heading must contain its slug.

Why
---
The index, the models and other records use the slug to name a lesson. If the heading does not
contain it, `curriculum` must infer it from the title, and a new title can break that.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces

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
Unsafe: writes the slug in brackets after the title if the index leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Heading
from curriculum.parse.headings import read_lesson_heading
from curriculum.problem import Edit, Fix, Severity, Span

SEVERITY = Severity.INFO


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    if not record.settings.dialect.demands("lessons"):
        return
    for node, lesson in zip(record.document.lessons, record.model.lessons, strict=True):
        if lesson.slug is None:
            yield Finding(
                node.heading.span,
                f'the heading "{node.heading.text}" names no slug, and the index does not show '
                "which one it is; write it in brackets after the title",
                subject=node.heading.text,
            )
        elif lesson.slug_inferred:
            yield Finding(
                node.heading.span,
                f'the heading "{node.heading.text}" names no slug; by the index it is '
                f'"{lesson.slug}", so write "({lesson.slug})" behind the title',
                subject=node.heading.text,
                fix=_fix(record.file, node.heading, lesson.slug),
            )


def _fix(reading: RecordFile, heading: Heading, slug: str) -> Fix | None:
    """None where the new heading would not be read as the old one with its slug."""
    line, text = reading.source.lines[heading.span.line - 1], heading.text
    old = read_lesson_heading(text, ())
    at = text.find(old.title or text) + len(old.title or text)
    new = read_lesson_heading(f"{text[:at]} ({slug}){text[at:]}", (slug,))
    if new != replace(old, slug=slug) or not line.startswith(text, heading.column - 1):
        return None
    number, column = heading.span.line, heading.column + at
    edit = Edit(Span(number, column, number, column), f" ({slug})")
    return Fix(f'write "({slug})" into the heading', (edit,), safe=False)
