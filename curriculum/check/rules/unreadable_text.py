"""A file must be UTF-8 text without invisible control characters.

Why
---
A byte that is not UTF-8 shows as a question mark or stops a tool. NUL and other control characters
cut text off. A bidirectional override shows words in another order, and a byte order mark inside
the text makes equal words differ.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Goal:** The student can read a\u202e density.

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Density | DEVELOPED | densities | Area under the curve is probability. |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Goal:** The student can read a density.

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Density | DEVELOPED | densities | Area under the curve is probability. |
```

Fix
---
None: only the author knows the intended character. Each kind is reported once per file, at its
first place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.files.source import Source
from curriculum.problem import Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.ERROR
READS = Reads.FILE

_KINDS = (
    (lazy_pattern("[\udc80-\udcff]"), "a byte that is not UTF-8", "save the file as UTF-8"),
    (lazy_pattern("\0"), "a NUL character", "delete it"),
    (lazy_pattern("[\x01-\x08\x0b-\x1f\x7f-\x9f]"), "a control character", "delete it"),
    (lazy_pattern("[\u202a-\u202e\u2066-\u2069]"), "a bidirectional override", "delete it"),
    (lazy_pattern("[\ufffe\uffff]"), "a code that is no character", "delete it"),
    (lazy_pattern("\ufeff"), "a byte order mark inside the text", "delete it"),
)


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    own = _suspicious(record.source)
    for pattern, name, remedy in _KINDS:
        places = list(_places(pattern, own))
        lines = record.source.lines
        if not places and record.file.as_markdown is not record.file:
            # YAML can write it as an escape, such as `\\0`.
            lines = record.file.as_markdown.source.lines
            places = list(_places(pattern, _suspicious(record.file.as_markdown.source)))
        if places:
            first = places[0]
            character = lines[first.line - 1][first.column - 1]
            more = f", and {len(places) - 1} more in this file" if len(places) > 1 else ""
            span = first if lines is record.source.lines else record.file.span_in_file(first)
            yield Finding(
                span, f"{name} ({_code(character)}) is here{more}; {remedy}", subject=name
            )


def _suspicious(source: Source) -> list[tuple[int, str]]:
    """The few lines with a character that is not shown, a tab among others, by their numbers."""
    lines = enumerate(source.lines, start=1)
    return [(number, line) for number, line in lines if not line.isprintable()]


def _places(pattern: re.Pattern[str], lines: Iterable[tuple[int, str]]) -> Iterator[Span]:
    for number, line in lines:
        for match in pattern.finditer(line):
            yield Span(number, match.start() + 1, number, match.end() + 1)


def _code(character: str) -> str:
    number = ord(character)
    lone_byte = 0xDC00
    return (
        f"0x{number - lone_byte:02X}"
        if number >= lone_byte and number <= 0xDCFF
        else f"U+{number:04X}"
    )
