"""What a text says of the order of two dated things: `BERT (2018), released before GPT-2 (2019)`.

Words such as *then* and *before* tell the order of teaching as often as that of time. Without a
verb or a span of time they count only in sentences that speak of no teaching, and are less sure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from curriculum.claims import date_statements, dates, periods
from curriculum.claims.dates import Dated, Dating
from curriculum.claims.hint import Hint
from curriculum.claims.order_words import INVERTED, LEADS, TEACHING, order_words
from curriculum.claims.things import subject_before
from curriculum.text.names import split
from curriculum.text.patterns import lazy_pattern

_IN_DATE = lazy_pattern(r" in (?=[A-Z\d])")
_CHRONOLOGICAL = lazy_pattern(
    r"\b(?:in chronological order|chronologically|in order of (?:release|publication)"
    r"|from oldest to newest)\b",
    re.IGNORECASE,
)
_REVERSED = lazy_pattern(r"\b(?:reverse|reversed|not|un)\b[ -]?$")
_BETWEEN = lazy_pattern(r"(?:,|;|,? then|,? and(?: then)?|,? followed by| ->| →)(?: the)? ")
_ORDER_WORDS = (
    "before|after|earlier|prior to|later|predat|postdat|preced|follow|succee|supersed|led to|paved"
    "|gave way|builds on|built on|improve|then|chronolog|in order of|oldest"
)
# In small letters.
HINT = Hint(tuple(_ORDER_WORDS.split("|")))
LONGEST_BETWEEN = 80
_SENTENCE_END = lazy_pattern(r"[.!?](?=\s)")


class Order(Struct, frozen=True):
    """`words` are those that say that `before` came before `after`.

    `certain` where they can mean nothing but time.
    """

    start: int
    end: int
    before: Dated
    after: Dated
    words: str
    certain: bool = True

    @property
    def holds(self) -> bool:
        """A common month or year is enough."""
        first, second = (claim.datings[0].period for claim in (self.before, self.after))
        return first.first <= second.last

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "wrong"
        unsure = "" if self.certain else "?"
        return f"{self.before.name} < {self.after.name}: {verdict}{unsure}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "GPT-1 (Jun 2018) was released before BERT-base (Oct 2018)": ("GPT-1 < BERT-base: holds",),
    "GPT-2 (Feb 2019) predates GPT-1 (Jun 2018)": ("GPT-2 < GPT-1: wrong",),
    "GPT-1 (2018) came out a year after GPT-2 (2019)": ("GPT-2 < GPT-1: wrong",),
    "In chronological order: GPT-1 (2018), GPT-3 (2020), and GPT-2 (2019).": (
        "GPT-1 < GPT-3: holds",
        "GPT-3 < GPT-2: wrong",
    ),
    "GPT-2 (Feb 2019) was followed by GPT-1 (Jun 2018)": ("GPT-2 < GPT-1: wrong",),
    "GPT-2 (Feb 2019), preceded by GPT-1 (Jun 2018)": ("GPT-1 < GPT-2: holds",),
    "GPT-2 was released in Feb 2019, a year before GPT-1 (Jun 2018)": ("GPT-2 < GPT-1: wrong",),
    "GPT-2 in February 2019 came before GPT-1 in June 2018": ("GPT-2 < GPT-1: wrong",),
    "After GPT-2 (2019) came GPT-1 (2018)": ("GPT-2 < GPT-1: wrong",),
    "GPT-2 (Feb 2019), followed by GPT-1 (Jun 2018)": ("GPT-2 < GPT-1: wrong",),
    "GPT-1 (Jun 2018), after GPT-2 (Feb 2019)": ("GPT-2 < GPT-1: wrong?",),
    "the lesson shows GPT-2 (2019), followed by GPT-1 (2018)": (),
    "Attention (2017) comes before RNNs (1990) in this module": (),
    "GPT-2 (Feb 2019 release) came before GPT-1 (Jun 2018 paper)": (),
    "explained with GPT-2 (2019) before GPT-1 (2018), then BERT-base (2018)": (),
    "in reverse chronological order: GPT-2 (2019), GPT-1 (2018)": (),
    "a table in chronological order. It shows GPT-2 (2019), GPT-1 (2018)": (),
}


def find(text: str) -> Iterator[Order]:
    return among(text, dates.find(text))


def among(text: str, dated: Iterable[Dated]) -> Iterator[Order]:
    """What is said of things dated in brackets, and of those that a sentence dates."""
    if not HINT.is_in(text.casefold()):
        return
    claims = _dated(text, dated)
    sequences = _sequences(text, claims) if len(claims) > 1 else {}
    for first, second in pairwise(claims):
        between = text[first.end : second.start]
        if len(between) <= LONGEST_BETWEEN and _is_comparable(first, second):
            order = _inverted(first, second, text) or _read(first, second, text)
            if order:
                yield order
            elif first.start in sequences and _BETWEEN.fullmatch(between):
                yield Order(first.start, second.end, first, second, sequences[first.start])


def _inverted(first: Dated, second: Dated, text: str) -> Order | None:
    between = text[first.end : second.start]
    lead = LEADS.search(text[max(0, first.start - LONGEST_BETWEEN) : first.start])
    if lead is None or not INVERTED.fullmatch(between):
        return None
    words = f"{lead['word']} … {between.strip(' ,')}"
    pair = (first, second) if lead["word"].casefold() == "after" else (second, first)
    return Order(first.start, second.end, *pair, words)


def _read(first: Dated, second: Dated, text: str) -> Order | None:
    between = text[first.end : second.start]
    said = order_words(between)
    if said is None:
        return None
    if not said.of_time and TEACHING.search(_sentence(text, first.start, second.end)):
        return None
    pair = (first, second) if said.forward else (second, first)
    return Order(first.start, second.end, *pair, between.strip(" ,"), said.sure)


def _dated(text: str, in_brackets: Iterable[Dated]) -> list[Dated]:
    """Things with one date each, in brackets or said in a sentence, in order."""
    found = [c for c in (*in_brackets, *date_statements.find(text)) if _is_one_date(c)]
    found += _in_a_month(text)
    chosen: list[Dated] = []
    for claim in sorted(found, key=lambda claim: (claim.start, -claim.end)):
        if not chosen or claim.start >= chosen[-1].end:
            chosen.append(claim)
    return chosen


def _is_one_date(claim: Dated) -> bool:
    return len({(d.period.first, d.period.last) for d in claim.datings}) == 1


def _in_a_month(text: str) -> Iterator[Dated]:
    """`GPT-2 in February 2019`, which alone says nothing of coming out."""
    for match in _IN_DATE.finditer(text):
        period = next(periods.find(text[match.end() : match.end() + 20]), None)
        subject = subject_before(text, match.start()) if period and not period.start else None
        if period and subject:
            start, name = subject
            dating = Dating(period, "", period.text)
            end = match.end() + period.end
            yield Dated(start, end, name, split(name), (), (dating,), certain=False)


def _is_comparable(first: Dated, second: Dated) -> bool:
    """A paper may come before a release that is announced earlier still."""
    roles = [{dating.role for dating in claim.datings} for claim in (first, second)]
    return "" in roles[0] | roles[1] or not roles[0].isdisjoint(roles[1])


def _sentence(text: str, start: int, end: int) -> str:
    """The words around the two, as far as they may tell what the sentence is about."""
    before = text[max(0, start - LONGEST_BETWEEN) : start]
    after = text[end : end + LONGEST_BETWEEN]
    return _SENTENCE_END.split(before)[-1] + text[start:end] + _SENTENCE_END.split(after)[0]


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
