"""When two names of makers mean one: in full, in part, by initials, or by a house's alias."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.text.names import Identity
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

# They say what kind of group it is, not which.
_COMMON_WORDS = vocabulary("ai and co corp for group inc institute lab labs of research the")
_WORD = lazy_pattern(r"[^\W_]+")


def overlap(makers: Sequence[str], others: Sequence[str], names: Identity) -> bool:
    """One of them stands on both sides, in full, in part or by its initials."""
    return bool(signs_of(makers, names) & signs_of(others, names))


def signs_of(makers: Sequence[str], names: Identity) -> set[str]:
    signs = {names.of(maker) for maker in makers}
    for maker in makers:
        words = [word for word in _WORD.findall(maker.casefold()) if word not in _COMMON_WORDS]
        initials = "".join(word[0] for word in _WORD.findall(maker.casefold()))
        signs |= {*words, *([initials] if len(initials) > 1 else [])}
    return signs


def number_of(numbers: dict[str, int], makers: Sequence[str], names: Identity) -> int:
    signs = signs_of(makers, names)
    known = [numbers[sign] for sign in signs if sign in numbers]
    number = min(known) if known else len(numbers)
    numbers.update((sign, numbers.get(sign, number)) for sign in signs)
    return number
