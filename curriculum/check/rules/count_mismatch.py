"""A number agrees with the list that it introduces.

Why
---
A list is edited and the number in front of it is not. The next reader looks for the exercise that
is missing, or never learns of the one that was added.

Judged are lists whose items are beyond doubt: numbered ones in running text, `(1) … (n)`, and the
bullets below a line that ends with a colon; and the status, `3 of 4 lessons built`, against the
lessons that have a summary. Commas are never counted.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Exercises:** Three exercises: (1) list the outcomes of two dice, (2) count those with a six.
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Exercises:** Two exercises: (1) list the outcomes of two dice, (2) count those with a six.
```

Fix
---
None: an item may be missing as well.

Options
-------
None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.claims import counts
from curriculum.problem import Place, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.claims.counts import Count
    from curriculum.passages import Passage
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.WARNING

_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,3}[.)])[ \t]+\S")
# Longer lists are not counted by hand, and nobody announces them by number.
MOST_LINES = 400


def check(reading: Reading, _: Settings) -> Iterator[Finding]:
    yield from _status(reading)
    for passage in reading.passages:
        # What a review counts is judged against its iterations, by `review-miscount`.
        if passage.field and passage.field.name == "Review history":
            continue
        for claim in counts.find(passage.text):
            items = _items(claim, passage, reading)
            if items and items != claim.number:
                yield _finding(claim, items, passage)


def _items(claim: Count, passage: Passage, reading: Reading) -> int | None:
    """None where the list may go on, or is none."""
    lines = reading.source.lines[passage.line : passage.line + MOST_LINES]
    if claim.items is not None:
        goes_on = f"({claim.items + 1})" in (lines[0] if lines else "")
        return None if goes_on else claim.items
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if passage.line + first in reading.document.opaque:
        return None
    return _bullets(lines[first:], _indent(reading.source.lines[passage.line - 1]))


def _indent(line: str) -> int:
    """Where an item must begin at least to belong to this line."""
    item = _ITEM.match(line)
    return item.end(1) + 1 if item else 0


def _bullets(lines: Sequence[str], least: int) -> int | None:
    """The items of the list that begins on the first of these lines."""
    head = _ITEM.match(lines[0]) if lines else None
    if head is None or head.end(1) < least:
        return None
    count = 0
    for at, line in enumerate(lines):
        item = _ITEM.match(line)
        if _is_behind(lines, at, item, head):
            break
        count += item is not None and item.end(1) == head.end(1)
    return count


def _is_behind(
    lines: Sequence[str], at: int, item: re.Match[str] | None, head: re.Match[str]
) -> bool:
    """The line belongs to no item of the list that begins with `head`."""
    if item is None:
        return bool(lines[at].strip() and not lines[at][0].isspace() and not lines[at - 1].strip())
    other_kind = item[2].isalnum() != head[2].isalnum()
    return item.end(1) < head.end(1) or (item.end(1) == head.end(1) and other_kind)


def _finding(claim: Count, items: int, passage: Passage) -> Finding:
    listed = (
        f"a list from (1) to ({items})"
        if claim.items is not None
        else f"{items} item{'s' if items > 1 else ''}"
    )
    return Finding(
        passage.span(claim.start, claim.end),
        f'"{claim.text}" introduces {listed}; correct the number or the list',
        subject=claim.text,
    )


def _status(reading: Reading) -> Iterator[Finding]:
    status, lessons = reading.record.status, reading.record.lessons
    head = reading.document.status
    if status is None or head is None or status.built is None or not lessons:
        return
    if status.built != len(lessons) and "+" not in status.text:
        last = lessons[-1]
        yield Finding(
            head.span,
            f'the status "{status.text}" speaks of {status.built} built, but {len(lessons)} '
            f"{'lesson has' if len(lessons) == 1 else 'lessons have'} a summary; correct the "
            "status, or add what is missing",
            subject=status.text,
            related=(Place(reading.source.path, _start(last.span), "the last summary"),),
        )


def _start(span: Span) -> Span:
    return Span(span.line, span.column, span.line, span.column)
