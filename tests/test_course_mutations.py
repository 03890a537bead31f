"""Defects put into clean records are found on their line, and what only looks like one is not.

The quick run takes a sample of each kind; `pytest -m thorough` takes all.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.claims.read_claims import claims_of
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.course.course import course_of
from curriculum.problem import Problem
from curriculum.read import read_bytes
from tests.course_claim_defects import CLAIM_KINDS
from tests.course_defects import KINDS, Mutant
from tests.course_lookalikes import ITEMS, look_alikes

RECORDS = Path(__file__).parent.parent / "records"
LEAST_FOUND = 0.95
MOST_FALSE = 0.02
LEAST_KINDS = 20
SAMPLE = 1
SAMPLED_LOOK_ALIKES = 37
ALL_KINDS = KINDS | CLAIM_KINDS


class Own:
    """The project's own course, read once; a mutant's record takes the place of its own."""

    def __init__(self) -> None:
        self.readings = {p.name: read_bytes(p.read_bytes(), p.name) for p in RECORDS.glob("*.md")}
        self.course = course_of(claims_of(reading) for reading in self.readings.values())
        self.lines = {
            facts.path: list(self.readings[facts.path].source.lines) for facts in self.course.facts
        }
        self.checker = Checker(selected((), ()), DEFAULT_SETTINGS)

    def problems(self, mutant: Mutant) -> list[Problem]:
        reading = read_bytes(mutant.text.encode(), mutant.path)
        readings = {**self.readings, mutant.path: reading}
        checked = self.checker.check_course(list(readings.values()))
        return [problem for one in checked.values() for problem in one.problems]


@pytest.fixture(scope="module")
def own() -> Own:
    return Own()


def is_found(mutant: Mutant, problems: list[Problem]) -> bool:
    """By a rule that may, on the line of the defect, or with that line as a related place."""
    return any(
        problem.rule in mutant.rules
        and (mutant.path, mutant.line)
        in {
            (problem.path, problem.span.line),
            *((place.path, place.span.line) for place in problem.related),
        }
        for problem in problems
    )


def spread(mutants: list[Mutant], most: int | None) -> list[Mutant]:
    """As many as wanted, from the whole range."""
    step = max(len(mutants) // most, 1) if most else 1
    return list(islice(mutants[::step], most))


def rates(own: Own, most: int | None) -> tuple[Counter[str], Counter[str]]:
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for name, kind in ALL_KINDS.items():
        for mutant in spread(list(kind(own.lines, own.course)), most):
            tried[name] += 1
            found[name] += is_found(mutant, own.problems(mutant))
    return tried, found


def false_alarms(own: Own, most: int | None) -> tuple[int, list[str]]:
    """How many look-alikes were tried, and what was said of which."""
    pairs = list(look_alikes(own.lines, own.course))
    step = max(len(pairs) // most, 1) if most else 1
    tried, said = 0, []
    for item, mutant in pairs[::step]:
        tried += 1
        problems = own.problems(mutant)
        if problems:
            said.append(f"{item} | {problems[0].path}:{problems[0].span.line} {problems[0].rule}")
    return tried, said


def check_found(own: Own, most: int | None) -> None:
    tried, found = rates(own, most)
    missed = {name: f"{found[name]}/{tried[name]}" for name in tried if found[name] < tried[name]}
    assert all(tried[name] for name in ALL_KINDS), [n for n in ALL_KINDS if not tried[n]]
    assert found.total() >= LEAST_FOUND * tried.total(), missed


def check_silent(own: Own, most: int | None) -> None:
    tried, said = false_alarms(own, most)
    assert len(said) <= MOST_FALSE * tried, "\n".join(said)


def test_there_are_kinds_enough() -> None:
    assert len(ALL_KINDS) >= LEAST_KINDS
    assert len(ITEMS) >= LEAST_KINDS


def test_defects_are_found_on_their_line(own: Own) -> None:
    check_found(own, SAMPLE)


def test_look_alikes_are_not_reported(own: Own) -> None:
    check_silent(own, SAMPLED_LOOK_ALIKES)


@pytest.mark.thorough
def test_all_defects_are_found_on_their_line(own: Own) -> None:
    check_found(own, None)


@pytest.mark.thorough
def test_no_look_alike_is_reported(own: Own) -> None:
    check_silent(own, None)
