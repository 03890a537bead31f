"""Merges three versions of a record, and proves that no word of it is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from curriculum.config.dialect import Dialect
from curriculum.files.source import BOM
from curriculum.merge.blocks import Block, Kind, blocks_of
from curriculum.merge.pairing import laid_out
from curriculum.merge.sequence import Unmergeable
from curriculum.merge.three_way import (
    OURS,
    THEIRS,
    Choice,
    HeadChoice,
    Node,
    merge_blocks,
    settled,
)
from curriculum.model.record_file import RecordFile
from curriculum.read import is_yaml, read_bytes

MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
Value = TypeVar("Value")


class Result(Struct, frozen=True):
    data: bytes
    conflicts: int


class _Form(Struct, frozen=True):
    """How the lines of a file are put together."""

    bom: bool
    newline: str
    is_ended: bool

    def data(self, lines: Iterable[str]) -> bytes:
        text = self.newline.join(lines) + self.newline * self.is_ended
        return BOM * self.bom + text.encode("utf-8", "surrogateescape")


def merge(base: bytes, ours: bytes, theirs: bytes, path: str, dialect: Dialect) -> Result:
    """Raises Unmergeable where nothing can be proven."""
    if ours in {base, theirs}:
        return Result(theirs, 0)
    if base == theirs:
        return Result(ours, 0)
    if is_yaml(path):
        raise Unmergeable("a YAML record is merged as text")
    files = [read_bytes(data, path, dialect) for data in (base, ours, theirs)]
    form = _form(*files)
    merged = merge_blocks(*(blocks_of(file) for file in files))
    lines = list(_lines(merged))
    conflicts = sum(line.startswith(MARKERS[0]) for line in lines)
    for side in (OURS, THEIRS) if conflicts else (OURS,):
        _check_reading(settled(merged, side), files[1], form)
    _check_lines(lines, files, exact=not conflicts)
    return Result(form.data(lines), conflicts)


def _form(base: RecordFile, ours: RecordFile, theirs: RecordFile) -> _Form:
    for file in (base, ours, theirs):
        if len({*file.source.endings} - {""}) > 1:
            raise Unmergeable("lines end in several ways")
        if any(line.startswith(MARKERS) for line in file.source.lines):
            raise Unmergeable("there are conflict markers already")
    sources = [file.source for file in (base, ours, theirs)]
    if not sources[0].lines:
        del sources[0]
    return _Form(
        _chosen([source.has_bom for source in sources]),
        _chosen([source.newline for source in sources]),
        _chosen([source.endings[-1:] != ("",) for source in sources]),
    )


def _chosen(values: list[Value]) -> Value:
    """What a side changed; the last two are the sides."""
    base, (ours, theirs) = values[0], values[-2:]
    if ours != theirs and len(values) < 3:
        raise Unmergeable("the sides have other line ends")
    return theirs if ours == base else ours


def _lines(node: Node) -> Iterator[str]:
    """With conflict markers round each choice."""
    if isinstance(node, Block):
        yield from node.all_lines
        return
    yield from node.gap
    if isinstance(node, Choice):
        ours, theirs = (block.text if block else () for block in node.sides)
        yield from _marked(ours, theirs)
        return
    yield from _marked(*node.lines.sides) if isinstance(node.lines, HeadChoice) else node.lines
    for child in node.children:
        yield from _lines(child)


def _marked(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[str]:
    yield f"{MARKERS[0]} ours"
    yield from ours
    yield MARKERS[1]
    yield from theirs
    yield f"{MARKERS[2]} theirs"


def _check_reading(merged: Block | None, file: RecordFile, form: _Form) -> None:
    """Read again, the text has the blocks that it was made of."""
    assert merged
    again = file.with_bytes(form.data(merged.all_lines), file.dialect)
    if [*_flat(blocks_of(again), 0)] != [*_flat(merged, 0)]:
        raise Unmergeable("it would be read as another record")


def _flat(block: Block, level: int) -> Iterator[tuple[int, Kind, tuple[str, ...]]]:
    yield level, block.kind, block.lines
    for child in block.children:
        yield from _flat(child, level + 1)


def _check_lines(merged: list[str], files: list[RecordFile], *, exact: bool) -> None:
    """Each line as often as both sides together ask for."""
    found = _counted(merged)
    base, ours, theirs = (_counted(file.source.lines) for file in files)
    for line in {*base, *ours, *theirs}:
        before, mine, other = base[line], ours[line], theirs[line]
        both = max(0, mine + other - before)
        bounds = (
            (both, max(mine, other)) if min(mine, other) >= before else (both, min(mine, other))
        )
        if max(mine, other) > before > min(mine, other):
            bounds = (both, both)
        if found[line] < min(bounds) or (exact and found[line] > max(bounds)):
            raise Unmergeable(f"a line would be lost or doubled: {line}")


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(laid_out(line) for line in lines if line.strip())
