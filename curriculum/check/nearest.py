"""What was probably meant: the nearest of the names that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Of 100; below it a suggestion is more likely to puzzle than to help.
LEAST_LIKENESS = 70


def nearest(word: str, names: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process  # only a wrong word needs it

    match = process.extractOne(word, list(names), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    return match[0] if match else None


def one_edit_apart(word: str, name: str) -> bool:
    """Equal, or one letter too many, too few, wrong, or two neighbours swapped."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, name, score_cutoff=1) <= 1
