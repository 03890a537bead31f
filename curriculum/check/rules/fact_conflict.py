"""A thing must have the same maker and size everywhere.

Why
---
Makers and sizes are copied from record to record, and a typing error is copied along. Two values
for one thing show that at least one place was never checked.

The rule reads brackets after names, `NAME (MAKER, DATE: …)`, and quantities between two commas,
such as `~12B params` or `38 single-stream blocks`. A range agrees with every value inside it, and
approximate numbers may differ by a tenth. `(Medium 2.5B, Large 8B)` is a list of variants. The
severity is info if no place gives the date or the maker: the sentences may be about two variants.
Two brackets with different dates or stages (`beta`, `v1.5`, `renamed`) may have different makers
and sizes.

The rule also reads sentences such as `X has 7B parameters`, `X by MAKER` and `MAKER's X` if the
index, a table or a timeline lists X. A maker that the record names nowhere else gives an info.

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

Options
-------
`aliases`: groups of names of one thing, firms included, such as `["BFL", "Black Forest Labs"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.known_makers import Makers
from curriculum.claims.dates import Dated
from curriculum.claims.maker_statements import Made
from curriculum.claims.placed import Placed
from curriculum.claims.quantities import Quantity
from curriculum.course.agreement import Agreement
from curriculum.course.course import Course
from curriculum.course.course_agreement import Statement
from curriculum.course.course_facts import (
    Conflict,
    Conflicts,
    dated_things,
    maker_conflicts,
    measured_things,
    size_conflicts,
)
from curriculum.course.makers import overlap, signs_of
from curriculum.problem import Place, Severity, Span
from curriculum.text.names import Identity
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
Claim = TypeVar("Claim")

# A name without a number may be that of a method, whose size depends on what it is used on.
_HAS_NUMBER = lazy_pattern(r"\d")


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    yield from _with_others(record, course)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    names = record.names
    path = record.path
    sizes = list(record.claims.quantities)
    listed = {names.of(name) for placed in sizes if placed.entry for name in placed.claim.named}
    sizes += [
        placed
        for placed in record.claims.size_statements
        if any(names.of(name) in listed for name in placed.claim.named)
    ]
    yield from _sizes(sizes, names, path)
    makers = Makers(names)
    yield from _listed_makers(record.claims.dated, makers, path)
    for made in record.claims.maker_statements:
        yield from _stated_maker(made, makers, path)


def _with_others(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    """Sizes and makers that several records state of one thing."""
    sized = dict.fromkeys(key for key, _ in measured_things(record.claims, record.names))
    for one in _conflicts(record, course, size_conflicts, sized):
        same = tuple(_saying_the_same(record, one.here))
        certain = (one.here.placed.claim.certain or same) and one.there.placed.claim.certain
        yield _across("has", one.here, one.there, SEVERITY if certain else Severity.INFO, same)
    dated = dict.fromkeys(key for key, _ in dated_things(record.claims, record.names))
    for other in _conflicts(record, course, maker_conflicts, dated):
        yield _across("is by", other.here, other.there, SEVERITY)


def _saying_the_same(record: JudgedRecord, here: Statement[Quantity]) -> Iterator[Place]:
    """Entries of the record that give a version of the thing this size, too."""
    name, size = record.names.of(here.name), here.placed.claim
    for placed in record.claims.quantities:
        other = placed.claim
        alike = (other.unit, other.low, other.high) == (size.unit, size.low, size.high)
        if alike and placed.entry and placed.span.line != here.placed.span.line:
            versions = [one for one in other.named if record.names.of(one).startswith(name)]
            if versions:
                yield Place(record.path, placed.span, f'"{versions[0]}" has "{other.text}", too')


def _conflicts(
    record: JudgedRecord,
    course: Course,
    find: Callable[[Course, str], Conflicts[Claim]],
    keys: Iterable[str],
) -> Sequence[Conflict[Claim]]:
    found = [one for key in keys for one in course.answer(find, key).get(record.path, ())]
    return sorted(found, key=lambda conflict: conflict.begin)


def _across(
    verb: str,
    here: Statement[Quantity] | Statement[Dated],
    there: Statement[Quantity] | Statement[Dated],
    severity: Severity,
    same: tuple[Place, ...] = (),
) -> Finding:
    return Finding(
        here.placed.span,
        f'"{here.name}" {verb} "{here.text}" here and "{there.text}" in '
        f"{there.facts.path}:{there.placed.span.line}; correct one of them, or name the variant "
        "that is meant",
        subject=here.name,
        related=(
            Place(there.facts.path, there.placed.span, f'"{there.name}" {verb} "{there.text}"'),
            *same,
        ),
        severity=severity,
    )


def _sizes(claims: Sequence[Placed[Quantity]], names: Identity, path: str) -> Iterator[Finding]:
    agreement: Agreement[Placed[Quantity]] = Agreement()
    for placed in claims:
        size = placed.claim
        others = {
            other.span: (name, other)
            for name in size.named
            if (other := _contradicted(agreement, placed, names.of(name)))
        }
        for name, other in others.values():
            # One line that gives several sizes lists variants.
            if other.span.line != placed.span.line and _is_comparable(name, placed, other):
                certain = other.claim.certain and size.certain
                severity = SEVERITY if certain else Severity.INFO
                texts = ("has", size.text, other.claim.text)
                yield _finding(placed.span, name, texts, other.span, path, severity)


def _contradicted(
    agreement: Agreement[Placed[Quantity]], placed: Placed[Quantity], name: str
) -> Placed[Quantity] | None:
    size = placed.claim
    return agreement.contradicted(f"{name}\n{size.unit}\n{size.stage}", size.low, size.high, placed)


def _is_comparable(name: str, placed: Placed[Quantity], other: Placed[Quantity]) -> bool:
    """A place that describes the thing, or parameters of what a number tells from its kin."""
    by_number = placed.claim.unit == "parameters" and _HAS_NUMBER.search(name)
    return other.claim.certain or bool(by_number)


def _listed_makers(claims: Sequence[Placed[Dated]], makers: Makers, path: str) -> Iterator[Finding]:
    for placed in claims:
        here = placed.claim
        for name in here.named if here.makers else ():
            other = makers.earlier(name, placed)
            if other and not overlap(here.makers, other.claim.makers, makers.names):
                # With two dates it is `date-conflict` that asks whether they are two events.
                if _share_a_month(here, other.claim):
                    texts = ("is by", " / ".join(here.makers), " / ".join(other.claim.makers))
                    yield _finding(placed.span, name, texts, other.span, path, SEVERITY)
                break


def _share_a_month(one: Dated, other: Dated) -> bool:
    return any(
        mine.period.first <= its.period.last and its.period.first <= mine.period.last
        for mine in one.datings
        for its in other.datings
    )


def _stated_maker(made: Placed[Made], makers: Makers, path: str) -> Iterator[Finding]:
    """An unknown name may be an author's; one that the record knows as a maker is mixed up."""
    maker = (made.claim.maker,)
    for name in made.claim.named:
        entries = makers.entries(name)
        if entries and not any(overlap(maker, e.claim.makers, makers.names) for e in entries):
            known = not makers.known.isdisjoint(signs_of(maker, makers.names))
            if made.claim.owned and not known:
                return
            texts = ("is by", made.claim.maker, " / ".join(entries[0].claim.makers))
            severity = SEVERITY if known else Severity.INFO
            yield _finding(made.span, name, texts, entries[0].span, path, severity)
            return


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
