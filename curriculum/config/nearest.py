"""What was probably meant: the nearest of the names that exist."""

from __future__ import annotations

from collections.abc import Iterable

# Of 100; below it a suggestion is more likely to puzzle than to help.
LEAST_LIKENESS = 70


def nearest(word: str, names: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process  # only a wrong word needs it

    known = list(names)
    match = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    if match:
        return match[0]
    # Two letters swapped in a short word leave too little that is alike.
    return next((name for name in known if len(name) > 2 and one_edit_apart(word, name)), None)


def meant(word: str, names: Iterable[str], otherwise: str = "there are") -> str:
    """The end of a message about a word that is none of the names."""
    known = list(names)
    name = nearest(word, known) or nearest(word.casefold(), known)
    return f"did you mean {name}?" if name else f"{otherwise} {', '.join(known)}"


def one_edit_apart(word: str, name: str) -> bool:
    """Equal, or one letter too many, too few, wrong, or two neighbours swapped."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, name, score_cutoff=1) <= 1
