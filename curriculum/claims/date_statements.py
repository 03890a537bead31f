"""Sentences that say when a thing came out: `GPT-4 was released in March 2023`.

What comes out is released: such a date is compared with one that says nothing of its kind, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from curriculum.claims import periods
from curriculum.claims.dates import ROLE_OF, Dated, Dating
from curriculum.claims.hint import Hint
from curriculum.claims.things import subject_before
from curriculum.text.names import split
from curriculum.text.patterns import lazy_pattern

_VERBS = (
    r"released|launched|open-sourced|published|announced|unveiled|painted|built|created|completed"
)
_SAID = lazy_pattern(
    rf"(?P<comma>,)? (?:(?:which )?(?:was|is) (?:first |originally |publicly )?(?P<verb>{_VERBS})"
    rf"|(?P<past>came out|appeared|debuted)|first (?P<first>{_VERBS})|(?P<bare>{_VERBS}))"
    r"(?: by [A-Z][\w.&-]{0,30}(?: [A-Z][\w.&-]{0,30}){0,3})?"
    r" (?:in|on|around) (?:early |mid |late |mid-)?(?=[A-Z\d])"
)
HINT = Hint(
    ("19", "20"),
    lazy_pattern(rf"(?:{_VERBS}|came out|appeared|debuted)[^.]{{0,80}}(?:19|20)\d\d"),
    has_digit=True,
)
_OTHER_DATE = lazy_pattern(
    rf",? (?:and|or|to|respectively)(?: in)?(?: {periods.MONTH}| \d|$|[.,;)])"
)
# Then it is dated for some place or group alone.
_IN_PART = lazy_pattern(r" (?:as|under|for|to|in|on|via|through|only)\b")
_LONGEST_DATE = 40
_OUT = frozenset({"", "release"})

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "GPT-4 was released in March 2023.": ("GPT-4: 2023-03, 2023-03 release",),
    "It was shown that Kolors, released by Kuaishou in Jul 2024, is a U-Net": (
        "Kolors: 2024-07, 2024-07 release",
    ),
    "The Wan 2.1 came out in Feb 2025": ("Wan 2.1: 2025-02, 2025-02 release",),
    "GPT-4 was announced on 14 March 2023": ("GPT-4: 2023-03 announced",),
    "the successor of Flux was released in Nov 2025": (),
    "Flux and SDXL were released in 2023 and 2024": (),
    "Kolors, SDXL, released in Jul 2023": (),
    "the model was released in Jul 2023": (),
    "Flux was released in two variants": (),
    "Grok-1 was released in Nov 2023 as a service": (),
    "Flux is introduced in 7.4": (),
}


def find(text: str) -> Iterator[Dated]:
    if not HINT.is_in(text):
        return
    for match in _SAID.finditer(text):
        subject = subject_before(text, match.start())
        period = _period(text, match.end())
        if subject and period and not _is_listed(text, subject[0], match):
            start, name = subject
            role = _role(match)
            roles = sorted(_OUT) if role in _OUT else [role]
            datings = tuple(Dating(period, role, period.text) for role in roles)
            end = match.end() + period.end
            yield Dated(start, end, name, split(name), (), datings, certain=False)


def _period(text: str, start: int) -> periods.Period | None:
    period = next(periods.find(text[start : start + _LONGEST_DATE]), None)
    if period is None or period.start > 0:
        return None
    end = start + period.end
    return None if _OTHER_DATE.match(text, end) or _IN_PART.match(text, end) else period


def _role(match: re.Match[str]) -> str:
    verb = match["verb"] or match["first"] or match["bare"] or ""
    return ROLE_OF.get(verb, "")


def _is_listed(text: str, start: int, match: re.Match[str]) -> bool:
    """`SDXL, Kolors, released …` may be said of the first; without a comma it is no sentence."""
    if match["bare"] and not match["comma"]:
        return True
    return text[:start].rstrip().endswith(",") and bool(match["comma"])
