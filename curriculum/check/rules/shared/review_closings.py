"""What the last iteration of a review says to be mended, and which findings that takes in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from curriculum.check.rules.shared.review_parts import Part
from curriculum.claims.reviews import Done, Findings
from curriculum.text.patterns import lazy_pattern

_CLOSING_WORDS = (
    r"(?:fixed|addressed|resolved|closed|incorporated|implemented|applied|mended|corrected"
    r"|accepted|added|done|rewritten|reworked|expanded|clarified|improved|updated|removed)"
)
_CLOSED = lazy_pattern(rf"\b{_CLOSING_WORDS}\b", re.IGNORECASE)
# `2 improvement (a, b; both fixed)`: the last thing in the bracket is no finding.
_CLOSES_BRACKET = lazy_pattern(
    rf"(?:(?:all|both|each|now|since|were|was) ){{0,3}}{_CLOSING_WORDS}", re.IGNORECASE
)
# `Fixed: …` is about what stands above, whatever it goes on to name.
_ANNOUNCED = lazy_pattern(rf"[.!?]? *(?:all )?{_CLOSING_WORDS}:", re.IGNORECASE)
# Before such a word: `not fixed`, `needs to be rewritten`.
_STILL = lazy_pattern(r"\b(?:not|to be|never|without being)(?: yet)? \Z", re.IGNORECASE)
_LONGEST_STILL = 20
_SENTENCE_END = lazy_pattern(r"[.!?](?= )")
_POLISH = lazy_pattern(r"\b(?:polish|typos?|captions?|dash(?:es)?)\b", re.IGNORECASE)
_MORE = lazy_pattern(r"\b(?:all|both|critical|improvements?|findings?)\b", re.IGNORECASE)


class _Closings(Struct, frozen=True):
    """Places in one part: sentence ends, closing words, the last that is not of polish alone."""

    ends: Sequence[int]
    words: Sequence[int]
    last_of_all: int

    def follow(self, end: int) -> bool:
        sentence = bisect_left(self.ends, end)
        sentence_end = self.ends[sentence] if sentence < len(self.ends) else end
        word = bisect_left(self.words, end)
        in_sentence = word < len(self.words) and self.words[word] < sentence_end
        return in_sentence or self.last_of_all > sentence_end


class ReviewClosings:
    """Over parts that speak of one iteration, in their order."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._closings = [_closings(part) for part in parts]
        self._last = max(
            (i for i, c in enumerate(self._closings) if c.last_of_all >= 0), default=-1
        )
        self._dones = [part.all(Done) for part in parts]
        # By kind: the last part, and the last place in each, where all of the kind are done.
        self._last_done: dict[str, int] = {}
        for index, dones in enumerate(self._dones):
            for kind in (kind for done in dones for kind in _kinds(done)):
                self._last_done[kind] = index

    def take_in(self, findings: Findings, index: int) -> bool:
        """What is said to remain is mended only by a count that takes it in."""
        end = max((named.end for named in findings.named), default=findings.end)
        if findings.named and _CLOSES_BRACKET.fullmatch(findings.named[-1].text):
            return True
        if not findings.left:
            return self.follow(end, index)
        own = {kind for done in self._dones[index] if done.start >= end for kind in _kinds(done)}
        return all(kind in own or self._last_done.get(kind, -1) > index for kind in findings.kinds)

    def follow(self, end: int, index: int) -> bool:
        """Whether something is mended behind this place of a part."""
        return self._last > index or self._closings[index].follow(end)


def _kinds(done: Done) -> Sequence[str]:
    """Of which all are done."""
    whole = done.done is None or done.done == done.of
    return (done.kinds or ("critical", "improvement", "polish")) if whole else ()


def _closings(part: Part) -> _Closings:
    words, last = list[int](), -1
    ends = [
        match.start() for match in _SENTENCE_END.finditer(part.passage.text, part.start, part.end)
    ]
    ends.append(part.end)
    for start, end in pairwise((part.start, *ends)):
        found = list(_words(part.passage.text, start, end))
        sentence = part.passage.text[start:end]
        of_polish = _POLISH.search(sentence) and not _MORE.search(sentence)
        if found and (not of_polish or _ANNOUNCED.match(sentence)):
            last = found[-1]
        words += found
    return _Closings(ends, words, last)


def _words(text: str, start: int, end: int) -> Iterator[int]:
    for match in _CLOSED.finditer(text, start, end):
        before = text[max(start, match.start() - _LONGEST_STILL) : match.start()]
        if not _STILL.search(before):
            yield match.start()
