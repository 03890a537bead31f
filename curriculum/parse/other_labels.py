"""Labels in a form that is not read as a field: a heading, a bullet, another emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_BEFORE = r"\s*(?:>\s*)*(?:(?:[-*+]|\d{1,3}[.)]|#{1,6})\s+)?"
_MARK = r"(?:\*\*|__|[*_])?"


def is_labelled(lines: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of the lines begins with one of the labels, in whatever form."""
    pattern = _pattern(tuple(names))
    return any(_is_label(pattern.match(line), line) for line in lines)


def _is_label(found: re.Match[str] | None, line: str) -> bool:
    """A heading needs no colon; plain words do."""
    if found is None:
        return False
    return ":" in found["end"] or line.lstrip(" >").startswith("#")


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, names))
    end = rf"(?P<end>(?:\s*\([^()]*\))?\s*:?{_MARK}\s*:?)(?=\s|$)"
    return re.compile(rf"{_BEFORE}{_MARK}(?:{words}){end}", re.IGNORECASE)
