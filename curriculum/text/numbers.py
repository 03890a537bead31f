"""Whole numbers of a text that anybody may have written."""

from __future__ import annotations

# No count, lesson, module or year has as many; Python refuses to read 4,301 digits.
MOST_DIGITS = 18
BEYOND = 10**MOST_DIGITS


def whole_number(digits: str | int) -> int:
    """The value of decimal digits; BEYOND for a number of more than MOST_DIGITS digits."""
    digits = str(digits)
    return int(digits) if len(digits) <= MOST_DIGITS else BEYOND
