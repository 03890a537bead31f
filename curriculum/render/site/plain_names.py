"""Names without the marks of their Markdown, where nothing but text can stand."""

from __future__ import annotations

from functools import cache, lru_cache
from html import unescape

from curriculum.render.markdown.record_markdown import RecordMarkdown
from curriculum.text.patterns import lazy_pattern

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
