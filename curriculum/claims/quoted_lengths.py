"""How long a quoted text is said to be: `the 4-word prompt "…"`, `"…" (4 words)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.counts import NUMBERS
from curriculum.claims.hint import Hint
from curriculum.text.patterns import lazy_pattern

_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)})"
_UNIT = r"(?P<unit>word|character|letter)"
_QUOTE = r'["“](?P<quote>[^"“”]{1,300})["”]'
_FORMS = tuple(
    lazy_pattern(form, re.IGNORECASE)
    for form in (
        rf"(?<![\w.~-]){_NUMBER}[- ]{_UNIT} (?:[a-z]+ ){{0,2}}{_QUOTE}",
        rf"{_QUOTE} \((?:exactly )?{_NUMBER} {_UNIT}s?\)",
        rf"{_QUOTE} (?:has|is|contains|counts) (?:exactly )?{_NUMBER} {_UNIT}s?\b"
        r"(?! (?:long|short)er)",
    )
)
HINT = Hint(("word", "letter", "character"))
_HYPHEN = lazy_pattern(r"[-/–—]")
_LETTER = lazy_pattern(r"[^\W\d_]")


class QuotedLength(Struct, frozen=True):
    """`possible` are the lengths that the quotation may be said to have."""

    start: int
    end: int
    text: str
    number: int
    unit: str
    possible: tuple[int, ...]

    @property
    def holds(self) -> bool:
        return self.number in self.possible

    def __str__(self) -> str:
        return f"{self.number} {self.unit}, {' or '.join(map(str, self.possible))}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    'the 4-word prompt "draw a red tile"': ("4 word, 4",),
    '"tile" (5 letters)': ("5 letter, 4",),
    '"a red tile" has three words': ("3 word, 3",),
    '"well-known" (2 words)': ("2 word, 1 or 2",),
    '"a red" is 5 characters': ("5 character, 4 or 5",),
    'about ~4 words "draw a tile"': (),
    'in other words "draw a tile"': (),
    '"draw …" (12 words)': (),
}


def find(text: str) -> Iterator[QuotedLength]:
    if '"' not in text and "”" not in text:
        return
    for form in _FORMS:
        for match in form.finditer(text):
            quote, unit = match["quote"], match["unit"].casefold()
            if "…" not in quote and "..." not in quote:
                word = match["number"].casefold()
                number = NUMBERS.index(word) + 2 if word in NUMBERS else int(word)
                possible = tuple(sorted(_lengths(quote, unit)))
                yield QuotedLength(match.start(), match.end(), match[0], number, unit, possible)


def _lengths(quote: str, unit: str) -> set[int]:
    if unit == "word":
        words = [word for word in quote.split() if any(map(str.isalnum, word))]
        return {
            len(words),
            len([part for word in words for part in re.split(r"[-/–—]", word) if part]),
        }
    if unit == "letter":
        return {len(_LETTER.findall(quote))}
    return {len(quote), len("".join(quote.split()))}
