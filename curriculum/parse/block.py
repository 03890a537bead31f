"""What a file consists of at its top level, whoever finds it out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto

from msgspec import Struct


class BlockKind(StrEnum):
    HEADING = auto()
    LIST = auto()
    CODE = auto()
    HTML = auto()
    QUOTE = auto()
    RULE = auto()
    TEXT = auto()


class ListItem(Struct, frozen=True):
    """Lines are 0-based, `end` exclusive; `offset` is the column where the item's text begins."""

    start: int
    end: int
    marker: str
    marker_column: int
    offset: int

    @property
    def ordered(self) -> bool:
        return self.marker[0].isdigit()


class Block(Struct, frozen=True):
    """One block at the top level of the file; lines are 0-based, `end` exclusive."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    text: str = ""
    items: tuple[ListItem, ...] = ()


class Blocks(Struct, frozen=True):
    """The top level of a file, and the lines that are code or HTML at any level (0-based)."""

    top: tuple[Block, ...]
    code: frozenset[int]
    html: frozenset[int]


def front_matter_end(lines: Sequence[str]) -> int:
    """How many lines the YAML front matter takes; 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in {"---", "..."}:
            return number
    return 0
