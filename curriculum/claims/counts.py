"""A number, a noun, and the list that it introduces: `Three checks: (1) …, (2) …, (3) …`.

Commas are never counted: an item may hold one, and so may what stands behind the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
_COUNT = lazy_pattern(rf"(?<![\w.,/#~≈+-])(?P<number>{_NUMBER}) (?=[A-Za-z])", re.IGNORECASE)
_NOUN = lazy_pattern(
    r"(?P<phrase>(?:[\w'/-]+ ){0,5}?[\w'-]*(?:[^\Ws]s|ia)\b)(?P<rest>[^,.;:()]*)\Z",
    re.IGNORECASE,
)
_MARKER = lazy_pattern(r"(?:(?<=[\s:—–(-])|\A)\((\d{1,2})\) ")
_CLAUSE_END = lazy_pattern(r"[.:;!?,()](?=[\s*_])|--|—")
# The clause begins with the number, or these lead to it.
_LEADS = vocabulary("the its these all has have into lists names following with")
_MARKUP = ' \t*_"'
_VAGUE = vocabulary(
    "of e.g. etc such including include includes among first last other next more remaining",
    "each per stretch optional plus or and + … ... except",
    "seconds minutes hours days weeks months pages cells lines points percent times",
)
LONGEST_INTRODUCTION = 120
LONGEST_REST = 6
LONGEST_ITEM = 200


class Count(Struct, frozen=True):
    """`start` and `end` are those of number and noun.

    `items` are the texts of a list in the same line, None where bullets follow.
    """

    start: int
    end: int
    text: str
    number: int
    items: tuple[str, ...] | None

    def __str__(self) -> str:
        listed = "bullets" if self.items is None else f"({len(self.items)})"
        return f"{self.number} {listed}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Three checks: (1) shapes, (2) types, (3) devices.": ("3 (3)",),
    "Two predict-first questions -- (1) what is lost, (2) what stays, (3) why": ("2 (3)",),
    "The recap. 4 layers (1) in, (2) hidden, (3) out": ("4 (3)",),
    "**Practice:** Five exercises: (1) a (2) b (3) c (4) d (5) e": ("5 (5)",),
    "Three experiments with increasing freedom: (1) train, (2) tune": ("3 (2)",),
    "**Four layers:**": ("4 bullets",),
    "Three checks at the end of the lesson:": ("3 bullets",),
    "from 50 to 4 steps: (1) distil, (2) tune": (),
    "Four intermediate steps (multiply, take log, rearrange)": (),
    "3 of 4 findings fixed: (1) wording": (),
    "At least three checks: (1) a, (2) b": (),
    "3-4 exercises: (1) a, (2) b": (),
    "Lesson 4 exercises: (1) a, (2) b": (),
    "Two exercises + stretch: (1) a, (2) b, (3) c": (),
    "Evaluate f at points (1) and (2)": (),
    "Three checks.": (),
}


def find(text: str) -> Iterator[Count]:
    for markers in _lists(text) if "(2)" in text else ():
        introduced = _introduced(text, markers[0].start())
        if introduced:
            number, first, last = introduced
            yield Count(first, last, text[first:last], number, _items(text, markers))
    ended = text.rstrip("* _")
    if ended.endswith(":") and (introduced := _introduced(text, len(text))):
        number, first, last = introduced
        yield Count(first, last, text[first:last], number, None)


def _lists(text: str) -> Iterator[list[re.Match[str]]]:
    """The markers of each list, `(1)` and those counted on from there."""
    markers: list[re.Match[str]] = []
    for marker in _MARKER.finditer(text):
        number = whole_number(marker[1])
        if number == 1:
            if len(markers) > 1:
                yield markers
            markers = [marker]
        elif markers and number == len(markers) + 1:
            markers.append(marker)
    if len(markers) > 1:
        yield markers


def _items(text: str, markers: Sequence[re.Match[str]]) -> tuple[str, ...]:
    """The last one may be followed by other sentences, which are no part of it."""
    ends = [*(marker.start() for marker in markers[1:]), len(text)]
    return tuple(
        text[marker.end() : min(end, marker.end() + LONGEST_ITEM)].strip(" ,;.")
        for marker, end in zip(markers, ends, strict=True)
    )


def _introduced(text: str, end: int) -> tuple[int, int, int] | None:
    """The number, and where it and its noun stand, if they are all that leads to the list."""
    before = text[max(0, end - LONGEST_INTRODUCTION) : end]
    clause_end = len(_without_mark(before))
    ends = [match.end() for match in _CLAUSE_END.finditer(before, 0, clause_end)]
    start = ends[-1] if ends else 0
    if not ends and len(before) < end:
        return None
    return _read(before[start:clause_end], end - len(before) + start)


def _without_mark(text: str) -> str:
    """The text without the colon, dash or bracket that leads over to the list."""
    plain = text.rstrip(_MARKUP).removesuffix("(").rstrip(_MARKUP)
    for mark in (":", "--", "—", "–"):
        if plain.endswith(mark):
            return plain.removesuffix(mark).rstrip(_MARKUP)
    return plain


def _read(clause: str, offset: int) -> tuple[int, int, int] | None:
    counts = list(_COUNT.finditer(clause))
    if len(counts) != 1 or not _leads(clause[: counts[0].start()]):
        return None
    noun = _NOUN.match(clause, counts[0].end())
    if noun is None or _is_vague(noun["phrase"], noun["rest"]):
        return None
    return _number(counts[0]["number"]), offset + counts[0].start(), offset + noun.end("phrase")


def _leads(text: str) -> bool:
    words = text.strip(_MARKUP).casefold().split()
    return not words or words[-1] in _LEADS


def _is_vague(phrase: str, rest: str) -> bool:
    """Then the number does not say how long the list is."""
    words = rest.casefold().split()
    vague = _VAGUE.intersection([*phrase.casefold().split(), *words]) - {"of"}
    return bool(vague or phrase.casefold().startswith("of ") or len(words) > LONGEST_REST)


def _number(text: str) -> int:
    return whole_number(text) if text.isdigit() else NUMBERS.index(text.casefold()) + 2
