"""Lines that speak of a mistake: what they say is not what they hold to be true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.hint import Hint
from curriculum.text.patterns import lazy_pattern

_WORDS = lazy_pattern(
    r"\b(?:errors?|mistakes?|mistaken|wrong(?:ly)?|incorrect(?:ly)?|inconsisten\w{1,5}|false|bugs?"
    r"|typos?|invalid|impossible|nonsense|hallucinat\w{1,5}|misconceptions?|instead of"
    r"|fails?|failed|naive(?:ly)?|off by|miscount\w{0,3}|should (?:be|say|read)|does not|not equal"
    r"|mod(?:ulo)?|reject\w{0,3}|refus\w{1,3}|validat\w{1,4}|edge cases?|roll\w{0,3} over|rollover"
    r"|overflow\w{0,5}|non-?existent|no such|doesn['’]t)\b",
    re.IGNORECASE,
)
# One of these is in each of them.
_HINT = Hint(
    tuple(
        word
        for line in (
            "error|mistake|wrong|incorrect|inconsisten|false|bug|typo|invalid|impossible|nonsense",
            "hallucinat|misconception|instead of|fail|naive|off by|miscount|should |does not",
            "not equal|mod|reject|refus|validat|edge case|over|existent|no such|doesn",
        )
        for word in line.split("|")
    )
)


class Mistake(Struct, frozen=True):
    start: int
    end: int
    word: str

    def __str__(self) -> str:
        return self.word


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "the model answers 2 + 2 = 5, which is wrong": ("wrong",),
    "date inconsistency between table and text": ("inconsistency",),
    "8 bits = 1 byte": (),
    "a model of a wronged modest bugle": (),
}


def find(text: str) -> Iterator[Mistake]:
    for match in _WORDS.finditer(text):
        yield Mistake(match.start(), match.end(), match[0])


def speaks_of_mistake(text: str) -> bool:
    return _HINT.is_in(text.casefold()) and _WORDS.search(text) is not None
