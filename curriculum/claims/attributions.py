"""What a text says to come from another lesson: `"…" from 4.4.3`, `the "…" analogy (slug)`.

A model is known by its quotation marks or by a word such as *analogy*; everything else that comes
*from* a lesson is a concept. Numbers, ranges and `different from …` are no attributions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.claims import attribution_examples
from curriculum.claims.attribution import Attribution, Kind, Name
from curriculum.claims.attribution_names import called, concepts
from curriculum.claims.attribution_words import (
    ACTS_ON_OTHER,
    ALONE,
    ANALOGY,
    AND,
    BREAKS_GAP,
    CALLED,
    CALLED_HINT,
    DASH,
    FORWARD,
    GAP,
    GLOSS,
    IN_LEAD_ENDS,
    LEAD,
    LONGEST_GAP,
    LONGEST_LEAD,
    LONGEST_NAME,
    MODEL,
    MOST_QUOTES,
    MOST_WORDS_BEFORE_BRACKET,
    MOST_WORDS_IN_GAP,
    NEW_SENTENCE,
    POSSESSIVE,
    QUOTE,
    TAUGHT,
)
from curriculum.claims.cues.hedges import hedge_of
from curriculum.claims.places import at_position
from curriculum.claims.places.reference import Reference

EXAMPLES = attribution_examples.EXAMPLES


class _Lead(Struct, frozen=True, gc=False):
    """The words that announce a source: `from`, `(`, `in` behind *taught* or *returns*."""

    start: int
    end: int
    word: str
    forward: bool = False


def find(text: str) -> Iterator[Attribution]:
    """In the order of the words that name the source."""
    quotes = _quotes(text)
    ends = [end for _, end in quotes]
    taken = 0
    for lead in _leads(text):
        if lead.start < taken:
            continue
        sources = at_position.read(text, lead.end + text.startswith(" ", lead.end))
        if not sources or (lead.word == "(" and not _is_alone(text, sources)):
            continue
        before = bisect_right(ends, lead.start)
        claim = _claim(text, lead, sources, quotes[max(0, before - MOST_QUOTES) : before])
        if claim:
            taken = claim.end
            yield claim
    for number, (start, end) in enumerate(quotes):
        previous = ends[number - 1] if number else 0
        yield from _possessive(text, start, end, previous)


def _quotes(text: str) -> list[tuple[int, int]]:
    if '"' not in text and "”" not in text:
        return []
    return [match.span() for match in QUOTE.finditer(text)]


def _leads(text: str) -> Iterator[_Lead]:
    for match in LEAD.finditer(text):
        start, end = match.span()
        if match[0] != "in":
            yield _Lead(start, end, match[0])
            continue
        if not text.endswith(IN_LEAD_ENDS, 0, start):
            continue
        low = max(0, start - LONGEST_LEAD)
        for words, forward in ((TAUGHT, False), (FORWARD, True)):
            if verb := words.search(text, low, start):
                yield _Lead(verb.start(), end, "in", forward)


def _is_alone(text: str, sources: Sequence[Reference]) -> bool:
    last = sources[-1]
    if last.kind == "word":
        return text[last.end : last.end + 1] == ")" and not text.endswith("ed", 0, last.end)
    return ALONE.match(text, last.end) is not None


def _claim(
    text: str, lead: _Lead, sources: tuple[Reference, ...], quotes: Sequence[tuple[int, int]]
) -> Attribution | None:
    names = _quoted(text, lead, quotes)
    if names:
        kind = _kind(text[names[-1].end : lead.start])
    elif lead.forward or (sources[0].kind == "word" and lead.word != "from"):
        return None
    elif match := _model_before(text, lead.start):
        names, kind = called(match), _kind(match["kind"])
    else:
        names, kind = concepts(text, lead.word, lead.start), "concept"
    if not names or (kind == "concept" and sources[0].kind == "word"):
        return None
    start, end = names[0].start, sources[-1].end
    return Attribution(
        start,
        end,
        kind,
        names,
        sources,
        sources[0].start,
        end,
        "forward" if lead.forward else "backward",
        hedge_of(text, start, end),
    )


def _quoted(text: str, lead: _Lead, quotes: Sequence[tuple[int, int]]) -> tuple[Name, ...]:
    """The last quotation, if it is what the source is named for, and those joined to it."""
    if not quotes or not _reaches(text, quotes[-1][1], lead):
        return ()
    if ACTS_ON_OTHER.search(text, quotes[-1][1], lead.start):
        return ()
    chosen = [quotes[-1]]
    for start, end in reversed(quotes[:-1]):
        if not AND.fullmatch(text[end : chosen[0][0]]):
            break
        chosen.insert(0, (start, end))
    return tuple(Name(text[start + 1 : end - 1], start + 1, end - 1) for start, end in chosen)


def _reaches(text: str, end: int, lead: _Lead) -> bool:
    """What stands between the two is a gloss and some words of one sentence."""
    if lead.start - end > LONGEST_GAP or NEW_SENTENCE.match(text, end - 2):
        return False
    gap = text[end : lead.start]
    words = gap.casefold().split()
    if lead.word == "(" and len(words) > MOST_WORDS_BEFORE_BRACKET and "from" not in words:
        return False
    for opening in (GLOSS, DASH):
        match = opening.match(gap)
        gap = gap[match.end() :] if match else gap
    return (
        GAP.fullmatch(gap) is not None
        and len(gap.split()) <= MOST_WORDS_IN_GAP
        and " -- " not in gap
        and not BREAKS_GAP.intersection(words)
    )


def _kind(words: str) -> Kind:
    if ANALOGY.search(words):
        return "analogy"
    return "model" if MODEL.search(words) else "unknown"


def _model_before(text: str, end: int) -> re.Match[str] | None:
    low = max(0, end - LONGEST_NAME)
    if not CALLED_HINT.is_in(text[low:end]):
        return None
    return CALLED.search(text, low, end)


def _possessive(text: str, start: int, end: int, previous: int) -> Iterator[Attribution]:
    """`autograd's "…" metaphor`, `the Series 4 "…" analogy`."""
    low = max(previous, start - 70)
    match = POSSESSIVE.search(text[low:start])
    if match is None:
        return
    kind = _kind(" ".join(text[end : end + 30].split()[:2]))
    if kind == "unknown" and not match["owns"]:
        return
    sources = tuple(
        source.moved(low)
        for source in at_position.read(text[low : low + match.end("source")], match.start("source"))
    )
    if sources:
        name = Name(text[start + 1 : end - 1], start + 1, end - 1)
        place = low + match.start("source"), low + match.end("source")
        hedge = hedge_of(text, place[0], end)
        yield Attribution(place[0], end, kind, (name,), sources, *place, "backward", hedge)
