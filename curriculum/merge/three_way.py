"""Three versions of a tree of blocks become one, with a choice where both sides changed a thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from msgspec import Struct

from curriculum.merge.blocks import CONTAINERS, Block, Kind
from curriculum.merge.pairing import laid_out, same
from curriculum.merge.sequence import triples

Value = TypeVar("Value")
OURS, THEIRS = 0, 1


class Choice(Struct, frozen=True):
    """What only a person can decide: the block of ours and of theirs, None where it is deleted."""

    gap: tuple[str, ...]
    sides: tuple[Block | None, Block | None]


class HeadChoice(Struct, frozen=True):
    sides: tuple[tuple[str, ...], tuple[str, ...]]


class Merged(Struct, frozen=True):
    kind: Kind
    key: str
    gap: tuple[str, ...]
    lines: tuple[str, ...] | HeadChoice
    children: tuple[Node, ...]


Node: TypeAlias = "Block | Choice | Merged"


def merge_blocks(base: Block, ours: Block, theirs: Block) -> Node:
    """Raises Unmergeable."""
    return _both(base, ours, theirs)


def _both(base: Block | None, ours: Block, theirs: Block) -> Node:
    gap = _gap(base, ours, theirs)
    whole = _changed_by_one(base, ours, theirs)
    if whole:
        return Block(whole.kind, whole.key, gap, whole.lines, whole.children)
    if ours.kind not in CONTAINERS or _has_other_columns(base, ours, theirs):
        return Choice(gap, (ours, theirs))
    head = _one_of(base.lines if base else None, ours.lines, theirs.lines)
    inside = triples(base.children if base else (), ours.children, theirs.children)
    return Merged(
        ours.kind,
        ours.key,
        gap,
        HeadChoice((ours.lines, theirs.lines)) if head is None else head,
        tuple(node for triple in inside for node in _merged(*triple)),
    )


def _merged(base: Block | None, ours: Block | None, theirs: Block | None) -> Iterator[Node]:
    if ours and theirs:
        yield _both(base, ours, theirs)
        return
    left = ours or theirs
    if left is None or (base and same(left, base)):
        return
    yield Choice(left.gap, (ours, theirs)) if base else left


def _changed_by_one(base: Block | None, ours: Block, theirs: Block) -> Block | None:
    """What both have, else that of the side that changed it; None where both did."""
    if same(ours, theirs):
        if base and ours.text == base.text:
            return theirs
        return ours if base and theirs.text == base.text else min(ours, theirs, key=_text)
    if base and same(ours, base):
        return theirs
    return ours if base and same(theirs, base) else None


def _text(block: Block) -> tuple[str, ...]:
    return block.text


def _has_other_columns(base: Block | None, ours: Block, theirs: Block) -> bool:
    """Rows of one side do not fit below a header of the other."""
    if ours.kind is not Kind.TABLE:
        return False
    heads = {tuple(map(laid_out, one.lines)) for one in (base, ours, theirs) if one}
    return len(heads) > 1


def _gap(base: Block | None, ours: Block, theirs: Block) -> tuple[str, ...]:
    found = _one_of(base.gap if base else None, ours.gap, theirs.gap)
    return max(ours.gap, theirs.gap, key=lambda gap: (len(gap), gap)) if found is None else found


def _one_of(base: Value | None, ours: Value, theirs: Value) -> Value | None:
    if theirs in (base, ours):
        return ours
    return theirs if ours == base else None


def settled(node: Node, side: int) -> Block | None:
    """The block as it is where each choice falls on one side."""
    if isinstance(node, Block):
        return node
    if isinstance(node, Choice):
        chosen = node.sides[side]
        return chosen and Block(chosen.kind, chosen.key, node.gap, chosen.lines, chosen.children)
    lines = node.lines.sides[side] if isinstance(node.lines, HeadChoice) else node.lines
    inside = (settled(child, side) for child in node.children)
    return Block(node.kind, node.key, node.gap, lines, tuple(filter(None, inside)))
