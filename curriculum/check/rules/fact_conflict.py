"""A thing has one maker and one size, wherever the record states them.

Why
---
Sizes and makers are copied from record to record, and a typing error in one of them lives on. Two
different values for one thing tell a reader that at least one place was never checked.

Read are brackets behind names: `NAME (MAKER, DATE: …)` and quantities that stand alone between
two commas, such as `~12B params` or `38 single-stream blocks`. A range holds what lies in it, and
numbers marked as approximate may be a tenth apart. `(Medium 2.5B, Large 8B)` is a list of
variants. Where no place dates the thing or names its maker, different sizes are an info: the
sentences may speak of two variants.

Example
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| GPT-2 (OpenAI, Feb 2019: 1.5B params) | MENTIONED | scaling-up | The largest of four sizes. |
| Cost of a step | INTRODUCED | scaling-up | Worked out for GPT-2 (15B params) by hand. |
```

Instead
-------
```markdown
# Module 3.4: Language Models -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| GPT-2 (OpenAI, Feb 2019: 1.5B params) | MENTIONED | scaling-up | The largest of four sizes. |
| Cost of a step | INTRODUCED | scaling-up | Worked out for GPT-2 (~1.5B params) by hand. |
```

Fix
---
None.

Options
-------
`aliases`: groups of names of one thing, firms included, such as `["BFL", "Black Forest Labs"]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.claims.agreement import Agreement
from curriculum.claims.in_record import dated, measured
from curriculum.claims.things import Identity, identity
from curriculum.claims.vocabulary import vocabulary
from curriculum.problem import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.claims.dates import Dated
    from curriculum.claims.placed import Placed
    from curriculum.claims.quantities import Quantity
    from curriculum.problem import Span
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.WARNING

# They say what kind of group it is, not which.
_COMMON_WORDS = vocabulary("ai and co corp for group inc institute lab labs of research the")
# A name without a number may be that of a method, whose size depends on what it is used on.
_HAS_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")


def check(reading: Reading, settings: Settings) -> Iterator[Finding]:
    names = identity(settings.aliases)
    path = reading.source.path
    yield from _sizes(measured(reading), names, path)
    yield from _makers(dated(reading), names, path)


def _sizes(claims: Sequence[Placed[Quantity]], names: Identity, path: str) -> Iterator[Finding]:
    agreement: Agreement[Placed[Quantity]] = Agreement()
    for placed in claims:
        size = placed.claim
        others = {
            other.span: (name, other)
            for name in size.named
            if (other := _contradicted(agreement, placed, f"{names.of(name)}\n{size.unit}"))
        }
        for name, other in others.values():
            if other.span.line == placed.span.line:
                # One line that gives several sizes lists variants.
                continue
            certain = other.claim.certain and placed.claim.certain
            if (
                certain
                or other.claim.certain
                or (size.unit == "parameters" and _HAS_NUMBER.search(name))
            ):
                severity = SEVERITY if certain else Severity.INFO
                texts = ("has", size.text, other.claim.text)
                yield _finding(placed.span, name, texts, other.span, path, severity)


def _contradicted(
    agreement: Agreement[Placed[Quantity]], placed: Placed[Quantity], about: str
) -> Placed[Quantity] | None:
    return agreement.contradicted(about, placed.claim.low, placed.claim.high, placed)


def _makers(claims: Sequence[Placed[Dated]], names: Identity, path: str) -> Iterator[Finding]:
    first: dict[str, Placed[Dated]] = {}
    for placed in claims:
        makers = placed.claim.makers
        for name in placed.claim.named if makers else ():
            other = first.setdefault(names.of(name), placed)
            if not _overlap(makers, other.claim.makers, names):
                texts = ("is by", " / ".join(makers), " / ".join(other.claim.makers))
                yield _finding(placed.span, name, texts, other.span, path, SEVERITY)
                break


def _overlap(makers: Sequence[str], others: Sequence[str], names: Identity) -> bool:
    """One of them stands on both sides, in full, in part or by its initials."""
    return bool(_signs(makers, names) & _signs(others, names))


def _signs(makers: Sequence[str], names: Identity) -> set[str]:
    signs = {names.of(maker) for maker in makers}
    for maker in makers:
        words = [word for word in _WORD.findall(maker.casefold()) if word not in _COMMON_WORDS]
        initials = "".join(word[0] for word in _WORD.findall(maker.casefold()))
        signs |= {*words, *([initials] if len(initials) > 1 else [])}
    return signs


def _finding(
    span: Span, name: str, texts: tuple[str, str, str], there: Span, path: str, severity: Severity
) -> Finding:
    verb, here_text, there_text = texts
    return Finding(
        span,
        f'"{name}" {verb} "{here_text}" here and "{there_text}" in line {there.line}; '
        "correct one of them, or name the variant that is meant",
        subject=name,
        related=(Place(path, there, f'"{name}" {verb} "{there_text}"'),),
        severity=severity,
    )
