"""Which section a heading begins, and a heading without its decoration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.text.patterns import lazy_pattern

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "concepts": ("concept index", "concepts index", "index of concepts"),
    "lessons": ("per lesson summaries", "lesson summaries", "lesson summary"),
    "mental_models": (
        "key mental models and analogies",
        "mental models and analogies",
        "key mental models",
        "mental models",
    ),
}

OWN_SECTIONS: Mapping[str, str] = {
    "concepts": "index",
    "lessons": "lessons",
    "mental_models": "models",
}
_ATTRIBUTES = lazy_pattern(r"(?<!\s)\s*\{:?\s*[#.][^{}]*\}\s*$")
_LINK = lazy_pattern(r"\[([^\[\]]*)\]\([^()]*\)")
_DECORATION = frozenset("*_[<&:")
# Emoji and other signs in front of the first word, also those written as `:books:`.
_NO_WORDS = lazy_pattern(r"^(?::[a-z0-9_+-]+:|[^\w\s*_\[<&:\"'(`$]|\s)+")
_LEADING_NUMBER = lazy_pattern(r"^\W*(?:\d+(?:\.\d+)*[.):]?\s+)?")
_WORDS = lazy_pattern(r"\w+")
_BRACKET = lazy_pattern(r"[()]")


def section_kind(heading: str, dialect: Dialect = DEFAULT_DIALECT) -> str | None:
    """`concepts`, `lessons` or `mental_models`, whatever number or emoji stands before the name."""
    words = section_words(heading)
    for kind, name in OWN_SECTIONS.items():
        if words in map(section_words, dialect.own.sections.get(name, ())):
            return kind
    plain = re.sub(r"[^a-z]+", " ", heading.casefold().replace("&", " and ")).strip()
    known = (kind for kind, names in SECTIONS.items() if words in names or plain in names)
    return next(known, None)


@lru_cache(maxsize=1 << 8)
def section_words(heading: str) -> str:
    """Its words alone, without numbers in front and a bracket at the end."""
    plain = _LINK.sub(r"\1", _ATTRIBUTES.sub("", heading)).replace("&", " and ").rstrip()
    bracket = last_opening(plain)
    plain = plain[:bracket] if bracket else plain
    return " ".join(_WORDS.findall(_LEADING_NUMBER.sub("", plain.casefold())))


def plain_heading(text: str) -> str:
    """Without what decorates it: an attribute such as `{#id}`, emphasis, a link, an emoji."""
    text = _ATTRIBUTES.sub("", text)
    if text[:1] in _DECORATION or not text[:1].isascii():
        text = _NO_WORDS.sub("", _LINK.sub(r"\1", text))
        for mark in ("**", "__", "*", "_"):
            if text.startswith(mark) and text.endswith(mark) and len(text) > 2 * len(mark):
                text = text[len(mark) : -len(mark)]
    return text.strip()


def last_opening(text: str) -> int | None:
    """Where the bracket opens that closes at the end of the text."""
    depth = 0
    for bracket in reversed(list(_BRACKET.finditer(text))) if text.endswith(")") else ():
        depth += 1 if bracket[0] == ")" else -1
        if depth == 0:
            return bracket.start()
    return None
