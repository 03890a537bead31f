"""Word lists of the grammars."""

from __future__ import annotations


def vocabulary(*texts: str) -> frozenset[str]:
    """The words of these texts."""
    return frozenset(word for text in texts for word in text.split())
