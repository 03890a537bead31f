"""Long lists on pages: grouped by first letter, and cut into several pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec import Struct

from curriculum.problem import Problem, Severity
from curriculum.render.markdown import alphabet
from curriculum.render.markdown.dated_events import Event
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


# A list with more things is divided, into pages of no more than these.
MOST_LISTED = 2_500
MOST_ON_PAGE = 1_000

Group = tuple[str, "Sequence[object]"]


class ListedPage(Struct, frozen=True):
    """`name` is `K`, or for one page of many `K 2`."""

    name: str
    url: str
    group: str
    things: Sequence[object]


def pages_of(kind: str, groups: Sequence[Group]) -> list[ListedPage]:
    """None where one page holds all of them."""
    if sum(len(things) for _, things in groups) <= MOST_LISTED:
        return []
    return [
        ListedPage(name, f"{kind}-pages/{number}.html", group, things)
        for number, (name, group, things) in enumerate(_divided(groups), start=1)
    ]


def _divided(groups: Sequence[Group]) -> Iterator[tuple[str, str, Sequence[object]]]:
    for group, things in groups:
        starts = range(0, len(things), MOST_ON_PAGE)
        for number, start in enumerate(starts, start=1):
            name = f"{group} {number}" if len(starts) > 1 else group
            yield name, group, things[start : start + MOST_ON_PAGE]
