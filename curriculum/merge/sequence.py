"""One order of the blocks of three versions: what is there stays, what is new follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from curriculum.merge.blocks import Block
from curriculum.merge.pairing import Pairs, pairs_of

# One block in the base, ours and theirs, where it is there.
Triple = tuple[Block | None, Block | None, Block | None]


class Unmergeable(Exception):
    """What cannot be merged by what it is, or cannot be proven to be merged well."""


class _New(Struct, frozen=True):
    """New blocks of one side, by the place in the base of the block that they stand behind."""

    blocks: dict[int, list[Block]]

    def at(self, place: int) -> list[Block]:
        return self.blocks.get(place, [])


def triples(
    base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]
) -> Iterator[Triple]:
    """Raises Unmergeable where both sides put the blocks into another order."""
    pairs = pairs_of(base, ours), pairs_of(base, theirs)
    new = _new(pairs[0], ours), _new(pairs[1], theirs)
    twins = _twins(*new)
    for place in (-1, *_order(len(base), *pairs)):
        if place >= 0:
            mine, other = (one.get(place) for one in pairs)
            yield (
                base[place],
                None if mine is None else ours[mine],
                None if other is None else theirs[other],
            )
        yield from _woven(new[0].at(place), new[1].at(place), twins)


def _order(size: int, ours: Pairs, theirs: Pairs) -> list[int]:
    first, second = (sorted(pairs, key=lambda at: pairs[at]) for pairs in (ours, theirs))
    moved = [one for one in (first, second) if one != sorted(one)]
    if len(moved) == 2 and [at for at in first if at in theirs] != [
        at for at in second if at in ours
    ]:
        raise Unmergeable("both sides changed the order")
    order = moved[0] if moved else []
    known = set(order)
    for at in (at for at in range(size) if at not in known):
        order.insert(order.index(at - 1) + 1 if at else 0, at)
    return order


def _new(pairs: Pairs, side: Sequence[Block]) -> _New:
    known = {there: at for at, there in pairs.items()}
    found: dict[int, list[Block]] = {}
    place = -1
    for there, block in enumerate(side):
        if there in known:
            place = known[there]
        else:
            found.setdefault(place, []).append(block)
    return _New(found)


def _twins(ours: _New, theirs: _New) -> dict[int, Block]:
    """New blocks of ours, by `id`, with those of theirs that are the same thing.

    Those of both sides come to stand at one place, the first one.
    """
    placed = [
        [(at, block) for at, blocks in new.blocks.items() for block in blocks]
        for new in (ours, theirs)
    ]
    mine, other = ([block for _, block in one] for one in placed)
    twins: dict[int, Block] = {}
    for first, second in pairs_of(mine, other, alike=False).items():
        at, block = placed[0][first]
        there, twin = placed[1][second]
        if at != there:
            raise Unmergeable("both sides put the same thing at two places")
        twins[id(block)] = twin
    return twins


def _woven(
    ours: Sequence[Block], theirs: Sequence[Block], twins: dict[int, Block]
) -> Iterator[Triple]:
    """Whichever side is called ours, the order is the same."""
    common = [block for block in ours if id(block) in twins]
    taken = {id(twins[id(block)]): block for block in common}
    if [taken[id(block)] for block in theirs if id(block) in taken] != common:
        raise Unmergeable("both sides put new things into another order")
    mine, other = list(ours), list(theirs)
    for block in common:
        yield from _apart(_until(mine, block), _until(other, twins[id(block)]))
        yield None, block, twins[id(block)]
    yield from _apart(mine, other)


def _until(blocks: list[Block], end: Block) -> list[Block]:
    """Takes what stands before the block, and the block."""
    at = next(at for at, block in enumerate(blocks) if block is end)
    taken = blocks[:at]
    del blocks[: at + 1]
    return taken


def _apart(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[Triple]:
    first: list[Triple] = [(None, block, None) for block in ours]
    second: list[Triple] = [(None, None, block) for block in theirs]
    groups = sorted(((ours, first), (theirs, second)), key=lambda group: _rank(group[0]))
    yield from chain(*(triples for _, triples in groups))


def _rank(blocks: Sequence[Block]) -> tuple[list[int], list[tuple[str, ...]]]:
    """By the numbers of the first block's name, then by text."""
    head = " ".join(blocks[0].lines[:1]) if blocks else ""
    return [int(number[:9]) for number in re.findall(r"\d+", head)], [one.text for one in blocks]
