"""What a text puts off to a later place: `deferred to Module 4.3`, `taught in Series 6`.

In a list of what is not covered, a place in brackets at the end is such a promise as well:
`Nested masks (lesson 4: masks)`. Those are not `stated`: elsewhere they are plain references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.cues.hedges import hedge_of
from curriculum.claims.places import at_position
from curriculum.claims.places.reference import Reference
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

_LONGEST = 160
_VERB = (
    r"covered|taught|revisited|developed|explored|explained|introduced|addressed|discussed"
    r"|detailed|implemented|built|extended|treated|derived|formalized|picked up|taken up"
)
# A preposition before what may be a place; the words before it decide.
_TO = lazy_pattern(
    r" (?:to|for|until|in|by)(?= (?:the )?"
    r"(?:\d|[MmSsLl][a-z]{4,5} \d|next lesson|`?[a-z][a-z0-9]*[-,.;)`]|`?[a-z][a-z0-9]*\Z))"
)
_LEAD = lazy_pattern(
    r"\b(?:deferred|postponed|delayed|put off|left|reserved|saved|scheduled|announced)"
    r" (?:to|for|until)\Z"
    rf"|\b(?:will be|to be|gets?|is then|are then|later|fully) (?:{_VERB}) (?:in|by)\Z"
    rf"|(?:(?<=previewed; )|(?<=previewed, )|(?<=mentioned; )|(?<=only; ))(?:{_VERB}) in\Z"
    r"|\b(?:full|complete|formal|detailed|proper|deeper) (?:development|treatment|derivation"
    r"|coverage|discussion|explanation|story|picture|details?)"
    r" (?:(?:comes|follows|deferred|is) )?(?:to|in)\Z"
    r"|\b(?:to come|coming|follows|continued|resolved|answered) in\Z"
    r"|\b(?:previewed|foreshadowed|promised|mentioned|flagged) for\Z"
    r"|\bforward[- ](?:references?|pointers?|links?|look) to\Z",
    re.IGNORECASE,
)
# The words before the preposition, so that few prepositions are looked at twice.
_WORDS_BEFORE = tuple(
    f"{_VERB}|deferred|postponed|delayed|put off|left|reserved|saved|scheduled|announced"
    "|development|treatment|derivation|coverage|discussion|explanation|story|picture|detail"
    "|details|comes|follows|is|come|coming|continued|resolved|answered|previewed|foreshadowed"
    "|promised|mentioned|flagged|reference|references|pointer|pointers|link"
    "|links|look".split("|")
)
_LEAD_ENDS = (*_WORDS_BEFORE, *map(str.capitalize, _WORDS_BEFORE))
_LONGEST_LEAD = 50
# A place that is all that a bracket says, but for a hedge.
_BRACKET = lazy_pattern(rf"\((?:see |(?P<covered>(?:{_VERB}) in ))?(?=[\da-zMSLn`])")
_BRACKET_END = lazy_pattern(
    r"(?: (?:if|or|when)\b[^()]{0,40}|,? (?:planned|optional|tentative))?\)\.?\Z"
)
# What stands before another bracket and an *or* goes to another place.
_OTHER = lazy_pattern(r"\((?:previous|next|this|[MmSsLl]\w{5,6} \d|\d)[^()]{0,40}\),? (?:or|and) ")
_SOME_TIME = vocabulary("another elsewhere further future later lessons next others reading")
_BREAK = lazy_pattern(r"[.;!?] |\(| -- |--| — |—|: ")
_BEFORE_LEAD = lazy_pattern(
    r"(?:[ ,(;:]|--|—|\b(?:is|are|was|were|be|explicitly|intentionally|deliberately|but|which|and"
    r"|only|previewed|mentioned|implementation|its|with|the|MENTIONED|INTRODUCED"
    r"|DEVELOPED|APPLIED|depth|level|at|as|a|explicit|brief|then|later))+\Z"
)


class Promise(Struct, frozen=True, gc=False, omit_defaults=True):
    """`words` are those that say what is put off, at `words_start`; they may be empty.

    `stated` says that the text itself speaks of the future, or of a place that has it.
    """

    start: int
    end: int
    words: str
    words_start: int
    targets: tuple[Reference, ...]
    stated: bool
    hedge: str | None

    def __str__(self) -> str:
        mark = "" if self.stated else "? "
        hedge = f", {self.hedge}" if self.hedge else ""
        targets = " & ".join(target.label for target in self.targets)
        return f"{mark}{self.words} -> {targets}{hedge}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Architecture details deferred to Module 7.4. Practical": (
        "Architecture details -> module 7.4",
    ),
    "Masks are left for mask-arithmetic.": ("Masks -> slug mask-arithmetic",),
    "Masks are deferred to masks.": ("Masks -> word masks",),
    "Masks will be revisited in 5.2.1": ("Masks -> lesson 5.2.1",),
    "explicitly named -- full development in reasoning-models": (
        "explicitly named -> slug reasoning-models",
    ),
    "Attention maps: previewed; taught in Series 6": ("Attention maps -> series 6",),
    "full batches for now; mini-batches deferred to Module 2.2)": ("mini-batches -> module 2.2",),
    "Pattern shown but not practised (deferred to mask-loops)": (
        "Pattern shown but not practised -> slug mask-loops",
    ),
    "Nested masks (lesson 4: masks)": ("? Nested masks -> number 4 masks",),
    "Data pipelines (Module 2.2)": ("? Data pipelines -> module 2.2",),
    "Rival methods (next lesson)": ("? Rival methods -> next",),
    "Masks on disk (covered in mask-files, Module 4.3)": (
        "? Masks on disk -> slug 4.3 mask-files",
    ),
    "Masks of masks (Module 9.4 if it exists)": ("? Masks of masks -> module 9.4, if it exists",),
    "Masks of masks (MENTIONED, deferred to Module 4.3)": ("Masks of masks -> module 4.3",),
    "Ring masks (RM) -- forward reference to Module 4.3": ("Ring masks (RM) -> module 4.3",),
    "Ring masks mentioned for Module 4.3": ("Ring masks -> module 4.3",),
    "Refers to Module 4.3 for masks; noted in Module 4.3": (),
    "Rules (previous lesson) or masks (next lesson)": ("? masks -> next",),
    "Soft masks (SM) or SM-lite (next lesson)": ("? Soft masks (SM) or SM-lite -> next",),
    "Saving and loading (lesson 4 or later)": ("? Saving and loading -> number 4, or later",),
    "Masks (planned for Series 9), optional": (),
    "Colours (explicitly deferred to Series 3 with a plan)": ("Colours -> series 3",),
    "Schedules previewed (deferred to later)": (),
    "Rules of thumb (previous lesson)": (),
    "Masks for video (same idea as in Module 7.1)": (),
    "Masks in depth (Lessons 1-2)": (),
    "Masks (known from 1.3, practice deferred)": (),
    "the last mask (of three) in 2.5% of cases": (),
    "covered in 5.1 already, and taught in 5.2": (),
}


def find(text: str) -> Iterator[Promise]:
    promises = list(stated(text))
    yield from promises
    if bracket := _last_bracket(text, promises[-1].end if promises else 0):
        yield bracket


def stated(text: str) -> Iterator[Promise]:
    """Those that the text itself puts off."""
    for preposition in _TO.finditer(text):
        start, end = preposition.span()
        if not text.endswith(_LEAD_ENDS, 0, start):
            continue
        lead = _LEAD.search(text, max(0, end - _LONGEST_LEAD), end)
        targets = at_position.read(text, end + text.startswith(" ", end)) if lead else ()
        if lead and targets and targets[0].slug not in _SOME_TIME:
            stop = targets[-1].end
            words, first = _words_before(text, lead.start())
            yield Promise(first, stop, words, first, targets, True, hedge_of(text, first, stop))


def _words_before(text: str, stop: int) -> tuple[str, int]:
    """The clause that ends before the lead; where a bracket opens there, the one before it."""
    low = max(0, stop - _LONGEST)
    if (trimmed := _BEFORE_LEAD.search(text, low, stop)) is not None:
        stop = trimmed.start()
    breaks = [
        match.end()
        for match in _BREAK.finditer(text, low, stop)
        if match[0] != "(" or ")" not in text[match.end() : stop]
    ]
    start = breaks[-1] if breaks else low
    words = text[start:stop]
    start += len(words) - len(words.lstrip(" ,*-"))
    return text[start:stop].rstrip(" ,"), start


def _last_bracket(text: str, taken: int) -> Promise | None:
    """The bracket that ends the text."""
    if not text.endswith((")", ").")):
        return None
    opened = text.rfind("(", max(taken, len(text) - _LONGEST))
    match = _BRACKET.match(text, opened) if opened > 0 else None
    targets = at_position.read(text, match.end()) if match else ()
    if match is None or not targets or targets[0].kind == "word":
        return None
    rest = text[targets[-1].end :]
    words = _OTHER.split(text[:opened].strip())[-1]
    if not _BRACKET_END.fullmatch(rest) or not words or len(words) > _LONGEST:
        return None
    start = text.index(words, 0, opened)
    return Promise(
        start, len(text), words, start, targets, False, hedge_of(text, opened, len(text))
    )
