"""How many concepts a lesson's load counts, and which number a row gives its own.

`BUILD (2 new concepts: …)` in the lesson, and `Core concept #3.` in the notes of a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.counts import NUMBERS
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_KIND = r"(?:(?P<kind>[A-Za-z]{3,12}) )?"
_NUMBERED = lazy_pattern(
    rf"(?:(?<=[.;:!?(] )|\A){_KIND}concept #(?P<number>\d{{1,2}})\b", re.IGNORECASE
)
_COUNTED = lazy_pattern(
    rf"(?:(?<=[.;:(])|(?<=[.;:(] )|\A)(?P<count>\d{{1,2}}|{'|'.join(NUMBERS)}) {_KIND}concepts\b",
    re.IGNORECASE,
)


class ConceptNumber(Struct, frozen=True):
    """`kind` is the word in front of `concept`, if any; a count is no `ordinal`."""

    start: int
    end: int
    kind: str
    number: int
    ordinal: bool

    def __str__(self) -> str:
        return f"{self.kind} {'#' if self.ordinal else ''}{self.number}".strip()


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Core concept #2. Drawn first.": ("core #2",),
    "The new concept #1 of the lesson": (),
    "STRETCH (three new concepts: a, b, c)": ("new 3",),
    "2 concepts that apply known patterns": ("2",),
    "STRETCH (2-3 new concepts)": (),
    "up to 3 new concepts": (),
    "3 new concepts + a framework": ("new 3",),
    "Concepts #1": (),
}


def find(text: str) -> Iterator[ConceptNumber]:
    for pattern, ordinal in ((_NUMBERED, True), (_COUNTED, False)):
        for match in pattern.finditer(text):
            number = match["number"] if ordinal else match["count"]
            value = (
                whole_number(number) if number.isdigit() else NUMBERS.index(number.casefold()) + 2
            )
            kind = (match["kind"] or "").casefold()
            yield ConceptNumber(match.start(), match.end(), kind, value, ordinal)
