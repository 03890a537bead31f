"""What stands in round brackets, cut at its top-level commas and semicolons, in one pass."""

from __future__ import annotations

import re
from itertools import pairwise

from curriculum.text.patterns import lazy_pattern

_MARK = lazy_pattern(r'[()",;]')

# Where an entry begins and ends in the text.
Entry = tuple[int, int]


def bracket_entries(text: str) -> dict[int, tuple[Entry, ...]]:
    """By where the inside of a bracket begins; brackets that never close are left out.

    A comma between two quotation marks of the same bracket cuts nothing.
    """
    found: dict[int, tuple[Entry, ...]] = {}
    open_brackets: list[tuple[int, list[int]]] = []
    closing_quote = _closing_quotes(text)
    skip_to = 0
    for mark in _MARK.finditer(text):
        at = mark.start()
        if at < skip_to:
            continue
        if mark[0] == '"':
            skip_to = closing_quote.get(at, at) + 1
        elif mark[0] == "(":
            open_brackets.append((at + 1, []))
        elif mark[0] == ")" and open_brackets:
            start, cuts = open_brackets.pop()
            found[start] = _entries(text, [start, *(cut + 1 for cut in cuts)], [*cuts, at])
        elif open_brackets and mark[0] in ",;":
            open_brackets[-1][1].append(at)
    return found


def _closing_quotes(text: str) -> dict[int, int]:
    """An opening quotation mark stands behind a blank or a bracket; it pairs with the next."""
    marks = [match.start() for match in re.finditer('"', text)]
    pairs: dict[int, int] = {}
    used = -1
    for mark, following in pairwise(marks):
        if mark > used and (mark == 0 or text[mark - 1] in " (\t[-"):
            pairs[mark] = used = following
    return pairs


def _entries(text: str, starts: list[int], ends: list[int]) -> tuple[Entry, ...]:
    trimmed = (_trimmed(text, *pair) for pair in zip(starts, ends, strict=True))
    return tuple(entry for entry in trimmed if entry[0] < entry[1])


def _trimmed(text: str, start: int, end: int) -> Entry:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
