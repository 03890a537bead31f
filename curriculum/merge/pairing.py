"""Which blocks of two versions are the same: by text, then by name, then by likeness."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.course.same_things import matched, renamed_in
from curriculum.merge.blocks import Block, Kind
from curriculum.parse.rows import is_delimiter, split_row

# Block of one version to that of the other, by place.
Pairs = dict[int, int]


def laid_out(line: str) -> str:
    """Equal for lines of a table that differ in layout only."""
    if not line.lstrip().startswith("|"):
        return line
    cells = "|".join(cell.text.replace("|", "\\|") for cell in split_row(line, 1))
    return "|-|" if is_delimiter(line) else f"|{cells}|"


def same(one: Block, other: Block) -> bool:
    """The layout of tables aside; so is the blank above."""
    return [*map(laid_out, one.text)] == [*map(laid_out, other.text)]


def pairs_of(one: Sequence[Block], other: Sequence[Block], *, alike: bool = True) -> Pairs:
    """Also those of another name that are `alike`: renamed lessons, changed sentences."""
    firsts, seconds = ({id(block): at for at, block in enumerate(all_)} for all_ in (one, other))
    found, gone, come = matched(one, other, lambda block: (block.kind, block.key, block.text))
    named, gone, come = matched(gone, come, _name)
    found += named
    if alike:
        found += [pair[:2] for pair in renamed_in(gone, come, _words, lambda block: block.kind)]
    return {firsts[id(first)]: seconds[id(second)] for first, second in found}


def _name(block: Block) -> tuple[Kind, str, int]:
    """What has no name is not the same as another thing without one."""
    return block.kind, block.key, 0 if block.key else id(block)


def _words(block: Block) -> str:
    return "\n".join(block.text)
