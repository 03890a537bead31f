"""A claim with its place in the file and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from msgspec import Struct

from curriculum.claims.passages import PassageKind
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from curriculum.claims.passages import Passage

# Enough words around a claim for its reader to know it again.
LONGEST_SENTENCE = 240
_SENTENCE_END = lazy_pattern(r"[.;!?] (?=[A-Z\"“(*`0-9])")


class AClaim(Protocol):
    """Every claim knows where it stands in the text that it was found in."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Claim = TypeVar("Claim")
Found = TypeVar("Found", bound=AClaim)


class Placed(Struct, Generic[Claim], frozen=True, gc=False, omit_defaults=True):
    """`kind` is that of the claim's passage, see `claims.passages`; empty in a code block.

    `entry` where a list tells of the thing itself: a row of the index, a table, a timeline.
    `notes` are those of the row of the index that it is, if it is one.
    """

    claim: Claim
    span: Span
    kind: Literal[PassageKind, ""] = ""
    sentence: str = ""
    entry: bool = False
    notes: str | None = None


def placed(passage: Passage, claim: Found) -> Placed[Found]:
    return Placed(
        claim,
        passage.span(claim.start, claim.end),
        passage.kind,
        sentence_at(passage.text, claim.start, claim.end),
    )


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around `text[start:end]`, as the author wrote it, cut where it is very long."""
    if end - start == len(text):
        return text.strip()
    low = max(start - LONGEST_SENTENCE, 0)
    before = [match.end() for match in _SENTENCE_END.finditer(text, low, start)]
    after = _SENTENCE_END.search(text, end, end + LONGEST_SENTENCE)
    first = before[-1] if before else low
    last = after.start() + 1 if after else min(end + LONGEST_SENTENCE, len(text))
    return text[first:last].strip()
