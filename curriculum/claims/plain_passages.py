"""The passages that may hold a claim, and what several finders read in them, each read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.claims import dates, things
from curriculum.claims.dates import Dated
from curriculum.claims.hint import Hint
from curriculum.claims.passages import Passage, passages_of
from curriculum.claims.things import Thing
from curriculum.model.record_file import RecordFile
from curriculum.text.masked import masked
from curriculum.text.patterns import lazy_pattern

_DIGIT = lazy_pattern(r"\d")


class PlainPassage(Struct, frozen=True, dict=True):
    passage: Passage

    @cached_property
    def text(self) -> str:
        """With code and escapes blotted out."""
        return masked(self.passage.text)

    @cached_property
    def things(self) -> Sequence[Thing]:
        return tuple(things.find(self.text))

    @cached_property
    def dated(self) -> Sequence[Dated]:
        return tuple(dates.among(self.things)) if dates.HINT.is_in(self.text) else ()


def plain_passages(reading: RecordFile, hint: Hint) -> Iterator[PlainPassage]:
    """Those with the hint."""
    if hint.has_digit:
        return (one for one in reading.once(_with_digit) if hint.is_in(one.passage.text))
    return (PlainPassage(one) for one in passages_of(reading) if hint.is_in(one.text))


def _with_digit(reading: RecordFile) -> Sequence[PlainPassage]:
    return [PlainPassage(one) for one in passages_of(reading) if _DIGIT.search(one.text)]
