"""Which problems the suppressions of a record hide, and which suppressions hide none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence

from msgspec import Struct

from curriculum.parse.suppressions import Suppression
from curriculum.problem import Problem


class Sifted(Struct, frozen=True):
    kept: tuple[Problem, ...]
    suppressed: int


def sift(problems: Sequence[Problem], suppressions: Collection[Suppression]) -> Sifted:
    ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in suppressions:
        for rule in entry.rules:
            ranges[rule].append((entry.first, entry.last))
    covered = {rule: _joined(found) for rule, found in ranges.items()}
    kept = tuple(p for p in problems if not _holds(covered.get(p.rule, []), p.span.line))
    return Sifted(kept, len(problems) - len(kept))


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, and no two of them meet."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _holds(ranges: Sequence[tuple[int, int]], line: int) -> bool:
    at = bisect_right(ranges, line, key=lambda one: one[0])
    return at > 0 and line <= ranges[at - 1][1]


def unused_in(
    problems: Collection[Problem], suppressions: Collection[Suppression], judged: Collection[str]
) -> tuple[tuple[Suppression, tuple[str, ...]], ...]:
    """Each suppression with those of the judged rules that find nothing where it stands."""
    lines: dict[str, list[int]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.span.line):
        lines[problem.rule].append(problem.span.line)

    def is_idle(rule: str, entry: Suppression) -> bool:
        found = lines.get(rule, [])
        at = bisect_left(found, entry.first)
        return at == len(found) or found[at] > entry.last

    return tuple(
        (entry, idle)
        for entry in suppressions
        if (idle := tuple(r for r in entry.rules if r in judged and is_idle(r, entry)))
    )
