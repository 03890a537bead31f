"""A section must have a known heading.

Why
---
A record has a concept index, lesson summaries and mental models. Text under another heading is
kept byte for byte, but not read: with a misspelt *Concept Index*, the record has no index.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Indx

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
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

Fix
---
None. If the section is intended, suppress the rule there.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.parse.document import Heading
from curriculum.problem import Severity

SEVERITY = Severity.INFO
SECTIONS = ("Concept Index", "Per-Lesson Summaries", "Key Mental Models and Analogies")


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    """A team that names its sections may have others; only a misspelt one is worth a word."""
    document, dialect = record.document, record.settings.dialect
    own = [words[0] for words in dialect.own.sections.values()]
    for section in document.sections:
        # A title that is none is spoken of by `malformed-title`.
        if section.kind is None and section.heading != document.first_heading:
            meant = nearest(section.heading.text.title(), own or SECTIONS)
            if meant or not dialect.is_own:
                yield _finding(section.heading, meant)


def _finding(heading: Heading, meant: str | None) -> Finding:
    known = ", ".join(f'"{name}"' for name in SECTIONS)
    hint = f'did you mean "{meant}"?' if meant else f"move it under one of {known}"
    return Finding(
        heading.span,
        f'the text under "{heading.text}" is kept, but not read; {hint}',
        subject=heading.text,
    )
