"""Applies fixes to one record until none is left, and proves that they did what they promise."""

from __future__ import annotations

from bisect import bisect, insort
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.reading import read_bytes
from curriculum.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from curriculum.check.engine import Checker
    from curriculum.problem import Edit, Fix, Problem
    from curriculum.reading import Reading

MOST_ROUNDS = 20


class UnprovenFix(Exception):
    """A fix that did not mend its problem, or made a new one; the message names it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """`problems` are those that remain in `data`; `mended` counts the fixes applied."""

    data: bytes
    problems: tuple[Problem, ...]
    mended: int


def fix_record(reading: Reading, checker: Checker, *, unsafe: bool = False) -> Fixed:
    """Safe fixes, or all, to the fixed point. Raises UnprovenFix, and then nothing is written."""
    data, mended = reading.source.data, 0
    remaining = checker.check(reading).problems
    for _ in range(MOST_ROUNDS):
        chosen = non_overlapping(p for p in remaining if is_fixable(p, unsafe=unsafe))
        if not chosen:
            return Fixed(data, remaining, mended)
        edits = tuple(edit for _, fix in chosen for edit in fix.edits)
        data = Source(reading.source.path, data).with_edits(edits)
        dialect = checker.settings.dialect
        after = checker.check(read_bytes(data, reading.source.path, dialect)).problems
        _check_mended([problem for problem, _ in chosen], remaining, after)
        remaining, mended = after, mended + len(chosen)
    raise UnprovenFix(f"the fixes did not come to rest in {MOST_ROUNDS} rounds")


def is_fixable(problem: Problem, *, unsafe: bool = False) -> bool:
    return problem.fix is not None and (unsafe or problem.fix.safe)


def non_overlapping(problems: Iterable[Problem]) -> list[tuple[Problem, Fix]]:
    """The fixes in order of place, each taken whole if none of its edits meets an earlier one."""
    chosen: list[tuple[Problem, Fix]] = []
    taken: list[Edit] = []
    for problem in problems:
        fix = problem.fix
        if fix and not any(_meets_one(edit, taken) for edit in fix.edits):
            chosen.append((problem, fix))
            for edit in fix.edits:
                insort(taken, edit)
    return chosen


def _meets_one(edit: Edit, taken: Sequence[Edit]) -> bool:
    """`taken` is in order and no two of it meet, so only the neighbours can meet this one."""
    at = bisect(taken, edit)
    return any(_meet(edit, other) for other in taken[max(at - 1, 0) : at + 1])


def _meet(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return (a.line, a.column) <= (b.end_line, b.end_column) and (b.line, b.column) <= (
        a.end_line,
        a.end_column,
    )


def _check_mended(
    chosen: Sequence[Problem], before: Sequence[Problem], after: Sequence[Problem]
) -> None:
    """Counted by rule: a fix may change the very words that other problems quote."""
    expected = Counter(p.rule for p in before) - Counter(p.rule for p in chosen)
    for rule in Counter(p.rule for p in after) - expected:
        names = ", ".join(sorted({problem.rule for problem in chosen}))
        raise UnprovenFix(f'fixing "{names}" would leave or make a problem of the rule "{rule}"')
