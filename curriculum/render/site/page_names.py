"""Names of pages that are safe in a folder, a link and on every file system."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, lru_cache
from html import unescape

from curriculum.render.markdown.record_markdown import RecordMarkdown
from curriculum.text.patterns import lazy_pattern

LONGEST = 60
_UNSAFE = lazy_pattern(r"[^a-z0-9.]+")
_DOTS = lazy_pattern(r"\.{2,}")
# Windows takes these for devices, whatever follows a dot.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


class PageNames:
    """Gives each thing a name of its own; the same things in the same order get the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: Counter[str] = Counter()

    def name(self, text: str) -> str:
        plain = name = plain_name(text)
        while name in self._taken:
            self._counts[plain] += 1
            name = f"{plain}-{self._counts[plain] + 1}"
        self._taken.add(name)
        return name


def plain_name(text: str) -> str:
    """Lower-case letters, digits, hyphens and single dots between them."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = _UNSAFE.sub("-", _DOTS.sub("-", ascii_text))[:LONGEST].strip("-.")
    return f"{name}-page" if name.partition(".")[0] in _DEVICES else name or "unnamed"


_MARK = lazy_pattern(r"[*_`\[<&\\\n]|~~")
_TAG = lazy_pattern(r"<[^<>]*>")


@lru_cache(maxsize=16_384)
def plain(name: str) -> str:
    """As a reader sees it: for tooltips, titles of pages and results of the search."""
    if not _MARK.search(name):
        return name
    return unescape(_TAG.sub("", _markdown().label(name))) or name


@cache
def _markdown() -> RecordMarkdown:
    from curriculum.render.markdown.record_markdown import RecordMarkdown

    return RecordMarkdown({}, "")
