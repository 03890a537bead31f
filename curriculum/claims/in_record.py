"""The claims of one record about dates and quantities, each with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from curriculum.claims import dated_tables, dates, quantities, timelines
from curriculum.claims.blocks import TextBlock, mermaid_blocks, tables
from curriculum.claims.placed import Placed, placed
from curriculum.passages import masked

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from curriculum.claims.dates import Dated
    from curriculum.claims.quantities import Quantity
    from curriculum.passages import Passage
    from curriculum.reading import Reading


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


def _is_row(claim: AboutThing, passage: Passage) -> bool:
    """The claim is about what the row of the index is about."""
    return passage.kind == "concept" and claim.start == 0


def _in_block(block: TextBlock, find: Callable[[str], Iterator[Dated]]) -> Iterator[Placed[Dated]]:
    claims = list(find(block.text))
    spans = block.spans([(claim.start, claim.end) for claim in claims])
    return (Placed(claim, span) for claim, span in zip(claims, spans, strict=True))


def _certain_first(found: list[Placed[Claim]]) -> list[Placed[Claim]]:
    return sorted(found, key=lambda found: (not found.claim.certain, found.span))
