"""How many cells of a terminal a text takes."""

from __future__ import annotations

from itertools import accumulate, pairwise
from unicodedata import category, east_asian_width

_NO_CELL = frozenset({"Mn", "Me", "Cf"})
# The first asks for the emoji, twice as wide, of the character before it; skin tones colour it.
_AS_EMOJI = "\ufe0f"
_SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def cells_before(text: str) -> list[int]:
    """The cells before each character, and at last those of the whole text."""
    if text.isascii():
        return list(range(len(text) + 1))
    return list(accumulate((_cells(*pair) for pair in pairwise(f" {text}")), initial=0))


def _cells(before: str, character: str) -> int:
    if character == _AS_EMOJI:
        return 1 if before != " " and _own_cells(before) == 1 else 0
    if character in _SKIN_TONES and _own_cells(before) == 2:
        return 0
    return _own_cells(character)


def _own_cells(character: str) -> int:
    if category(character) in _NO_CELL:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
