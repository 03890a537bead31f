"""Things in the order in which somebody looks for them."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from curriculum.problem import Problem, Severity
    from curriculum.render.dated_events import Event
    from curriculum.render.site_things import Thing

AnyThing = TypeVar("AnyThing", bound="Thing")


def by_initial(things: Iterable[AnyThing]) -> list[tuple[str, list[AnyThing]]]:
    """Under `A` to `Z`; what begins with none of them is first, under `0–9`."""
    groups: dict[str, list[AnyThing]] = defaultdict(list)
    for thing in sorted(things, key=lambda one: (_sort_key(one.name), one.url)):
        first = _sort_key(thing.name)[:1].upper()
        groups[first if "A" <= first <= "Z" else "0–9"].append(thing)
    return sorted(groups.items())


def _sort_key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return plain.lstrip(" \"“”'`*_([{<$")


def by_year(events: Iterable[Event]) -> list[tuple[str, list[tuple[int, Event]]]]:
    """Each with its number in the whole list, from 1."""
    groups: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for number, event in enumerate(events, start=1):
        groups[str(event.year)].append((number, event))
    return list(groups.items())


def by_rule(problems: Sequence[Problem]) -> list[tuple[str, Severity, int]]:
    """Rules with their severities and counts, the worst and the most frequent first."""
    counts = Counter((problem.rule, problem.severity) for problem in problems)
    found = [(rule, severity, count) for (rule, severity), count in counts.items()]
    return sorted(found, key=lambda one: (-one[1].weight, -one[2], one[0]))
