"""Names without the marks of their Markdown, where nothing but text can stand."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curriculum.render.record_markdown import RecordMarkdown

_MARK = re.compile(r"[*_`\[<&\\\n]|~~")
_TAG = re.compile(r"<[^<>]*>")


@lru_cache(maxsize=16_384)
def plain(name: str) -> str:
    """As a reader sees it: for tooltips, titles of pages and results of the search."""
    if not _MARK.search(name):
        return name
    return unescape(_TAG.sub("", _markdown().label(name))) or name


@cache
def _markdown() -> RecordMarkdown:
    from curriculum.render.record_markdown import RecordMarkdown

    return RecordMarkdown({}, "")
