"""The anchors that GitHub gives to the headings of a page."""

from __future__ import annotations

import unicodedata

from curriculum.parse.blocks import read_inline

_KEPT = frozenset({"Nd", "Pc"})


def slug(markdown: str) -> str:
    """Of one heading: its visible letters, digits, hyphens and underscores, in lower case."""
    text = read_inline(markdown).visible.strip().lower()
    return "".join(
        "-" if character == " " else character
        for character in text
        if character in " -" or _is_word(character)
    )


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in _KEPT


class Anchors:
    """Those of one page, in the order of its headings: a second `goal` is `goal-1`."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, markdown: str) -> str:
        plain = anchor = slug(markdown)
        while anchor in self._counts:
            self._counts[plain] += 1
            anchor = f"{plain}-{self._counts[plain]}"
        self._counts[anchor] = 0
        return anchor
