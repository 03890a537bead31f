"""What a change of the course would break: the problems that `lint` would find after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from curriculum.claims.read_claims import claims_of
from curriculum.config.settings import Settings
from curriculum.course.course import Course, course_of
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.read import read_bytes


class LostConcept(Struct, frozen=True):
    """A concept that no row would teach any more; `path` and `line` are those of its last row."""

    term: str
    path: str
    line: int


class Impact(Struct, frozen=True):
    """`problems` are new, with their places after the change; `gone` counts those it would mend."""

    problems: tuple[Problem, ...]
    gone: int
    lost: tuple[LostConcept, ...]


def impact_of(
    readings: Sequence[RecordFile],
    changed: Mapping[str, bytes],
    settings: Settings,
    lint: Callable[[Sequence[RecordFile]], Sequence[Problem]],
) -> Impact:
    """`changed` holds the new bytes of records by their paths; `lint` finds a course's problems."""
    dialect = settings.dialect
    after = [
        read_bytes(changed[reading.path], reading.path, dialect)
        if reading.path in changed
        else reading
        for reading in readings
    ]
    before_problems, after_problems = lint(readings), lint(after)
    return Impact(
        problems=tuple(_beyond(after_problems, before_problems)),
        gone=len(_beyond(before_problems, after_problems)),
        lost=tuple(_lost(_course(readings, settings), _course(after, settings))),
    )


def _course(readings: Iterable[RecordFile], settings: Settings) -> Course:
    return course_of((claims_of(reading) for reading in readings), settings)


def _beyond(problems: Sequence[Problem], known: Iterable[Problem]) -> list[Problem]:
    """Those that `known` does not have, counted by key: a place that moved makes none new."""
    left = Counter(map(_key, known))
    new: list[Problem] = []
    for problem in problems:
        if left[_key(problem)] > 0:
            left[_key(problem)] -= 1
        else:
            new.append(problem)
    return new


def _key(problem: Problem) -> tuple[str, str, str, str]:
    """Without the advice, and line numbers, which a change above moves; ids of lessons stay."""
    message = re.sub(r"\bline \d+|:\d+", "", problem.message.partition(";")[0])
    return problem.path, problem.rule, problem.subject, message


def _lost(before: Course, after: Course) -> Iterable[LostConcept]:
    left = {key for entry in after.depths.appearances for key in [after.names.of(entry.term)]}
    last = {
        before.names.of(entry.term): entry for entry in before.depths.appearances if entry.in_index
    }
    for key, entry in last.items():
        if key not in left:
            yield LostConcept(entry.term, entry.facts.path, entry.span.line)
