"""Texts of records as HTML: Markdown without HTML, pictures or links that run anything.

Lessons and modules that the course has become links to their pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from curriculum.claims.places.slugs import is_distinct
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Whatever holds none of these, nor `~~`, is the same text in Markdown: within a line, and as a
# paragraph.
_INLINE = lazy_pattern(r"[*_`\[<&\\\n]")
_BLOCK = lazy_pattern(r"[*_`\[<&\\\n|~]|^\s*(?:[-+=#>]|\d+[.)]\s|\Z)|  \Z")
_NAME = lazy_pattern(
    r"(?<![\w./-])(?:\d{1,3}\.\d{1,3}\.\d{1,3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?![\w/-]|\.\d)"
)
# Every name has one of these inside, and few other words have.
_IN_NAME = lazy_pattern(r"-[a-z0-9]|\.\d{1,3}\.\d")
# Long lines of code are reached with the keyboard as well.
_SCROLLED = '<pre tabindex="0">'
_SAFE_LINK = lazy_pattern(r"(?:https?://|mailto:)", re.IGNORECASE)


class RecordMarkdown:
    """`links` lead from the number or slug of a lesson to its page, as seen from the root."""

    def __init__(self, links: Mapping[str, str], root: str) -> None:
        self._links = {
            name: f'<a href="{escape(root + url)}">{escape(name)}</a>'
            for name, url in links.items()
            if _is_sure(name) and _NAME.fullmatch(name)
        }
        self._within_link = False
        self._is_label = False
        self._parser = _parser()
        rules = self._parser.renderer.rules  # type: ignore[attr-defined]  # its protocol names none
        rules["text"] = self._text_token
        rules["image"] = _image
        rules["link_open"] = self._link_open
        rules["link_close"] = self._link_close
        self.inline = lru_cache(maxsize=4096)(self._inline)
        self.label = lru_cache(maxsize=16_384)(self._label)

    def _label(self, text: str) -> str:
        """One line without links, for what is a link itself, or a heading."""
        if _is_plain(text):
            return escape(text)
        self._is_label = True
        try:
            return self._inline(text) or escape(text)
        finally:
            self._is_label = False

    def _inline(self, text: str) -> str:
        if _is_plain(text):
            return self._linked(text)
        rendered: str = self._parser.renderInline(text.replace("\n", " "))
        return rendered

    def block(self, text: str) -> str:
        if not _BLOCK.search(text):
            return f"<p>{self._linked(text)}</p>\n" if text.strip() else ""
        rendered: str = self._parser.render(text)
        return rendered.replace("<pre>", _SCROLLED)  # a mark of the author is escaped

    def item(self, text: str) -> str:
        """One item of a list: a line, or paragraphs and lists of its own."""
        return self.block(text) if "\n" in text else self._inline(text)

    def _text_token(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        content = tokens[at].content
        plain = self._within_link or self._is_label
        return escape(content) if plain else self._linked(content)

    def _link_open(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        """What leads out of the site says so; relative links of a record lead nowhere from here."""
        if self._is_label:
            return ""
        self._within_link = True
        target = str(tokens[at].attrGet("href") or "")
        if _SAFE_LINK.match(target):
            return f'<a href="{escape(target)}" rel="noopener noreferrer" class="outside">'
        return f'<a title="{escape(target)}">'

    def _link_close(self, *_: object) -> str:
        self._within_link = False
        return "" if self._is_label else "</a>"

    def _linked(self, text: str) -> str:
        """A name has no blank and nothing to escape: only words that may be one are searched."""
        text = escape(text)
        pieces, done = [], 0
        for inside in _IN_NAME.finditer(text):
            if inside.start() >= done:
                start = max(text.rfind(" ", done, inside.start()) + 1, done)
                end = text.find(" ", inside.end())
                end = len(text) if end < 0 else end
                word = text[start:end]
                link = self._links.get(word) or _NAME.sub(self._link_or_name, word)
                pieces += [text[done:start], link]
                done = end
        return "".join((*pieces, text[done:]))

    def _link_or_name(self, name: re.Match[str]) -> str:
        return self._links.get(name[0]) or name[0]


def _is_plain(text: str) -> bool:
    return "~~" not in text and not _INLINE.search(text)


def _is_sure(name: str) -> bool:
    return name[0].isdigit() or is_distinct(name)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # what does not render HTML must not pay for it

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    return parser.enable(["table", "strikethrough"])


def _image(tokens: Sequence[Token], at: int, *_: object) -> str:
    """A picture would be asked for elsewhere; its description stands for it."""
    return f"[{escape(tokens[at].content or 'picture')}]"
