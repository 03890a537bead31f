"""The name that stands before the words that say where it comes from."""

from __future__ import annotations

import re

from curriculum.claims.attribution import Name
from curriculum.claims.attribution_words import (
    DEPARTS,
    JOINED,
    LINKS,
    LONGEST_JOINT,
    LONGEST_NAME,
    MOST_WORDS,
    NO_NAME,
    WORD,
)


def called(match: re.Match[str]) -> tuple[Name, ...]:
    """The words before *analogy*, behind the last one that cannot be part of a name."""
    words = list(WORD.finditer(match["name"]))
    first = 0
    for at, word in enumerate(words):
        if word[0].casefold() in NO_NAME:
            first = at + 1
    if first == len(words):
        return ()
    start = match.start("name") + words[first].start()
    end = match.start("name") + words[-1].end()
    return (Name(match.string[start:end], start, end),)


def concepts(text: str, lead: str, start: int) -> tuple[Name, ...]:
    """The words before the source, and those before an *and*."""
    low = max(0, start - LONGEST_NAME)
    window = text[low:start].rstrip(" ,")
    if lead == "(" or not window or _departs(window):
        return ()
    last = _name_at_end(window, low)
    if last is None:
        return ()
    before = text[low : last.start]
    joined = JOINED.search(before, max(0, len(before) - LONGEST_JOINT))
    first = _name_at_end(before[: joined.start()], low) if joined else None
    return (first, last) if first else (last,)


def _departs(window: str) -> bool:
    """What stands at the end is one word, so that only the last one is looked at."""
    return DEPARTS.search(window, window.rfind(" ") + 1) is not None


def _name_at_end(window: str, low: int) -> Name | None:
    """At most some words; none where the name would begin outside what is looked at."""
    words: list[re.Match[str]] = []
    whole = list(WORD.finditer(window))
    while whole and whole[-1][0].casefold() in LINKS and whole[-1].end() == len(window.rstrip()):
        window = window[: whole.pop().start()].rstrip(" ,")
    for word in reversed(whole):
        end = words[0].start() if words else len(window)
        if window[word.end() : end].strip() or not _is_name_word(word[0]):
            break
        words.insert(0, word)
        if len(words) > MOST_WORDS:
            return None
    if not words or (low and words[0].start() == 0):
        return None
    name = window[words[0].start() : words[-1].end()]
    first = low + words[0].start() + len(name) - len(name.lstrip("*`"))
    return Name(name.strip("*`"), first, first + len(name.strip("*`")))


def _is_name_word(word: str) -> bool:
    plain = word.casefold()
    return (
        plain not in NO_NAME and any(map(str.isalpha, word)) and not word.endswith((".", '"', "”"))
    )
