"""A suppression must name an existing rule and give a reason.

Why
---
A misspelt comment suppresses nothing, and readers do not notice. The next author needs the reason
to decide whether it still applies.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | KNOWN | sample-spaces | <!-- curriculum: ignore[unknown-dept] old ladder --> |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | KNOWN | sample-spaces | <!-- curriculum: ignore[unknown-depth] old ladder --> |
```

Fix
---
None: the message names what is wrong with the comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rule_names import known_names
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.parse.suppressions import read_suppressions
from curriculum.problem import Severity

SEVERITY = Severity.WARNING
# Of a comment that is quoted in a message.
LONGEST_SHOWN = 120


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for suppression in read_suppressions(record.source, record.document):
        if suppression.error:
            text = shorten(suppression.text, LONGEST_SHOWN, placeholder=" …")
            message = f'"{text}" ignores nothing: {suppression.error}'
            yield Finding(suppression.span, message, subject=text)
        for name in suppression.rules:
            if name not in known_names():
                meant = nearest(name.casefold(), known_names())
                hint = f"did you mean {meant}?" if meant else "`curriculum rule` lists them"
                yield Finding(
                    suppression.span, f'there is no rule "{name}" to ignore; {hint}', subject=name
                )
