"""Where a name stands in a list from A to Z: marks in front of it do not count."""

from __future__ import annotations

import unicodedata

DIGITS = "0-9"
OTHERS = "Others"


def sort_key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return plain.lstrip("".join(mark for mark in set(plain) if not mark.isalnum()))


def letter(name: str) -> str:
    first = sort_key(name)[:1]
    return DIGITS if first.isdigit() else first.upper() if first.isalpha() else OTHERS


def place(name: str) -> tuple[int, str, str]:
    """What begins with no letter is first."""
    initial = letter(name)
    return (
        [OTHERS, DIGITS].index(initial) if initial in {OTHERS, DIGITS} else 2,
        initial,
        sort_key(name),
    )
