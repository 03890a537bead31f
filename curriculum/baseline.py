"""Problems that are known and wait: a file of keys with counts, so that only new ones fail.

A key has no line and no number in it: a row that moves makes no new problem, and a second
problem of the same key is not hidden by the first.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.model.as_data import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from curriculum.problem import Problem

FIELDS = ("module", "rule", "subject", "message")

BaselineKey = tuple[str, str, str, str]


class BaselineError(Exception):
    """A file that is no baseline; the message says why."""


@dataclass(frozen=True, slots=True)
class Compared:
    """`stale` counts the entries that no problem needs any more."""

    new: tuple[Problem, ...]
    baselined: int
    stale: int


def key_of(problem: Problem) -> BaselineKey:
    """A record without a module number is known by its path."""
    message = re.sub(r"\d+", "#", problem.message)
    return (problem.module or problem.path, problem.rule, problem.subject, message)


def compare(problems: Iterable[Problem], baseline: Counter[BaselineKey]) -> Compared:
    left = Counter(baseline)
    new: list[Problem] = []
    count = 0
    for problem in problems:
        key = key_of(problem)
        if left[key] > 0:
            left[key] -= 1
            count += 1
        else:
            new.append(problem)
    return Compared(tuple(new), count, sum((+left).values()))


def baseline_text(problems: Iterable[Problem]) -> str:
    counted = sorted(Counter(map(key_of, problems)).items())
    entries = [{**dict(zip(FIELDS, key, strict=True)), "count": count} for key, count in counted]
    data = {"version": VERSION, "problems": entries}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read_baseline(text: str) -> Counter[BaselineKey]:
    """Raises BaselineError."""
    try:
        entries = json.loads(text)["problems"]
        return Counter({_key(entry): int(entry["count"]) for entry in entries})
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise BaselineError("it is not what --write-baseline writes; write it again") from error


def _key(entry: dict[str, str]) -> BaselineKey:
    module, rule, subject, message = (str(entry[field]) for field in FIELDS)
    return module, rule, subject, message
