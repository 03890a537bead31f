"""What a text says of the order of two dated things: `BERT (2018), released before GPT-2 (2019)`.

Words such as *then* and *before* tell the order of teaching as often as that of time. They count
only beside a verb of coming out, and where nothing else stands between the two brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from curriculum.claims import dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from curriculum.claims.dates import Dated

_CAME_OUT = (
    r"(?:was |were )?(?:came out|released|published|launched|announced)"
    r"(?: well| long| shortly| just| \w{1,12} (?:months?|years?))?"
)
_FORWARD = re.compile(
    rf",? (?:which )?(?:{_CAME_OUT} before|predates|predated)(?: the| its successor)? "
)
_BACKWARD = re.compile(
    rf",? (?:which )?(?:{_CAME_OUT} after|postdates|postdated)(?: the| its predecessor)? "
)
_CHRONOLOGICAL = re.compile(
    r"\b(?:in chronological order|chronologically|in order of (?:release|publication)"
    r"|from oldest to newest)\b",
    re.IGNORECASE,
)
_REVERSED = re.compile(r"\b(?:reverse|reversed|not|un)\b[ -]?$")
_BETWEEN = re.compile(r"(?:,|;|,? then|,? and(?: then)?|,? followed by| ->| →)(?: the)? ")
HINT = re.compile("before|after|predate|postdate|chronolog|in order of|oldest", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Order:
    """`words` are those that say that `before` came before `after`."""

    start: int
    end: int
    before: Dated
    after: Dated
    words: str

    @property
    def holds(self) -> bool:
        """A common month or year is enough."""
        first, second = (claim.datings[0].period for claim in (self.before, self.after))
        return first.first <= second.last

    def __str__(self) -> str:
        return f"{self.before.name} < {self.after.name}: {'holds' if self.holds else 'wrong'}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "GPT-1 (Jun 2018) was released before BERT-base (Oct 2018)": ("GPT-1 < BERT-base: holds",),
    "GPT-2 (Feb 2019) predates GPT-1 (Jun 2018)": ("GPT-2 < GPT-1: wrong",),
    "GPT-1 (2018) came out a year after GPT-2 (2019)": ("GPT-2 < GPT-1: wrong",),
    "In chronological order: GPT-1 (2018), GPT-3 (2020), and GPT-2 (2019).": (
        "GPT-1 < GPT-3: holds",
        "GPT-3 < GPT-2: wrong",
    ),
    "explained with GPT-2 (2019) before GPT-1 (2018), then BERT-base (2018)": (),
    "in reverse chronological order: GPT-2 (2019), GPT-1 (2018)": (),
    "a table in chronological order. It shows GPT-2 (2019), GPT-1 (2018)": (),
}


def find(text: str) -> Iterator[Order]:
    if not HINT.search(text):
        return
    claims = [claim for claim in dates.find(text) if len(claim.datings) == 1]
    if len(claims) < 2:
        return
    sequences = _sequences(text, claims)
    for before, after in pairwise(claims):
        between = text[before.end : after.start]
        if _FORWARD.fullmatch(between):
            yield Order(before.start, after.end, before, after, between.strip(" ,"))
        elif _BACKWARD.fullmatch(between):
            yield Order(before.start, after.end, after, before, between.strip(" ,"))
        elif before.start in sequences and _BETWEEN.fullmatch(between):
            yield Order(before.start, after.end, before, after, sequences[before.start])


def _sequences(text: str, claims: Sequence[Dated]) -> Mapping[int, str]:
    """The starts of the things that a sentence lists in order, and its words for that."""
    orders = [m for m in _CHRONOLOGICAL.finditer(text) if not _is_reversed(text, m)]
    if not orders:
        return {}
    starts = [match.start() for match in orders]
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    found: dict[int, str] = {}
    for claim in claims:
        at = bisect_right(starts, claim.start) - 1
        if at >= 0 and bisect_right(ends, claim.start) == bisect_right(ends, starts[at]):
            found[claim.start] = orders[at][0]
    return found


def _is_reversed(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    return bool(_REVERSED.search(before)) or "reverse" in match[0]
