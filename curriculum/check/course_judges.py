"""Judges records with their course in view, in two processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from curriculum.check.rule import Rule
from curriculum.problem import Problem
from curriculum.workspace.side_by_side import elsewhere, may_fork

# What some rules find in the records that they have to judge.
Judge = Callable[[Sequence[Rule]], "list[Problem]"]

# A process is there after some milliseconds, in which the rules judge five records.
_FEWEST_RECORDS = 12


def judged_by(
    judge: Judge, rules: Sequence[Rule], records: int, processes: int
) -> Sequence[Problem]:
    """In the order of the rules. Of more than two processes, each would look up the same things."""
    if processes == 1 or records < _FEWEST_RECORDS or not rules or not may_fork():
        return judge(rules)
    # Neighbours in the alphabet are about the same things, and share what they look up.
    half = len(rules) // 2
    with elsewhere(lambda: msgspec.msgpack.encode(judge(rules[half:]))) as theirs:
        own = judge(rules[:half])
        data = theirs()
    if data is None:
        return [*own, *judge(rules[half:])]
    return [*own, *msgspec.msgpack.decode(data, type=list[Problem])]
