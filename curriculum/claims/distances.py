"""How far back a text says that a lesson is: `two lessons ago (4.4.3)`, `last lesson (masks)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.hint import Hint
from curriculum.claims.places import at_position
from curriculum.claims.places.reference import Reference
from curriculum.text.patterns import lazy_pattern

_NUMBERS: Mapping[str, int] = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a dozen": 12,
    "half a dozen": 6, "two dozen": 24,
}  # fmt: skip
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_HEDGES = r"about|around|roughly|some|nearly|almost|over|approximately|more than|at least|~"
_DISTANCE = lazy_pattern(
    rf"(?<![\w-])(?:(?P<hedge>{_HEDGES}) ?)?(?P<number>{_WORDS}|\d{{1,3}})\+? lessons?"
    r" (?:ago|back|earlier|before)\b(?! (?:in|by|the)\b)"
    r"|\b(?<!the )(?P<last>(?:the )?(?:last|previous|preceding) lesson)\b(?!['’s])",
    re.IGNORECASE,
)
# Between the distance and the place that it is the distance of.
_TO_PLACE = lazy_pattern(r"(?: \(|, in |,? from | in )(?:the )?(?=[\d`a-zL])")
HINT = Hint((" lesson",))
_ROUND = 12
# A round number, and one that is hedged, may be wrong by a third.
_SHARE = 3


class Distance(Struct, frozen=True, gc=False):
    """`place` is so many lessons back; `tolerance` is how many more or fewer are meant as well."""

    start: int
    end: int
    words: str
    lessons: int
    tolerance: int
    place: Reference

    def __str__(self) -> str:
        about = f" +- {self.tolerance}" if self.tolerance else ""
        return f"{self.lessons}{about}: {self.place.label}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Seen two lessons ago (4.4.3)": ("2: lesson 4.4.3",),
    "from three lessons back, in mask-files": ("3: slug mask-files",),
    "a dozen lessons ago (2.1.3)": ("12 +- 4: lesson 2.1.3",),
    "about 6 lessons earlier (2.1.3)": ("6 +- 2: lesson 2.1.3",),
    "as the last lesson (mask-files) showed": ("1: slug mask-files",),
    "in the previous lesson (Lesson 3)": ("1: number 3",),
    "several lessons ago (2.1.3)": (),
    "two lessons ago, the student met masks": (),
    "the first of two lessons (2.1.3)": (),
    "the last lesson of 4.4": (),
    "two lessons before the exam (4.4.3)": (),
}


def find(text: str) -> Iterator[Distance]:
    for match in _DISTANCE.finditer(text):
        lead = _TO_PLACE.match(text, match.end())
        places = at_position.read(text, lead.end()) if lead else ()
        if len(places) == 1 and places[0].kind in {"lesson", "slug", "word", "number"}:
            yield _distance(match, places[0])


def _distance(match: re.Match[str], place: Reference) -> Distance:
    word = (match["number"] or "one").casefold()
    lessons = _NUMBERS[word] if word in _NUMBERS else int(word)
    loose = match["hedge"] or "dozen" in word or lessons >= _ROUND
    tolerance = max(1, lessons // _SHARE) if loose else 0
    return Distance(match.start(), place.end, match[0], lessons, tolerance, place)
