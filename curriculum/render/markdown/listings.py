"""Things in the order in which somebody looks for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from curriculum.problem import Problem, Severity
from curriculum.render.markdown import alphabet
from curriculum.render.site.charts.dated_events import Event
from curriculum.render.site.site_things import Thing

AnyThing = TypeVar("AnyThing", bound="Thing")


def by_initial(things: Iterable[AnyThing]) -> list[tuple[str, list[AnyThing]]]:
    """Under `A` to `Z`, as the page of concepts in Markdown has them."""
    ordered = sorted(things, key=lambda one: (alphabet.place(one.name), one.url))
    groups = groupby(ordered, lambda one: alphabet.letter(one.name))
    return [(initial, list(group)) for initial, group in groups]


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
