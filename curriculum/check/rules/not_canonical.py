"""A record must be written in the canonical form.

Why
---
Records in one form are easy to compare line by line, and a tool that writes into them changes
little. The rule runs only if you select it.

Example
-------
```markdown
# Module 3.1: Probability — Record

## Concepts Index

| Concept | Depth | Lesson | Notes |
|---|---|---|---|
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
`curriculum format --canonical` rewrites the whole record. The rule reports the first line that
differs.

Options
-------
`dash` and `labels` choose your team's canonical words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.files.source import Source
from curriculum.problem import Severity, Span

SEVERITY = Severity.INFO
DEFAULT = False
READS = Reads.MARKDOWN
REMEDY = "`curriculum format --canonical` writes it"


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    from curriculum.write.proof import Unproven, canonical  # most runs need no writer

    source = record.source
    try:
        data = canonical(record.file, record.settings.dialect)
    except Unproven as reason:
        message = f"the canonical form of this record cannot be proven to say the same: {reason}"
        yield Finding(Span(1, 1, 1, 1), message, subject="canonical form")
        return
    if data != source.data:
        yield _first_difference(source, Source(source.path, data))


def _first_difference(source: Source, other: Source) -> Finding:
    """Of a file with several kinds of line endings, perhaps only in one of them."""
    pairs = list(zip_longest(_ended(source), _ended(other), fillvalue=("", "")))
    index = next(index for index, (old, new) in enumerate(pairs) if old != new)
    (line, _), (expected, ending) = pairs[index]
    what = f'"{_short(expected)}"' if line != expected else f"the line ending {ending!r}"
    last = max(len(source.lines), 1)
    is_in_both = index < min(len(source.lines), len(other.lines))
    return Finding(
        source.span(index) if is_in_both else Span(last, 1, last, 1),
        f"the record is not in canonical form, which has {what} here; {REMEDY}",
        subject="canonical form",
    )


def _ended(source: Source) -> Iterator[tuple[str, str]]:
    return zip(source.lines, source.endings, strict=True)


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
