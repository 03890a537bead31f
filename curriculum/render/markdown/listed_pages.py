"""A long list as pages: one for each of its groups, and several for a group that is long itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

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
