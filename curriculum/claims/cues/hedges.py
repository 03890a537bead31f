"""Words that take back half of a claim: `Module 7.4 if it exists`, `planned`, `optional`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

# Of a few words each; the grammars of directions and of earlier depths share them.
CONDITION = r"(?:if|when) (?:it|they|this|that|ever|built|needed|time|there|we|relevant|any)\b"
WORDS = (
    r"planned|plans? to|optional(?:ly)?|possibly|perhaps|maybe|tentative(?:ly)?|provisional(?:ly)?"
    r"|or later|or beyond|or elsewhere|probably|presumably|likely|hopefully|not sure|unclear"
    r"|undecided|TBD"
)
# In front of what they speak of, they take it back too.
AUXILIARIES = r"may|might|could|some (?:later|future)"
# A hedge begins with one of these.
FIRST_WORDS = (
    "if when planned plan plans optional optionally possibly perhaps maybe tentative tentatively",
    "provisional provisionally or probably presumably likely hopefully not unclear undecided tbd",
    "may might could some",
)
_WORDS = lazy_pattern(
    rf"\b(?:{CONDITION}(?: exists?| is| are)?|{WORDS}|not yet|previews? only)\b", re.IGNORECASE
)
_SENTENCE_END = lazy_pattern(r"[.;!?](?:\s|\Z)")
# How far behind a claim its hedge may stand.
REACH = 40


class Hedge(Struct, frozen=True):
    start: int
    end: int
    word: str

    def __str__(self) -> str:
        return self.word


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "(Module 9.4 if it exists)": ("if it exists",),
    "an optional detour, planned for Series 9": ("optional", "planned"),
    "(lesson 4 or later)": ("or later",),
    "in Series 9 (tentative); provisionally 9.2": ("tentative", "provisionally"),
    "undecided: 9.1 or 9.2": ("undecided",),
    "a mighty planner unlikely to adopt": (),
    "if the sky is grey": (),
}


def find(text: str) -> Iterator[Hedge]:
    for match in _WORDS.finditer(text):
        yield Hedge(match.start(), match.end(), match[0])


def hedge_of(text: str, start: int, end: int) -> str | None:
    """The hedge within `text[start:end]` or shortly behind it, in the same sentence."""
    tail = _SENTENCE_END.split(text[end : end + REACH], maxsplit=1)[0]
    match = _WORDS.search(text[start:end] + tail)
    return match[0] if match else None
