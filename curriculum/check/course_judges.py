"""Runs the rules over a course, in two processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from curriculum.check.rule import Rule
from curriculum.course.course import Course
from curriculum.problem import Problem
from curriculum.workspace.side_by_side import elsewhere, may_fork

if TYPE_CHECKING:
    Judge = Callable[[Iterable[Rule], Course], Iterator[Problem]]

# A process is there after some milliseconds, in which the rules judge five records.
_FEWEST_RECORDS = 12


def judged_by(
    judge: Judge, rules: Sequence[Rule], course: Course, processes: int
) -> Iterator[Problem]:
    """In the order of the rules. Of more than two processes, each would look up the same things."""
    active = [rule for rule in rules if rule.check_course]
    if processes == 1 or len(course.facts) < _FEWEST_RECORDS or not active or not may_fork():
        return judge(active, course)
    return _in_two(judge, active, course)


def _in_two(judge: Judge, rules: Sequence[Rule], course: Course) -> Iterator[Problem]:
    """Neighbours in the alphabet are about the same things, and share what they look up."""
    half = len(rules) // 2
    with elsewhere(lambda: msgspec.msgpack.encode(list(judge(rules[half:], course)))) as theirs:
        own = list(judge(rules[:half], course))
        data = theirs()
    yield from own
    if data is None:
        yield from judge(rules[half:], course)
    else:
        yield from msgspec.msgpack.decode(data, type=list[Problem])
