"""A thing has one date, wherever the record dates it.

Why
---
A student who finds two dates for one model believes neither, and whoever copies one of them into
a timeline spreads the error. Often both are right, and what is missing is the word that says what
happened then: a paper, an announcement, a release.

A year holds its months and a range what lies in it. Dates with different roles are not compared,
nor is a date that has one with a date that has none. Two years that only running text gives are
an info. Read are brackets behind names, tables with
a column of dates, and Mermaid timelines. A paper's citation year is no release.

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

Fix
---
None.

Options
-------
`aliases`: groups of names of one thing, such as `["SD3", "Stable Diffusion 3"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.claims.agreement import Agreement
from curriculum.claims.in_record import dated
from curriculum.claims.things import Identity, identity, is_distinctive
from curriculum.problem import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.claims.dates import Dated, Dating
    from curriculum.claims.placed import Placed
    from curriculum.problem import Span
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.WARNING
MONTHS = 12


def check(reading: Reading, settings: Settings) -> Iterator[Finding]:
    names = identity(settings.aliases)
    agreement: Agreement[tuple[Placed[Dated], str]] = Agreement()
    claims = dated(reading)
    makers = {names.of(maker) for placed in claims for maker in placed.claim.makers}
    described = {
        names.of(name) for placed in claims if placed.claim.certain for name in placed.claim.named
    }
    for placed in claims:
        # "OpenAI (Nov 2022)" is a firm at work on that day, and "Ermon (2019)" an author.
        known = [
            name
            for name in placed.claim.named
            if names.of(name) in described
            or (is_distinctive(name) and names.of(name) not in makers)
        ]
        yield from _conflicts(placed, known, names, agreement, reading.source.path)


def _conflicts(
    placed: Placed[Dated],
    about: list[str],
    names: Identity,
    agreement: Agreement[tuple[Placed[Dated], str]],
    path: str,
) -> Iterator[Finding]:
    """At most one for each other place."""
    places: set[Span] = set()
    for role, (low, high, text) in _open(placed.claim.datings).items():
        for name in about:
            key = f"{names.of(name)}\n{role}"
            other = agreement.contradicted(key, low, high, (placed, text))
            if other and other[0].span not in places:
                places.add(other[0].span)
                yield _finding(placed, name, text, other, path)


def _open(datings: tuple[Dating, ...]) -> dict[str, tuple[int, int, str]]:
    """What the dates with the same role leave open together: several of them are a set."""
    roles = dict.fromkeys(dating.role for dating in datings)
    together = {role: [d for d in datings if d.role == role] for role in roles}
    return {
        role: (
            min(min(d.period.first, d.period.last) for d in same),
            max(max(d.period.first, d.period.last) for d in same),
            ", ".join(dict.fromkeys(d.text for d in same)),
        )
        for role, same in together.items()
    }


def _finding(
    here: Placed[Dated], name: str, text: str, other: tuple[Placed[Dated], str], path: str
) -> Finding:
    there, other_text = other
    line = there.span.line
    return Finding(
        here.span,
        f'"{name}" is dated "{text}" here and "{other_text}" in line {line}; correct one of them, '
        "or say what each date is, such as a paper or a release",
        subject=name,
        related=(Place(path, there.span, f'"{there.claim.name}" is dated "{other_text}"'),),
        severity=None if there.claim.certain or _by_month(here, there) else Severity.INFO,
    )


def _by_month(*places: Placed[Dated]) -> bool:
    """Two years in running text may be those of a paper and of what was built on it."""
    return all(
        dating.period.last - dating.period.first < MONTHS - 1
        for placed in places
        for dating in placed.claim.datings
    )
