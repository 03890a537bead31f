"""A complete module must have no open review and nothing left to make.

Why
---
Other modules build on a complete one. A lesson is not complete if its last verdict is not a pass,
if its last review left a critical or improvement finding open, or if its notebook is NOT YET
CREATED.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Review history:**
- Iteration 1: NEEDS REVISION--1 critical (two outcomes counted twice)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Review history:**
- Iteration 1: NEEDS REVISION--1 critical (two outcomes counted twice)
- Iteration 2: PASS--all findings fixed
```

Fix
---
None: finish the lesson, add the last verdict, or change the status to active.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.review_closings import ReviewClosings
from curriculum.check.rules.shared.review_parts import (
    REVIEW_FIELDS,
    Part,
    field_lines,
    review_parts,
)
from curriculum.claims.cues.unmade import find as unmade_in
from curriculum.claims.reviews import Findings, Verdict
from curriculum.course.course import Course
from curriculum.model.record import Lesson, Record
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
# Where `not yet` speaks of the lesson's material; elsewhere it may be what students read.
_MATERIAL = frozenset({"Deviations from plan", "Build notes", "Notebook"})
_POSTPONED = lazy_pattern(r"\bdeferred\b|\bpostponed\b", re.IGNORECASE)
_UNBUILT = lazy_pattern(
    r"\W*(?P<said>planned|not (?:yet )?(?:built|started|written)|in progress|draft|outlined"
    r"|to ?do|blocked)\b(?!,? (?:and|then) )",
    re.IGNORECASE,
)
_NO_PASS = frozenset({"needs revision", "needs work", "major revision", "fail", "pending"})
_GRAVE = frozenset({"critical", "improvement"})

_SAYS = "it says "

# A place, what is said of it there, and whether it is enough for a problem.
_Sign = tuple["Span", str, bool]


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for lesson in record.model.lessons:
        if _is_complete(record.model, lesson):
            found = {*_missing(record.file, lesson), *_review_signs(record.file, lesson)}
            signs = sorted(found, key=_rank)
            if signs and signs[0][2]:
                yield _finding(signs, lesson, record.file)


def _is_complete(record: Record, lesson: Lesson) -> bool:
    said = (field.text.casefold() for field in lesson.fields if field.name == "Status")
    whole = record.status is not None and record.status.state == "complete"
    return whole or any(text.startswith(("complete", "built")) for text in said)


def _rank(sign: _Sign) -> tuple[bool, bool, Span]:
    """What stands in capitals is what the author wanted seen."""
    return not sign[2], not sign[1].removeprefix(_SAYS).isupper(), sign[0]


def _missing(reading: RecordFile, lesson: Lesson) -> Iterator[_Sign]:
    names = {field.name for field in lesson.fields} - REVIEW_FIELDS
    for field, passage in field_lines(reading, lesson, names):
        for unmade in unmade_in(passage.text):
            if unmade.loud or field.name in _MATERIAL:
                span = passage.span(unmade.start, unmade.end)
                yield span, f'{_SAYS}"{unmade.text}"', True


def _review_signs(reading: RecordFile, lesson: Lesson) -> Iterator[_Sign]:
    parts = review_parts(reading, lesson)
    last = max((part.number for part in parts if part.number), default=None)
    yield from _last_verdict(parts, lesson)
    yield from _unbuilt(parts, reading.record)
    final = [part for part in parts if part.number in (None, last)]
    closings = ReviewClosings(final)
    for index, part in enumerate(final):
        for findings in part.all(Findings) if part.number == last else ():
            grave = findings.count and not _GRAVE.isdisjoint(findings.kinds)
            if grave and not closings.take_in(findings, index):
                said = f"the last iteration leaves {findings.count} {'/'.join(findings.kinds)}"
                yield part.span_of(findings), said, True
        for start, end, said, sure in _missing_in_review(part):
            if part.number is None or not closings.follow(end, index):
                yield part.passage.span(start, end), said, sure


def _missing_in_review(part: Part) -> Iterator[tuple[int, int, str, bool]]:
    for unmade in unmade_in(part.passage.text, part.start, part.end):
        yield unmade.start, unmade.end, f'{_SAYS}"{unmade.text}"', True
    if part.passage.field.name == "Review history":
        for match in _POSTPONED.finditer(part.passage.text, part.start, part.end):
            yield *match.span(), f'the review says "{match[0]}"', False


def _unbuilt(parts: Sequence[Part], record: Record) -> Iterator[_Sign]:
    """A lesson that is planned, in a record that is complete."""
    for part in parts:
        if part.passage.field.name == "Status" and part.start == 0:
            label = part.passage.text.find(":**") + len(":**")
            match = _UNBUILT.match(part.passage.text, label)
            if match and record.status and record.status.state == "complete":
                yield (
                    part.passage.span(*match.span("said")),
                    f'its status is "{match["said"]}"',
                    True,
                )


def _last_verdict(parts: Sequence[Part], lesson: Lesson) -> Iterator[_Sign]:
    """A verdict that waits for something stays open, whatever another field says."""
    outcome = lesson.review.outcome if lesson.review else None
    verdicts = [(part, verdict) for part in parts for verdict in part.all(Verdict)]
    pending = [pair for pair in verdicts if pair[1].outcome == "pending"]
    final = [pair for pair in verdicts if pair[1].outcome == outcome]
    if pending or (outcome in _NO_PASS and final):
        part, verdict = pending[0] if pending else final[-1]
        word = part.passage.text[verdict.start : verdict.end]
        yield part.span_of(verdict), f'the last verdict is "{word}"', True


def _finding(signs: Sequence[_Sign], lesson: Lesson, reading: RecordFile) -> Finding:
    name = lesson.slug or lesson.title or lesson.id or ""
    span, said, _ = signs[0]
    path = reading.path
    places = [Place(path, other, also) for other, also, _ in signs[1:] if other.line != span.line]
    if head := reading.document.status:
        places.append(Place(path, head.span, "the status says that the module is complete"))
    return Finding(
        span,
        f'"{name}" is marked as complete, but {said}; finish it, add the verdict that closes it, '
        "or change the status",
        subject=name,
        related=tuple(places),
    )
