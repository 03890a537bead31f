"""Whether words look back on what was taught, or promise it, and whether they are sure of it.

`callback to 6.4.2` looks back, `deferred to Module 7.4` promises, `(Module 7.4 if it exists)` is
not sure. `introduced in Lesson 4` may be either, and is neither here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from curriculum.claims.cues.hedges import AUXILIARIES, CONDITION, FIRST_WORDS, WORDS
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary


class Direction(StrEnum):
    BACKWARD = "backward"
    PROMISE = "promise"
    NEUTRAL = "neutral"


_NO_SOURCE = lazy_pattern(
    r"away|differ\w{0,4}|differences?|distinct|separated?|mov\w{1,3}|remov\w{1,3}|apart|aside"
    r"|deferred|far|shift\w{0,3}|transition\w{0,3}|starting|ranging|ranges|goes|going|cut"
    r"|dropped",
    re.IGNORECASE,
)
_TAUGHT = (
    r"(?:taught|learn(?:ed|t)|seen|covered|introduced|developed|established|built|explained"
    r"|mentioned|met|studied|practi[cs]ed|formalized|DEVELOPED|INTRODUCED|MENTIONED|APPLIED)"
)
_PAST = r"(?:already|previously|originally|earlier|first|was|were|had been|has been|have been)"
_BACK = rf"callbacks? to|back to|recall(?:s|ed|ing)?|{_PAST} (?:\w{{1,20}} )?{_TAUGHT} in"
_BACK += rf"|(?:students?|learners?|class|they|we|you) {_TAUGHT} in|from"
_PROMISE = (
    r"(?:deferred|postponed|left|saved|reserved) (?:to|until|till|for)|(?:will|to) be \w{1,20} in"
    r"|previews?(?: of| for)?|previewed for|sets? up|prepar(?:es?|ing) for|motivat(?:es?|ing)"
    r"|bridges? to|foreshadow(?:s|ed|ing)?|seeds?(?: for)?|teas(?:es?|ing)|next(?: \w{1,10})?:?"
    r"|coming in|upcoming|full \w{1,20} in"
)
_HEDGE = rf"(?:if|when) \w{{1,20}} exists|{CONDITION}|{WORDS}|{AUXILIARIES}"
_CUE = lazy_pattern(
    rf"(?:(?P<promise>{_PROMISE})|(?P<hedge>{_HEDGE})|(?P<back>{_BACK}))(?!\w)(?!\()",
    re.IGNORECASE,
)
_WORD = lazy_pattern(r"\w+")
# A cue begins with one of these.
_FIRST_WORDS = vocabulary(
    "from callback callbacks back recall recalls recalled recalling already previously originally",
    "earlier first was were had has have student students learner learners class they we you",
    "deferred postponed left saved reserved will to preview previews previewed set sets prepare",
    "prepares preparing motivate motivates motivating bridge bridges foreshadow foreshadows",
    "foreshadowed foreshadowing seed seeds tease teases teasing next coming upcoming full",
    *FIRST_WORDS,
)
# What may stand between the cue and what it speaks of: articles, names, depths.
_FILLER = lazy_pattern(
    r"(?: (?:the|in|lessons?|capstone|project|module|concept|[A-Z][\w'-]{0,30}"
    r"|[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){1,8})){0,5} ?[(`\"“*]{0,3}"
)
_ONWARD = lazy_pattern(r"[)`]? (?:(?:onwards?|forward)\b|on\b(?! [a-z]))")
_HEDGED = lazy_pattern(
    rf"[)`]{{0,2}}[ ,(]{{1,3}}(?:{CONDITION}|(?:{WORDS}|{AUXILIARIES})\b)", re.IGNORECASE
)
_LIST = lazy_pattern(r"[)`]{0,2}(?:[/–-]|,? (?:and |or |& )?|, )[(`]?")
_CLAUSE_END = lazy_pattern(r"[.;!?](?= )")
# Only where one of these stands is it worth while to look for a cue.
_CUE_WORDS = vocabulary(
    "from callback callbacks back recall recalls recalled recalling already previously originally",
    "earlier first was were been deferred postponed left saved reserved be preview previews",
    "previewed set sets prepare prepares preparing motivate motivates motivating bridge bridges",
    "foreshadow foreshadows foreshadowing foreshadowed seed seeds tease teases teasing next next:",
    "coming upcoming full student students learner learners class they we you",
    *FIRST_WORDS,
)
LONGEST_LEAD = 60
LONGEST_HEDGE = 30


class Cue(Struct, frozen=True, gc=False):
    start: int
    end: int
    says: str

    def __str__(self) -> str:
        return self.says


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Extended from 7.2.1": ("back",),
    "a callback to 6.4.2; recall 7.1": ("back", "back"),
    "was first taught in 4.4.3": ("back",),
    "Originally: already DEVELOPED in 7.3.1": ("back",),
    "deferred to Module 2.2": ("promise",),
    "will be developed in 5.1": ("promise",),
    "a preview of flow-matching": ("promise",),
    "Recall 7.1. Already taught in 7.2": ("back", "back"),
    "(Module 7.4 if it exists)": ("hedge",),
    "may come back in lesson 4 or later": ("hedge", "hedge"),
    "away from 7.1; Differs from 7.2": (),
    "introduced in Lesson 4": (),
    "from_pretrained(), fromage": (),
}


def find(text: str) -> Iterator[Cue]:
    done, before = 0, None
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        if word[0].casefold() in _FIRST_WORDS and not _departs(before, word):
            match = _CUE.match(text, start)
            if match and match.lastgroup:
                done = match.end()
                yield Cue(start, done, match.lastgroup)
        before = word


def _departs(before: re.Match[str] | None, word: re.Match[str]) -> bool:
    """*away from* and *differs from* name no source."""
    if before is None or word[0].casefold() != "from":
        return False
    joint = word.string[before.end() : word.start()]
    return joint == " " and _NO_SOURCE.fullmatch(before[0]) is not None


class Stance(Struct, frozen=True, gc=False, omit_defaults=True):
    direction: Direction = Direction.NEUTRAL
    hedged: bool = False


NEUTRAL = Stance()


def stance(text: str, start: int, end: int) -> Stance:
    """How the words around `text[start:end]` speak of it."""
    low = max(start - LONGEST_LEAD, 0)
    if not _may_speak(text[low : end + LONGEST_HEDGE]):
        return NEUTRAL
    ends = [match.end() for match in _CLAUSE_END.finditer(text, low, start)]
    cues = list(find(text[ends[-1] if ends else low : start]))
    offset = ends[-1] if ends else low
    hedged = any(cue.says == "hedge" for cue in cues) or bool(_HEDGED.match(text, end))
    direction = Direction.NEUTRAL
    for cue in cues:
        if cue.says == "promise":
            direction = Direction.PROMISE
        elif cue.says == "back" and _leads(text, offset + cue.end, start, end):
            direction = Direction.BACKWARD
    return Stance(direction, hedged)


def _may_speak(words: str) -> bool:
    plain = words.casefold().replace("(", " ").replace(",", " ")
    return not _CUE_WORDS.isdisjoint(plain.split())


def _leads(text: str, cue_end: int, start: int, end: int) -> bool:
    filler = _FILLER.match(text, cue_end, start)
    between = text[filler.end() if filler else cue_end : start]
    return between in {"", " "} and not _ONWARD.match(text, end)


def continues(text: str, end: int, start: int) -> bool:
    """What stands at `start` goes on with the list that has an element ending at `end`."""
    between = text[end:start]
    return start < end or (not between.startswith(" (") and _LIST.fullmatch(between) is not None)
