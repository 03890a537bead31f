"""The words between two dated things that say which came first, and how sure that is."""

from __future__ import annotations

import re

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_OUT = (
    r"(?:(?:was|were|is|being) )?(?:first )?(?:came out|appeared|arrived|released|published"
    r"|launched|announced|painted|built)"
)
_SPAN = (
    r"(?:well|long|shortly|just|soon|right|decades|years"
    r"|(?:a|an|\w{1,12}) (?:weeks?|months?|years?|decades?))"
)
_THE = r"(?: the| its predecessor| its successor)? "


def _between(words: str) -> re.Pattern[str]:
    return re.compile(rf",? (?:which |and )?(?:{words}){_THE}")


class OrderWords(Struct, frozen=True):
    """`forward` where the first thing is the earlier one.

    `of_time` where they cannot tell the order of teaching; `sure` where they seldom do.
    """

    pattern: re.Pattern[str]
    forward: bool
    of_time: bool
    sure: bool = True


PHRASES = (
    OrderWords(
        _between(
            rf"(?:{_OUT} |came )?{_SPAN} before|{_OUT} (?:before|earlier than|prior to)|predates?"
            r"|predated"
            r"|(?:later |soon )?(?:was |were |is )?(?:succeeded|superseded) by|led to|gave way to"
            r"|paved the way (?:for|to)"
        ),
        forward=True,
        of_time=True,
    ),
    OrderWords(
        _between(
            rf"(?:{_OUT} |came )?{_SPAN} after|{_OUT} (?:after|later than)|postdates?|postdated"
            r"|succeeded|succeeds|(?:builds|built|improved|improves) on"
        ),
        forward=False,
        of_time=True,
    ),
    OrderWords(
        _between(r"came before|preced(?:es|ed)|(?:(?:was|were|is) )?followed by"),
        forward=True,
        of_time=False,
    ),
    OrderWords(
        _between(
            r"came after|(?:was |were |is )?preceded by|(?:was|were) following|follow(?:ed|s) on"
        ),
        forward=False,
        of_time=False,
    ),
    OrderWords(_between("before|later|then|preceding"), forward=True, of_time=False, sure=False),
    OrderWords(
        _between("after|following|followed|follows"), forward=False, of_time=False, sure=False
    ),
)

# `After GPT-1 (2018) came GPT-2 (2019)`: the words stand in front and in the middle.
LEADS = lazy_pattern(r"\b(?P<word>after|before)(?: the)? \Z", re.IGNORECASE)
INVERTED = lazy_pattern(r",? (?:there )?(?:came|followed|appeared|arrived)(?: the)? ")

# A sentence with such a word may tell the order of the lesson.
TEACHING = lazy_pattern(
    r"\b(?:lessons?|modules?|sections?|students?|learners?|reader|course|teach\w{0,3}|taught"
    r"|explain\w{0,3}|introduc\w{0,4}|shown?|showing|shows|present\w{0,3}|compar\w{1,5}"
    r"|discuss\w{0,3}|mention\w{0,3}|covered|covers|exercises?|slides?|cards?|tables?|list(?:s|ed)?"
    r"|read|reads|trace[sd]?|walk\w{0,7}|practi[cs]\w{0,4}|examples?|checks?|notebook"
    r"|revisit\w{0,3}|recap\w{0,4}|seen?|using|used|starts?|began|begins?)\b",
    re.IGNORECASE,
)


def order_words(between: str) -> OrderWords | None:
    """What all of this text says, if it says anything of order."""
    return next((words for words in PHRASES if words.pattern.fullmatch(between)), None)
