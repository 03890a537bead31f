"""The claims of one record about dates, quantities and earlier depths, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from msgspec.structs import replace

from curriculum.claims import dated_tables, dates, prior_depths, quantities, timelines
from curriculum.claims.blocks import TextBlock, mermaid_blocks, tables
from curriculum.claims.cues.mistakes import speaks_of_mistake
from curriculum.claims.cues.stages import stage_of
from curriculum.claims.dates import Dated
from curriculum.claims.hint import Hint
from curriculum.claims.passages import Passage, passages_of
from curriculum.claims.placed import Placed, placed
from curriculum.claims.plain_passages import plain_passages
from curriculum.claims.prior_depth import PriorDepth
from curriculum.claims.quantities import Quantity
from curriculum.model.record import Field
from curriculum.model.record_file import RecordFile
from curriculum.text.patterns import lazy_pattern


class AboutThing(Protocol):
    """What a claim about a named thing has in common with the others."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Described(AboutThing, Protocol):
    @property
    def certain(self) -> bool: ...


Claim = TypeVar("Claim", bound=AboutThing)
Sure = TypeVar("Sure", bound=Described)
_QUOTE = lazy_pattern(r'["“”]')


# Cells of depths are the model's own; what a review or a plan says was not taught is none.
_TELLING = frozenset({"concept", "notes", "other", "field", "prose"})
_NOT_TAUGHT = frozenset({"Review history", "Status", "Deviations from plan", "Build notes"})


def read_dates(reading: RecordFile) -> list[Placed[Dated]]:
    """All that is dated: first where a thing itself is described, then what other texts say."""
    found = [
        placed(plain.passage, claim) if claim.start else _dated_row(claim, plain.passage)
        for plain in plain_passages(reading, dates.HINT)
        for claim in plain.dated
    ]
    for block in mermaid_blocks(reading):
        found += _in_block(block, timelines.find)
    for block in tables(reading):
        found += _in_block(block, dated_tables.find)
    return _certain_first(found)


def read_sizes(reading: RecordFile) -> list[Placed[Quantity]]:
    """All quantities of things, in the same order."""
    return _certain_first(
        [
            placed(plain.passage, claim)
            if claim.start or plain.passage.kind != "concept"
            else _measured_row(claim, plain.passage)
            for plain in plain_passages(reading, quantities.HINT)
            if quantities.HINT.is_in(plain.text)
            for claim in quantities.among(plain.things, plain.dated)
        ]
    )


def read_prior_depths(reading: RecordFile) -> list[Placed[PriorDepth]]:
    """What rows and lessons say was reached before, in the order of the text."""
    return [
        placed(passage, claim)
        for passage in passages_of(reading)
        if passage.kind in _TELLING
        and not (passage.field is not None and passage.field.name in _NOT_TAUGHT)
        for claim in prior_depths.find(passage.text, reading.dialect.ladder)
    ]


def stated(
    reading: RecordFile, hint: Hint, find: Callable[[str], Iterator[Claim]]
) -> Iterator[Placed[Claim]]:
    """What sentences say, where the author speaks: no quotation, and no misconception."""
    for plain in plain_passages(reading, hint):
        passage, text = plain.passage, plain.text
        if not speaks_of_mistake(text) and not (passage.field and _is_of_others(passage.field)):
            quotes = [match.start() for match in _QUOTE.finditer(text)]
            for claim in find(text):
                if bisect_right(quotes, claim.start) % 2 == 0:
                    yield placed(passage, claim)


def _is_of_others(field: Field) -> bool:
    return field.name == "Misconceptions addressed"


def _entry(claim: Claim, passage: Passage) -> Placed[Claim]:
    return replace(placed(passage, claim), entry=True, notes=_notes(passage))


def _notes(passage: Passage) -> str | None:
    return (passage.concept.notes or "") if passage.concept else None


def _dated_row(claim: Dated, passage: Passage) -> Placed[Dated]:
    """What a row of the index begins with is what it is about."""
    if passage.kind != "concept":
        return placed(passage, claim)
    stage = _stage(claim.end, passage)
    datings = tuple(replace(dating, role=dating.role or stage) for dating in claim.datings)
    return _entry(replace(claim, certain=True, datings=datings), passage)


def _measured_row(claim: Quantity, passage: Passage) -> Placed[Quantity]:
    stage = claim.stage or _stage(claim.end, passage)
    return _entry(replace(claim, certain=True, stage=stage), passage)


def _stage(end: int, passage: Passage) -> str:
    """The one that stands behind the bracket, in the same cell."""
    return stage_of(passage.text[end:].lstrip(" -–—:,"))


def _in_block(block: TextBlock, find: Callable[[str], Iterator[Dated]]) -> Iterator[Placed[Dated]]:
    claims = list(find(block.text))
    spans = block.spans([(claim.start, claim.end) for claim in claims])
    return (Placed(claim, span, entry=True) for claim, span in zip(claims, spans, strict=True))


def _certain_first(found: list[Placed[Sure]]) -> list[Placed[Sure]]:
    return sorted(found, key=lambda one: (not one.claim.certain, one.span))
