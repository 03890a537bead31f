"""A number must match the list that it introduces.

Why
---
Lists are edited, and the number in front of them is forgotten. The next reader looks for a missing
exercise, or overlooks the one that was added.

The rule checks numbered lists in running text, `(1) … (n)`; bullets below a line that ends with a
colon; and the status, `3 of 4 lessons built`, against the lessons that have a summary. It never
counts commas. An optional item (`Stretch: …`), a recap or a remark about the whole list may be
counted or not. If the notes of the index number the concepts of a lesson (`Core concept #2`), the
lesson's load must give the same count.

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
None: the number may be wrong, or an item may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.bullet_lists import BulletLists, indent_of_items, read_lists
from curriculum.check.rules.shared.numbered_concepts import miscounts
from curriculum.claims import counts, quoted_lengths
from curriculum.claims.counts import Count
from curriculum.claims.passages import Passage
from curriculum.claims.uncounted_items import possible_counts
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Severity, Span

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    yield from _status(record.file)
    yield from _loads(record.file)
    lists: BulletLists | None = None
    for passage in record.passages:
        # What a review counts is judged against its iterations, by `review-miscount`.
        if passage.field and passage.field.name == "Review history":
            continue
        yield from _quoted(passage)
        for claim in counts.find(passage.text):
            lists = lists or read_lists(record.file)
            items = _items(claim, passage, record.file, lists)
            if items and _disagrees(claim, items):
                yield _finding(claim, len(items), passage)


def _quoted(passage: Passage) -> Iterator[Finding]:
    if quoted_lengths.HINT.is_in(passage.text):
        for claim in quoted_lengths.find(passage.text):
            if not claim.holds:
                comes_to = " or ".join(map(str, claim.possible))
                yield Finding(
                    passage.span(claim.start, claim.end),
                    f"in {claim.text} the quoted text has {comes_to} {claim.unit}s; correct the "
                    "number or the quotation",
                    subject=claim.text,
                )


def _disagrees(claim: Count, items: Sequence[str]) -> bool:
    possible = possible_counts(items)
    return bool(possible) and claim.number not in possible


def _items(
    claim: Count, passage: Passage, reading: RecordFile, lists: BulletLists
) -> Sequence[str] | None:
    """None where the list may go on, or is none."""
    lines = reading.source.lines
    if claim.items is not None:
        following = lines[passage.line] if passage.line < len(lines) else ""
        return None if f"({len(claim.items) + 1})" in following else claim.items
    index = passage.line - 1
    found = lists.behind(index, indent_of_items(lines[index]))
    return found.items if found else None


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


def _loads(reading: RecordFile) -> Iterator[Finding]:
    path = reading.path
    for found in miscounts(reading):
        passage, count, rows = found.passage, found.count, found.rows
        text = passage.text[count.start : count.end]
        yield Finding(
            passage.span(count.start, count.end),
            f'"{text}", but the notes of the index number {len(rows)} of this lesson, up to '
            f'"{rows[-1].term}" in line {rows[-1].span.line}; correct the count or the notes',
            subject=text,
            related=tuple(Place(path, row.span, f'"{row.term}" is numbered') for row in rows),
        )


def _status(reading: RecordFile) -> Iterator[Finding]:
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
            related=(Place(reading.path, _start(last.span), "the last summary"),),
        )


def _start(span: Span) -> Span:
    return Span(span.line, span.column, span.line, span.column)
