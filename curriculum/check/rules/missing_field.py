"""Every lesson must have the required fields.

Why
---
A field such as *What is NOT covered* is useful only if every lesson has it. If one lesson does
not, nobody knows whether there is nothing to add or the author forgot it.

Example
-------
With `required-fields = ["Type", "What is NOT covered"]`:

```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Type:** BUILD

**Concepts taught:**
- Sample space (DEVELOPED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Type:** BUILD

**Concepts taught:**
- Sample space (DEVELOPED)

**What is NOT covered:** infinite sample spaces
```

Fix
---
None: only the author knows the missing text.

Options
-------
`required-fields`: the canonical names of the fields; none by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.config.dialect import label_key
from curriculum.course.course import Course
from curriculum.model.record import Lesson
from curriculum.problem import Severity

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    names = record.settings.dialect.canonical_labels
    required = [names.get(label_key(name), name) for name in record.settings.required_fields]
    for node, lesson in zip(record.document.lessons, record.model.lessons, strict=True):
        present = _present(lesson)
        for field in required:
            if label_key(field) not in present:
                name = lesson.slug or node.heading.text
                yield Finding(
                    node.heading.span,
                    f'the summary of "{name}" has no field "{field}", which every lesson must '
                    f'have; add "**{field}:**"',
                    subject=field,
                )


def _present(lesson: Lesson) -> set[str]:
    present = {label_key(field.name) for field in lesson.fields}
    # A heading, and a paragraph of prose, can say what a field says elsewhere.
    if lesson.type:
        present.add(label_key("Type"))
    if lesson.not_covered:
        present.add(label_key("What is NOT covered"))
    return present
