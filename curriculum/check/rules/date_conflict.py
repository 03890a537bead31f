"""A thing must have the same date everywhere.

Why
---
A student who finds two dates for one model trusts neither, and a wrong date spreads when it is
copied into a timeline. Often both dates are right and a word is missing that says what happened: a
paper, an announcement, a release.

A year agrees with its months, and a range with every date inside it. Dates with different roles
are not compared, nor is a date with a role compared with a date without one; `Nov 2019: full
release` has a role. The severity is info if neither date is in the index, a table or a timeline,
or next to a maker: the sentences may be about two events.

The rule reads brackets after names, tables with a date column, Mermaid timelines, and sentences
such as `X was released in May 2023` about things that the record lists. The year of a citation is
not a release date.

Example
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| GPT-2 (OpenAI, Nov 2019: 1.5B params) | MENTIONED | scaling-up | |

## Per-Lesson Summaries

### Lesson 1: Scaling Up (scaling-up)

**Analogies used:**
- "A longer ladder" for the step from GPT-2 (Feb 2019) to its successor
```

Instead
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| GPT-2 (OpenAI, Nov 2019 release: 1.5B params) | MENTIONED | scaling-up | |

## Per-Lesson Summaries

### Lesson 1: Scaling Up (scaling-up)

**Analogies used:**
- "A longer ladder" for the step from GPT-2 (Feb 2019 announcement) to its successor
```

Options
-------
`aliases`: groups of names of one thing, such as `["SD3", "Stable Diffusion 3"]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.cues.stages import stage_of
from curriculum.claims.dates import Dated
from curriculum.claims.placed import Placed
from curriculum.course.agreement import Agreement
from curriculum.course.course import Course
from curriculum.course.course_agreement import Statement
from curriculum.course.course_facts import date_conflicts, dated_things, open_dates
from curriculum.problem import Place, Severity, Span
from curriculum.text.names import Identity, is_distinctive

SEVERITY = Severity.WARNING


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    yield from _with_others(record, course)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    names = record.names
    agreement: Agreement[tuple[Placed[Dated], str]] = Agreement()
    claims = record.claims.dated
    makers = {names.of(maker) for placed in claims for maker in placed.claim.makers}
    described = _names_of(names, (placed for placed in claims if placed.claim.certain))
    listed = _names_of(names, (placed for placed in claims if placed.entry))
    for placed in claims:
        # "OpenAI (Nov 2022)" is a firm at work on that day, and "Ermon (2019)" an author.
        known = [
            name
            for name in placed.claim.named
            if names.of(name) in described
            or (is_distinctive(name) and names.of(name) not in makers)
        ]
        yield from _conflicts(placed, known, names, agreement, record.path)
    released = _names_of(names, (placed for placed in claims if _tells_release(placed.claim)))
    for placed in record.claims.date_statements:
        known = [name for name in placed.claim.named if names.of(name) in listed]
        chosen = _chosen(placed, tells_release=not released.isdisjoint(map(names.of, known)))
        yield from _conflicts(chosen, known, names, agreement, record.path)


def _with_others(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    """Dates of things that two records describe, or that one describes and another speaks of."""
    keys = dict.fromkeys(key for key, _ in dated_things(record.claims, record.names))
    found = [one for key in keys for one in course.answer(date_conflicts, key).get(record.path, ())]
    told: set[Span] = set()
    for one in sorted(found, key=lambda conflict: conflict.begin):
        span = one.here.placed.span
        if span not in told and _is_sure(one.here.placed, one.there.placed):
            told.add(span)
            yield _across(one.here, one.there)


def _across(here: Statement[Dated], there: Statement[Dated]) -> Finding:
    where = f"{there.facts.path}:{there.placed.span.line}"
    return Finding(
        here.placed.span,
        f'"{here.name}" is dated "{here.text}" here and "{there.text}" in {where}; correct one '
        "of them, or add what each date is, such as a paper or a release",
        subject=here.name,
        related=(
            Place(there.facts.path, there.placed.span, f'"{there.name}" is dated "{there.text}"'),
        ),
    )


def _tells_release(claim: Dated) -> bool:
    return any(dating.role == "release" for dating in claim.datings)


def _chosen(placed: Placed[Dated], *, tells_release: bool) -> Placed[Dated]:
    """What came out is compared with the release, where the record tells it from the rest."""
    datings = placed.claim.datings
    if len(datings) > 1:
        role = "release" if tells_release else ""
        datings = tuple(dating for dating in datings if dating.role == role)
    return replace(placed, claim=replace(placed.claim, datings=datings))


def _names_of(names: Identity, claims: Iterable[Placed[Dated]]) -> frozenset[str]:
    return frozenset(names.of(name) for placed in claims for name in placed.claim.named)


def _conflicts(
    placed: Placed[Dated],
    about: list[str],
    names: Identity,
    agreement: Agreement[tuple[Placed[Dated], str]],
    path: str,
) -> Iterator[Finding]:
    """At most one for each other place."""
    places: set[Span] = set()
    for role, (low, high, text) in open_dates(placed.claim.datings).items():
        for name in about:
            key = f"{names.of(name)}\n{role}"
            other = agreement.contradicted(key, low, high, (placed, text))
            if other and other[0].span not in places:
                places.add(other[0].span)
                yield _finding(placed, name, text, other, path)


def _finding(
    here: Placed[Dated], name: str, text: str, other: tuple[Placed[Dated], str], path: str
) -> Finding:
    there, other_text = other
    line = there.span.line
    return Finding(
        here.span,
        f'"{name}" is dated "{text}" here and "{other_text}" in line {line}; correct one of them, '
        "or add what each date is, such as a paper or a release",
        subject=name,
        related=(Place(path, there.span, f'"{there.claim.name}" is dated "{other_text}"'),),
        severity=None if _is_sure(here, there) else Severity.INFO,
    )


def _is_sure(here: Placed[Dated], there: Placed[Dated]) -> bool:
    """Sentences may speak of two events, and so may two rows of which one names a stage."""
    if here.notes is not None and there.notes is not None:
        return not any(stage_of(notes) for notes in (here.notes, there.notes))
    return here.entry or there.entry or (here.claim.certain and there.claim.certain)
