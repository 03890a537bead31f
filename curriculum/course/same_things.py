"""Which things of two lists are the same: by key, or by likeness where a name is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

# Of 100: below it, two names are two things.
LEAST_LIKENESS = 75
MOST_PAIRS = 40_000

Thing = TypeVar("Thing")


def matched(
    old: Sequence[Thing], new: Sequence[Thing], key_of: Callable[[Thing], Hashable]
) -> tuple[list[tuple[Thing, Thing]], list[Thing], list[Thing]]:
    """Pairs with the same key, in order where a key stands several times; what is gone, and new."""
    waiting: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in old:
        waiting[key_of(thing)].append(thing)
    same, come = [], []
    for thing in new:
        known = waiting[key_of(thing)]
        if known:
            same.append((known.pop(0), thing))
        else:
            come.append(thing)
    left = {id(thing) for known in waiting.values() for thing in known}
    return same, [thing for thing in old if id(thing) in left], come


def renamed_in(
    gone: Sequence[Thing],
    come: Sequence[Thing],
    name_of: Callable[[Thing], str],
    where: Callable[[Thing], object],
) -> list[tuple[Thing, Thing, int]]:
    """Pairs that are alike enough in the same place, the most alike first, each thing once."""
    if not gone or not come or len(gone) * len(come) > MOST_PAIRS:
        return []
    from rapidfuzz import fuzz  # most comparisons find no name that is gone

    pairs = [
        (fuzz.token_sort_ratio(name_of(old).casefold(), name_of(new).casefold()), old, new)
        for old in gone
        for new in come
        if where(old) == where(new)
    ]
    found: list[tuple[Thing, Thing, int]] = []
    taken: set[int] = set()
    for score, old, new in sorted(pairs, key=lambda pair: -pair[0]):
        if score >= LEAST_LIKENESS and not {id(old), id(new)} & taken:
            taken |= {id(old), id(new)}
            found.append((old, new, round(score)))
    return found
