"""The numbers of a review history must add up.

Why
---
`All 4 improvements addressed: (1) … (3)` leaves one improvement out. The counts of iterations,
findings and fixes show that nothing was lost between two iterations.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Review history:**
- Iteration 1: NEEDS REVISION--0 critical, 3 improvement, 1 polish
- Iteration 2: PASS--all improvements addressed: (1) numbered tiles, (2) a picture of the die
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Review history:**
- Iteration 1: NEEDS REVISION--0 critical, 3 improvement, 1 polish
- Iteration 2: PASS--all improvements addressed: (1) numbered tiles, (2) a picture of the die,
  (3) the check comes last
```

Fix
---
None. The severity is info if the list uses commas (`2 polish (a, b, c)`): a name may contain a
comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.review_counts import (
    Counts,
    counts_of,
    first_of_each_kind,
    is_clean,
    is_total,
    totals_over_all,
)
from curriculum.check.rules.shared.review_parts import Part, review_parts
from curriculum.claims.reviews import Done, Findings, Iteration, Verdict
from curriculum.course.course import Course
from curriculum.problem import Place, Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
# Iterations that a history may leave out between two that it counts.
MOST_BETWEEN = 10
_TELLS = lazy_pattern(r":|\*\*:| (?:had|found|saw|counted)\b| ?(?:--|—) ?", re.IGNORECASE)
_KINDS = ("critical", "improvement", "polish")
# An entry like these may be part of the one before it, or hold several.
_UNSURE = lazy_pattern(
    r"(?:a|an|the|which|not|but|so|then|and|or|with|without|via|for|in|on|at|by|both|instead"
    r"|rather|e\.g\.|i\.e\.|etc|including|mainly|mostly|plus)\b"
    r"|[^\n]*(?: and | plus |/|&|\betc\b|…|\.\.\.|\bboth\b)",
    re.IGNORECASE,
)


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    path = record.path
    for lesson in record.model.lessons:
        parts = review_parts(record.file, lesson)
        counts = counts_of(parts)
        yield from _iterations(parts, path)
        yield from _gaps(parts, path)
        yield from _retold(parts, path)
        yield from totals_over_all(parts, counts)
        for part in parts:
            first = min((f.end for f in part.all(Findings) if not f.left), default=None)
            for done in part.all(Done):
                yield from _done(part, done, counts, first)
            for findings in part.all(Findings):
                yield from _named(part, findings)


def _iterations(parts: Sequence[Part], path: str) -> Iterator[Finding]:
    told = [part for part in parts if part.number is not None and not part.heading]
    last = max(told, key=lambda part: part.number or 0, default=None)
    for part in parts:
        for one in part.all(Iteration):
            if one.limit is not None and one.number > one.limit:
                message = (
                    f"iteration {one.number} of {one.limit} is impossible; correct one of them"
                )
                yield Finding(part.span_of(one), message, subject=str(one))
        for verdict in part.all(Verdict) if last else ():
            stated = verdict.total if verdict.total is not None else verdict.at
            if last and stated is not None:
                yield from _verdict(part, verdict, stated, last, path)


def _gaps(parts: Sequence[Part], path: str) -> Iterator[Finding]:
    """Between two iterations that are described, one that is not even named."""
    named = {one.number for part in parts for one in part.all(Iteration)}
    told = sorted(
        ((part.number, part) for part in parts if part.number and _tells(part)),
        key=lambda pair: pair[0],
    )
    for (number, before), (following, part) in pairwise(told):
        missing = [str(n) for n in range(number + 1, following) if n not in named][:MOST_BETWEEN]
        if missing:
            iteration = next(iter(part.all(Iteration)))
            yield Finding(
                part.span_of(iteration),
                f"iteration {following} follows iteration {number}, and iteration "
                f"{' and '.join(missing)} is missing; describe it, or correct the number",
                subject=f"iteration {following}",
                related=(Place(path, before.span, f"iteration {number} is described here"),),
            )


def _tells(part: Part) -> bool:
    """`Iteration 3: …` or `iteration 3 had …`, and not `as iteration 3 asked`."""
    iterations = part.all(Iteration)
    text = part.passage.text
    return bool(iterations) and not part.heading and bool(_TELLS.match(text, iterations[0].end))


def _verdict(part: Part, verdict: Verdict, stated: int, last: Part, path: str) -> Iterator[Finding]:
    """More iterations than the verdict knows, or none behind the one that closes the review."""
    told = last.number or 0
    passed = any(one.outcome == "pass" for one in last.all(Verdict)) and last is not part
    if told > stated or (told < stated and (passed or is_clean(last))):
        yield Finding(
            part.span_of(verdict),
            f"the verdict names iteration {stated}, but the last one described is {told} "
            f"(line {last.passage.line}); correct the number, or describe what is missing",
            subject=part.passage.text[verdict.start : verdict.end],
            related=(Place(path, last.span, f"iteration {told} is described here"),),
            severity=None if told > stated or passed else Severity.INFO,
        )


def _retold(parts: Sequence[Part], path: str) -> Iterator[Finding]:
    """Two texts about one iteration, with different counts of one kind."""
    told: dict[int, list[Part]] = {}
    for part in parts:
        if part.number is not None and not part.heading and not is_total(part):
            told.setdefault(part.number, []).append(part)
    for number, versions in told.items():
        for first, second in pairwise(versions):
            one, two = first_of_each_kind(first), first_of_each_kind(second)
            for kind in _KINDS:
                if kind in one and kind in two and one[kind].count != two[kind].count:
                    yield Finding(
                        second.span_of(two[kind]),
                        f"iteration {number} has {two[kind].count} {kind} here, but "
                        f"{one[kind].count} in line {first.passage.line}; correct one of them",
                        subject=f"iteration {number} {kind}",
                        related=(Place(path, first.span_of(one[kind]), "counted here"),),
                    )


def _done(part: Part, done: Done, counts: Counts, first: int | None) -> Iterator[Finding]:
    """`first` is where the first count of the part ends."""
    number = _iteration_of(part, done, counts, first)
    found = counts.get(number) if number is not None else None
    if found is None:
        return
    possible = _totals(found, done.kinds)
    span = part.span_of(done)
    if done.done is not None and done.of is not None and done.done > done.of:
        yield Finding(
            span,
            f"{done.done} of {done.of} is impossible; correct one of them",
            subject=f"{done.done} of {done.of}",
        )
    if done.of is not None and done.of not in possible:
        yield _miscounted(span, f"the text counts {done.of}", possible, number, done.kinds)
    listed = done.listed if done.done is None else None
    if listed is not None and listed not in possible:
        yield _miscounted(span, f"the list has {listed}", possible, number, done.kinds)


def _iteration_of(part: Part, done: Done, counts: Counts, first: int | None) -> int | None:
    """What was mended was found before: in this text, or in the iteration before it."""
    if done.iteration is not None or part.number is None:
        return done.iteration
    if first is not None and first <= done.start and not part.heading:
        return part.number
    earlier = range(part.number - 1, max(part.number - MOST_BETWEEN, 0) - 1, -1)
    return next((number for number in earlier if number in counts), None)


def _totals(found: Mapping[str, int], kinds: Sequence[str]) -> list[int]:
    """How many there may be; findings of no named kind may leave the polish aside."""
    if kinds:
        return [sum(found.get(kind, 0) for kind in kinds)]
    grave = found.get("critical", 0) + found.get("improvement", 0)
    return sorted({grave, sum(found.values())} - ({0} if grave == 0 else set()))


def _miscounted(
    span: Span, said: str, possible: Sequence[int], number: int | None, kinds: Sequence[str]
) -> Finding:
    what = " and ".join(kinds) or "findings"
    right = " or ".join(str(count) for count in possible) or "0"
    return Finding(
        span,
        f"{said}, but iteration {number} counts {right} ({what}); name those that are missing, or "
        "correct the number",
        subject=f"iteration {number} {what}",
    )


def _named(part: Part, findings: Findings) -> Iterator[Finding]:
    count, named = findings.count, len(findings.named)
    if named in (0, count) or count == 1:
        return
    what = "/".join(findings.kinds)
    sure = findings.numbered
    if sure or not any(_UNSURE.match(one.text) for one in findings.named):
        yield Finding(
            part.passage.span(findings.start, findings.named[-1].end),
            f"{count} {what} announced, {named} named; name each, or correct the number",
            subject=part.passage.text[findings.start : findings.end].rstrip(" ("),
            severity=None if sure else Severity.INFO,
        )
