"""What the records of a course state of one thing, and which statements contradict the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from curriculum.claims.dates import Dated, Dating
from curriculum.claims.placed import Placed
from curriculum.claims.quantities import Quantity
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.course_agreement import (
    Statement,
    contradicted_in_a_record,
    contradictions,
)
from curriculum.course.makers import number_of
from curriculum.text.names import Identity

Claim = TypeVar("Claim")
# Where a group of statements begins in the course: what came first is told first.
Position = tuple[int, ...]


class Conflict(Struct, Generic[Claim], frozen=True, gc=False):
    """`here` stands alone against `there`, which most agree with."""

    begin: Position
    here: Statement[Claim]
    there: Statement[Claim]


# By the path of the record that stands alone.
Conflicts = Mapping[str, Sequence[Conflict[Claim]]]
_Named = tuple[Position, Placed[Claim], str]


def dated_things(facts: RecordClaims, names: Identity) -> Iterator[tuple[str, _Named[Dated]]]:
    """By the key of each name, in the order of the record."""
    for at, placed in enumerate(facts.dated):
        for number, name in enumerate(placed.claim.named):
            yield names.of(name), ((at, number), placed, name)


def measured_things(facts: RecordClaims, names: Identity) -> Iterator[tuple[str, _Named[Quantity]]]:
    """Lists first, then sentences: their position begins with 1."""
    for phase, claims in enumerate((facts.quantities, facts.size_statements)):
        for at, placed in enumerate(claims):
            for number, name in enumerate(placed.claim.named):
                yield names.of(name), ((phase, at, number), placed, name)


def date_conflicts(course: Course, key: str) -> Conflicts[Dated]:
    """Dates of a thing that some record describes."""
    said = course.ask(dated_things, key) if course.is_shared(dated_things, key) else ()
    if not any(placed.claim.certain for _, (_, placed, _) in said):
        return {}
    groups: dict[str, list[tuple[Position, Statement[Dated]]]] = defaultdict(list)
    for facts, (at, placed, name) in said:
        for number, (role, opened) in enumerate(open_dates(placed.claim.datings).items()):
            low, high, text = opened
            about = f"{key}\n{role}"
            one = Statement(facts, placed, about, name, text, low, high)
            groups[about].append(((course.order_of(facts), *at, number), one))
    return _by_path(groups.values())


def size_conflicts(course: Course, key: str) -> Conflicts[Quantity]:
    """What no list tells of may be a family of several sizes, and is one if a record says two."""
    if not course.is_shared(measured_things, key):
        return {}
    said = sorted(course.ask(measured_things, key), key=lambda one: one[1][0][0])
    listed = any(placed.entry for _, (at, placed, _) in said if at[0] == 0)
    groups: dict[str, list[tuple[Position, Statement[Quantity]]]] = defaultdict(list)
    for facts, (at, placed, name) in said:
        size = placed.claim
        if listed or size.unit == "parameters":
            about = f"{key}\n{size.unit}\n{size.stage}"
            one = Statement(facts, placed, about, name, size.text, size.low, size.high)
            position = (not listed, at[0], course.order_of(facts), *at[1:])
            groups[about].append((position, one))
    return _by_path(
        group
        for group in groups.values()
        if listed or not contradicted_in_a_record([one for _, one in group])
    )


def maker_conflicts(course: Course, key: str) -> Conflicts[Dated]:
    """Makers that share a sign are one, and are numbered in the order of the course."""
    if not course.is_shared(dated_things, key):
        return {}
    numbers: dict[str, dict[str, int]] = {}
    groups: dict[str, list[tuple[Position, Statement[Dated]]]] = defaultdict(list)
    for facts, (at, placed, name) in course.ask(dated_things, key):
        claim = placed.claim
        roles = dict.fromkeys(dating.role for dating in claim.datings) if claim.makers else ()
        for place, role in enumerate(roles):
            about = f"{key}\n{role}"
            number = number_of(numbers.setdefault(about, {}), claim.makers, course.names)
            text = " / ".join(claim.makers)
            one = Statement(facts, placed, about, name, text, number, number)
            groups[about].append(((course.order_of(facts), *at, place), one))
    return _by_path(groups.values())


def _by_path(groups: Iterable[Sequence[tuple[Position, Statement[Claim]]]]) -> Conflicts[Claim]:
    found: dict[str, list[Conflict[Claim]]] = defaultdict(list)
    for group in groups:
        begin = group[0][0]
        for here, there in contradictions([one for _, one in group]):
            found[here.facts.path].append(Conflict(begin, here, there))
    return found


def open_dates(datings: tuple[Dating, ...]) -> dict[str, tuple[int, int, str]]:
    """What the dates with the same role leave open together: several of them are a set."""
    together: dict[str, list[Dating]] = {}
    for dating in datings:
        together.setdefault(dating.role, []).append(dating)
    return {
        role: (
            min(min(d.period.first, d.period.last) for d in same),
            max(max(d.period.first, d.period.last) for d in same),
            ", ".join(dict.fromkeys(d.text for d in same)),
        )
        for role, same in together.items()
    }
