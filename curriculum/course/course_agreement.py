"""Claims of several records about one thing: which of them stand against what the others agree on.

A range is what a claim leaves open. What most claims have in common is taken for the truth, so
that one wrong date among four is told once, where it stands; between two, the later one is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from msgspec import Struct

from curriculum.claims.placed import Placed
from curriculum.claims.record_claims import RecordClaims

Claim = TypeVar("Claim")

# A row, a table or a timeline was written to say so; a sentence says it in passing.
_WEIGHT_OF_ENTRY = 2


class Statement(Struct, Generic[Claim], frozen=True, gc=False):
    """`about` is the thing and what is said of it; `text` is how the claim writes the value."""

    facts: RecordClaims
    placed: Placed[Claim]
    about: str
    name: str
    text: str
    low: float
    high: float

    @property
    def weight(self) -> int:
        return _WEIGHT_OF_ENTRY if self.placed.entry else 1

    def contradicts(self, other: Statement[Claim]) -> bool:
        return self.high < other.low or other.high < self.low


def contradictions(
    group: Sequence[Statement[Claim]],
) -> Iterator[tuple[Statement[Claim], Statement[Claim]]]:
    """Each statement that stands alone, with one of another record that most agree with.

    All are about one thing, in teaching order, so that the first of equals is the earlier one.
    What two places of one record show is left to that record.
    """
    if not _agree(group) and len({statement.facts.path for statement in group}) > 1:
        yield from _outliers(group)


def contradicted_in_a_record(group: Sequence[Statement[Claim]]) -> bool:
    """One record alone says two things that cannot both be true."""
    return any(least < most for least, most in _ends_by_path(group).values())


def _agree(group: Sequence[Statement[Claim]]) -> bool:
    """All their ranges have something in common, so that none of them stands alone."""
    return max(one.low for one in group) <= min(one.high for one in group)


def _outliers(
    group: Sequence[Statement[Claim]],
) -> Iterator[tuple[Statement[Claim], Statement[Claim]]]:
    point = _most_common(group)
    agreeing = [statement for statement in group if statement.low <= point <= statement.high]
    ends = _ends_by_path(group)
    for statement in group:
        least, most = ends[statement.facts.path]
        told_in_record = least < statement.low or most > statement.high
        if statement.low <= point <= statement.high or told_in_record:
            continue
        other = next((one for one in agreeing if one.facts is not statement.facts), None)
        if other:
            yield statement, other


def _ends_by_path(group: Iterable[Statement[Claim]]) -> dict[str, tuple[float, float]]:
    """The lowest high end and the highest low end of each record's statements."""
    ends: dict[str, tuple[float, float]] = {}
    for statement in group:
        least, most = ends.get(statement.facts.path, (statement.high, statement.low))
        ends[statement.facts.path] = (min(least, statement.high), max(most, statement.low))
    return ends


def _most_common(group: Sequence[Statement[Claim]]) -> float:
    """The beginning of a range that most ranges hold, by weight; the first of equals."""
    by_low = sorted((statement.low, statement.weight) for statement in group)
    by_high = sorted((statement.high, statement.weight) for statement in group)
    lows, highs = [low for low, _ in by_low], [high for high, _ in by_high]
    begun = [0, *accumulate(weight for _, weight in by_low)]
    ended = [0, *accumulate(weight for _, weight in by_high)]

    def holding(point: float) -> int:
        return begun[bisect_right(lows, point)] - ended[bisect_left(highs, point)]

    return max((statement.low for statement in group), key=holding)
