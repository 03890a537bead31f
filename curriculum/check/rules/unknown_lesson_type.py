"""A lesson's type must be BUILD, STRETCH or CONSOLIDATE.

Why
---
The type says how demanding a lesson is, and a course alternates between the three. With another
word, the lesson has no type.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Type:** STRECH

**Concepts taught:**
- Sample space (DEVELOPED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Type:** STRETCH

**Concepts taught:**
- Sample space (DEVELOPED)
```

Fix
---
None. The rule reports a word that is nearly one of the three. It reports another word only in a
field, and only if other lessons of the course have a known type in that field.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.dialect import LOAD_TYPES, label_key
from curriculum.config.nearest import nearest
from curriculum.course.course import Course
from curriculum.model.record import Field
from curriculum.parse.document import Heading
from curriculum.problem import Severity, Span
from curriculum.text.names import Identity
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.INFO
_LABELS = ("type", "cognitive load type")
_REMARK_WORD = lazy_pattern(r"[(—–:-] ?([A-Z]{4,})\b")
_WORD = lazy_pattern(r"[A-Za-z]+")


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for node, lesson in zip(record.document.lessons, record.model.lessons, strict=True):
        yield from _misspelt_in_heading(node.heading)
        for field in lesson.fields if lesson.type is None else ():
            if _says_other(field) and (_is_misspelt(field) or _is_usual(field, course)):
                yield _finding(field)


def _is_misspelt(field: Field) -> bool:
    return nearest(_stated(field).upper(), LOAD_TYPES) is not None


def _is_usual(field: Field, course: Course) -> bool:
    """Other lessons of the course say a known type under this label."""
    return bool(course.ask(_typed_labels, label_key(field.label)))


def _typed_labels(facts: RecordClaims, _: Identity) -> Iterator[tuple[str, bool]]:
    for lesson in facts.record.lessons:
        for field in lesson.fields:
            if field.name == "Type" and _stated(field).upper() in LOAD_TYPES:
                yield label_key(field.label), True


def _says_other(field: Field) -> bool:
    """A count, such as `2 new concepts`, says nothing of a type."""
    label = label_key(field.label.partition(" (")[0])
    if label not in _LABELS or field.name == "Cognitive load" or not field.text.strip():
        return False
    return _stated(field).upper() not in LOAD_TYPES


def _stated(field: Field) -> str:
    match = _WORD.search(field.text)
    return match[0] if match else field.text


def _finding(field: Field) -> Finding:
    word = _stated(field)
    return Finding(field.span, _message(word), subject=word)


def _misspelt_in_heading(heading: Heading) -> Iterator[Finding]:
    """A remark may say many things, so a word must be close to a type to be taken for one."""
    for match in _REMARK_WORD.finditer(heading.text):
        if match[1] not in LOAD_TYPES and nearest(match[1], LOAD_TYPES):
            start = heading.column + match.start(1)
            line = heading.span.line
            span = Span(line, start, line, start + len(match[1]))
            yield Finding(span, _message(match[1]), subject=match[1])


def _message(word: str) -> str:
    meant = nearest(word.upper(), LOAD_TYPES)
    hint = f"did you mean {meant}?" if meant else f"use one of {', '.join(LOAD_TYPES)}"
    return f'the lesson type "{word}" is not known; {hint}'
