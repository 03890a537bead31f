"""A lesson's summary must list the concepts that it teaches.

Why
---
The index collects what the lessons teach. If a summary lists no concepts, its rows in the index
cannot be checked.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Notebook:** Draws the sample space of two dice.
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

**Notebook:** Draws the sample space of two dice.
```

Fix
---
None. A summary in prose, or a list of concepts that are only revisited, is enough.

Options
-------
`labels`: your team's own words for *Concepts taught*.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.model.record import Field, Lesson
from curriculum.parse.other_labels import is_labelled
from curriculum.problem import Severity

SEVERITY = Severity.INFO
LISTING = ("Concepts taught", "Concepts reinforced/connected")


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    if not record.settings.dialect.demands("lessons"):
        return
    dialect = record.settings.dialect
    labels = [name for name in LISTING for name in (name, *dialect.labels.get(name, ()))]
    for node, lesson in zip(record.document.lessons, record.model.lessons, strict=True):
        lines = record.document.source.lines[lesson.span.line : lesson.span.end_line]
        if not _tells_concepts(lesson) and not is_labelled(lines, labels):
            name = lesson.slug or node.heading.text
            yield Finding(
                node.heading.span,
                f'the summary of "{name}" names no concepts; list them under **Concepts taught:**',
                subject=name,
            )


def _tells_concepts(lesson: Lesson) -> bool:
    return bool(lesson.prose) or any(map(_lists_concepts, lesson.fields))


def _lists_concepts(field: Field) -> bool:
    """A label of a house's own, such as `Concepts previewed`, is one too."""
    label = field.label.casefold()
    return (
        field.name in LISTING or ("concepts" in label and not label.startswith("how"))
    ) and field.name != "Cognitive load"
