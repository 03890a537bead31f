"""Where the record of a module lies, after the paths of the records that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath


def path_pattern(records: Iterable[tuple[str, str | None]]) -> str | None:
    """The pattern that most paths have, with `{series}` and `{module}`; None without a usual one.

    `records` are paths with `/` and the numbers of their modules, such as `8.6`.
    """
    patterns = Counter(
        pattern for path, number in records if number and (pattern := _pattern_of(path, number))
    )
    ranked = patterns.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _pattern_of(path: str, number: str) -> str | None:
    series, dot, module = number.partition(".")
    if not dot:
        return None
    joined = rf"(?<!\d){series}([._-]?){module}(?!\d)"
    pattern = re.sub(joined, r"{series}\1{module}", path)
    pattern = re.sub(rf"(?<![\d{{]){series}(?![\d}}])", "{series}", pattern, count=1)
    if "{module}" not in pattern:  # the folder says the series, and what is below it the module
        above, marker, below = pattern.partition("{series}")
        below = re.sub(rf"(?<!\d){module}(?!\d)", "{module}", below, count=1)
        pattern = above + marker + below
    return pattern if "{module}" in pattern and filled(pattern, number) == path else None


def filled(pattern: str, number: str) -> str:
    series, _, module = number.partition(".")
    return str(PurePath(pattern.replace("{series}", series).replace("{module}", module)))
