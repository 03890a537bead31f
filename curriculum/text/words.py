"""The words of a name, as two names are compared: without endings, articles, or small words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from curriculum.text.patterns import lazy_pattern


def vocabulary(*texts: str) -> frozenset[str]:
    """The words of these texts: a word list of a grammar."""
    return frozenset(word for text in texts for word in text.split())


# Of a longer name no more is read.
LONGEST_TEXT = 2000
_WORD = lazy_pattern(r"[^\W_]+(?:_\w+)?|_+\w+")
_PLAIN_WORDS = frozenset((
    "a", "all", "also", "an", "and", "are", "as", "at", "be", "been", "between", "by", "each",
    "for", "from", "has", "have", "how", "in", "into", "is", "it", "its", "more", "most", "new",
    "no", "not", "of", "off", "on", "one", "only", "or", "other", "over", "per", "same", "so",
    "such", "than", "that", "the", "their", "them", "then", "they", "this", "to", "under", "up",
    "use", "used", "uses", "using", "via", "vs", "was", "were", "what", "when", "where", "which",
    "who", "why", "will", "with", "within", "without", "you", "your",
))  # fmt: skip
_ARTICLES = frozenset({"a", "an", "the"})
_ENDINGS = (
    ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", ""), ("ing", ""), ("ed", ""),
)  # fmt: skip
_LAST_LETTERS = ("s", "ing", "ed")
_SHORTEST_STEM = 3
# Longer words are the same where their beginnings are: normalize, normalisation.
_STEM = 6


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> tuple[str, ...]:
    """The words that carry meaning, without plural and participle; names in code stay whole."""
    return tuple(filter(None, map(_meaning, _WORD.findall(text[:LONGEST_TEXT]))))


@lru_cache(maxsize=1 << 14)
def whole_words(text: str) -> tuple[str, ...]:
    """All words in their order, only articles and endings left out: `with` is not `without`."""
    return tuple(filter(None, map(_whole, _WORD.findall(text[:LONGEST_TEXT]))))


@lru_cache(maxsize=8192)
def _meaning(word: str) -> str:
    """Its stem; nothing where it carries no meaning."""
    plain = word.casefold()
    return "" if plain in _PLAIN_WORDS else _stem(plain)


@lru_cache(maxsize=8192)
def _whole(word: str) -> str:
    """Its stem; nothing of an article."""
    plain = word.casefold()
    return "" if plain in _ARTICLES else _stem(plain)


def _stem(word: str) -> str:
    if "_" in word:
        return word.removesuffix("s")
    for ending, other in _ENDINGS if word.endswith(_LAST_LETTERS) else ():
        if word.endswith(ending) and not word.endswith("ss"):
            stem = word[: -len(ending)] + other
            return stem if len(stem) >= _SHORTEST_STEM else word
    return word


@lru_cache(maxsize=1 << 14)
def loose(words: tuple[str, ...]) -> frozenset[str]:
    """The beginnings of words: other forms of one word are the same here."""
    return frozenset(map(beginning, words))


def beginning(word: str) -> str:
    """Other forms of a word begin alike; a name in code is one word."""
    return word if "_" in word else word[:_STEM]


def share(words: Sequence[str] | frozenset[str], others: frozenset[str]) -> float:
    """How many of the words are among the others, from 0 to 1."""
    return sum(word in others for word in words) / len(words) if words else 0.0
