"""The claims of one record, each with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from curriculum.claims import (
    dated_tables,
    dates,
    lesson_cells,
    quantities,
    references,
    timelines,
)
from curriculum.claims.blocks import TextBlock, mermaid_blocks, tables
from curriculum.claims.direction import NEUTRAL, Direction
from curriculum.claims.placed import Placed, placed
from curriculum.passages import masked

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from curriculum.claims.dates import Dated
    from curriculum.claims.quantities import Quantity
    from curriculum.claims.references import Reference
    from curriculum.passages import Passage
    from curriculum.reading import Reading


_HEADINGS = frozenset({"title", "heading", "header"})
_LESSON_CELLS = frozenset({"lesson", "established_in", "used_again_in"})
_FUTURE_FIELDS = frozenset({"What is NOT covered", "Notes for future lessons"})
# They tell of the work on the lesson, not of what is taught in it.
_WORK_FIELDS = frozenset({"Review history", "Build notes", "Deviations from plan", "Status"})


class AboutThing(Protocol):
    """What a claim about a named thing has in common with the others."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def certain(self) -> bool: ...


Claim = TypeVar("Claim", bound=AboutThing)


def texts(reading: Reading, hint: re.Pattern[str]) -> Iterator[tuple[Passage, str]]:
    """The passages that may hold a claim, with code and escapes blotted out."""
    for passage in reading.passages:
        if hint.search(passage.text):
            yield passage, masked(passage.text)


def dated(reading: Reading) -> list[Placed[Dated]]:
    """All that is dated: first where a thing itself is described, then what other texts say."""
    found = [
        placed(passage, claim if claim.certain else replace(claim, certain=_is_row(claim, passage)))
        for passage, text in texts(reading, dates.HINT)
        for claim in dates.find(text)
    ]
    for block in mermaid_blocks(reading):
        found += _in_block(block, timelines.find)
    for block in tables(reading):
        found += _in_block(block, dated_tables.find)
    return _certain_first(found)


def measured(reading: Reading) -> list[Placed[Quantity]]:
    """All quantities of things, in the same order."""
    return _certain_first(
        [
            placed(
                passage,
                claim if claim.certain else replace(claim, certain=_is_row(claim, passage)),
            )
            for passage, text in texts(reading, quantities.HINT)
            for claim in quantities.find(text)
        ]
    )


def referred(reading: Reading) -> Iterator[Placed[Reference]]:
    """All references outside headings, and what may be the slug of a lesson."""
    for passage in reading.passages:
        if passage.kind not in _HEADINGS:
            cell = passage.kind in _LESSON_CELLS
            for reference in (lesson_cells if cell else references).find(passage.text):
                yield placed(passage, _seen_from(passage, reference))


def _seen_from(passage: Passage, reference: Reference) -> Reference:
    """The reference with the direction that its cell or field gives it."""
    stance, field = reference.stance, passage.field.name if passage.field else ""
    if field in _WORK_FIELDS:
        stance = NEUTRAL
    elif passage.kind == "established_in" and reference.whole:
        stance = replace(stance, direction=Direction.BACKWARD)
    elif passage.kind == "used_again_in" or (field in _FUTURE_FIELDS and not reference.is_backward):
        stance = replace(stance, direction=Direction.PROMISE)
    return reference if stance == reference.stance else replace(reference, stance=stance)


def _is_row(claim: AboutThing, passage: Passage) -> bool:
    """The claim is about what the row of the index is about."""
    return passage.kind == "concept" and claim.start == 0


def _in_block(block: TextBlock, find: Callable[[str], Iterator[Dated]]) -> Iterator[Placed[Dated]]:
    claims = list(find(block.text))
    spans = block.spans([(claim.start, claim.end) for claim in claims])
    return (Placed(claim, span) for claim, span in zip(claims, spans, strict=True))


def _certain_first(found: list[Placed[Claim]]) -> list[Placed[Claim]]:
    return sorted(found, key=lambda found: (not found.claim.certain, found.span))
