"""Words that may be the slug of a lesson: `gradient-descent`, `from tensors`.

Whether one is, only the course can tell: `fine-tuning` and `auto-set` are built like slugs, and
some slugs are ordinary words. Those are looked at only behind *from*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

# What every reader of places takes for a slug: of any words, and of two and more.
ANY = r"[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12}"
LONG = r"[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){1,12}"
_HYPHEN = lazy_pattern(r"-[a-z0-9]")
_LONG = lazy_pattern(rf"{LONG}(?![\w-]|[./](?=\w))")
_FROM = lazy_pattern(r"from `?(?P<word>[a-z][a-z0-9]{2,40})(?![\w'-]|[./](?=\w))")
_BEFORE = lazy_pattern(rf"(?<![\w-]){ANY}\Z")
_LEAD_OF_WORD = lazy_pattern(r"(?:\A|[(/,|>→] ?|\b(?:from|in|see) )\Z")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST_WORD = 41
_LONGEST = 80
SHORTEST = 5
# `end-to-end`; what is longer was made up as a slug.
LONGEST_COMPOUND = 3
_PATH = frozenset("_./\\#@")
_GLUE = _PATH | frozenset("-=$") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_PLACES = frozenset({"lesson", "lessons", "module", "capstone", "project"})
# Behind these, every compound is an ordinary word.
_PREFIXES = vocabulary(
    "fine self pre multi cross few zero one two three four five six seven eight nine ten re non",
    "co sub open auto single per high low long short end step mid semi real hand well full top",
    "in on off out over under post de up down",
)
_STOP_WORDS = vocabulary(
    "the this that these those each every any all some its his her their our your one two both",
    "which what where when here there now then scratch within inside outside above below about",
    "being having using with without and not zero first last another other different",
)


class SlugWord(Struct, frozen=True):
    """`distinct` says that in running text the word is hardly ever anything but a slug."""

    start: int
    end: int
    slug: str
    distinct: bool

    def __str__(self) -> str:
        return self.slug if self.distinct else f"{self.slug}?"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "from gradient-descent, step size": ("gradient-descent",),
    "`sd3-and-flux` and score-functions-and-sdes.": ("sd3-and-flux", "score-functions-and-sdes"),
    "taken from tensors (shape first)": ("tensors?",),
    "after fine-tuning, parameters auto-set": ("fine-tuning?", "auto-set?"),
    "open-weight-image-gen": ("open-weight-image-gen",),
    "the model learns from scratch": (),
    "tensors and autoencoders": (),
    "GPT-2, T5-large, x-1 and Pre-norm": (),
    "sd3-and-flux.md, lessons/sd3-and-flux/index": (),
    "https://example.org/some-page": (),
    "a - b -- c": (),
    "from the model": (),
}


def find(text: str) -> Sequence[SlugWord]:
    found: list[SlugWord] = []
    if _HYPHEN.search(text):
        found += _long_slugs(text)
    if "from " in text:
        found += _single_words(text)
    return found


def _long_slugs(text: str) -> Iterator[SlugWord]:
    """Those of two words and more, in the order of the text."""
    done = 0
    for hyphen in _HYPHEN.finditer(text):
        end = hyphen.start()
        if end < done:
            continue
        start = _word_start(text, end)
        match = _LONG.match(text, start) if start < end else None
        if match and len(match[0]) >= SHORTEST and not (start and text[start - 1] in _GLUE):
            done = match.end()
            yield SlugWord(start, done, match[0], is_distinct(match[0]))
        else:
            done = hyphen.end()


def _single_words(text: str) -> Iterator[SlugWord]:
    for match in _FROM.finditer(text):
        word = match["word"]
        if word not in _STOP_WORDS:
            yield SlugWord(match.start("word"), match.end("word"), word, distinct=False)


def is_distinct(slug: str) -> bool:
    """Two words and more that are hardly ever written so in running text."""
    words = slug.split("-")
    return len(words) > LONGEST_COMPOUND or (len(words) > 1 and words[0] not in _PREFIXES)


def _word_start(text: str, end: int) -> int:
    """Where the small letters and digits begin that stand before `end`."""
    before = text[max(end - _LONGEST_WORD, 0) : end]
    return end - len(before) + len(before.rstrip(_LETTERS))


def ending_at(text: str, end: int) -> tuple[int, str] | None:
    """Where the slug that ends there begins, its backtick included, and the slug.

    A single word may be the last of several, as in "blind spots (5.1.3)", unless its lead says no.
    """
    quoted = text[end - 1 : end] == "`"
    last = end - quoted
    before = text[max(last - _LONGEST, 0) : last]
    first = last - len(before) + len(before.rstrip(f"{_LETTERS}-"))
    match = _BEFORE.match(text, first, last)
    if match is None or match[0] in _PLACES:
        return None
    start = match.start() - quoted
    if start > 0 and text[start - 1] in _PATH:
        return None
    if quoted or "-" in match[0] or _LEAD_OF_WORD.search(text, max(start - 6, 0), start):
        return start, match[0]
    return None
