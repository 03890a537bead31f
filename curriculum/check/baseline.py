"""Problems that are known and wait: a file of keys with counts, so that only new ones fail.

A key has no line and no number in it: a row that moves makes no new problem, and a second
problem of the same key is not hidden by the first.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from curriculum.model.as_data import VERSION
from curriculum.problem import Problem

FIELDS = ("module", "rule", "subject", "message")

BaselineKey = tuple[str, str, str, str]

_REMEDY = "write it again with --write-baseline"


class BaselineError(Exception):
    """A file that is no baseline; the message says why."""


class Compared(Struct, frozen=True):
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
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"it is no JSON; {_REMEDY}") from error
    if not isinstance(data, dict) or not isinstance(data.get("problems"), list):
        raise BaselineError(f"it has no list of problems; {_REMEDY}")
    if type(data.get("version")) is not int or data["version"] != VERSION:
        version = json.dumps(data.get("version"))
        raise BaselineError(f"its version is {version}, not {VERSION}; {_REMEDY}")
    counts: Counter[BaselineKey] = Counter()
    for number, entry in enumerate(data["problems"], start=1):
        key, count = _entry(entry, number)
        counts[key] += count
    return counts


def _entry(entry: object, number: int) -> tuple[BaselineKey, int]:
    texts = [entry.get(field) for field in FIELDS] if isinstance(entry, dict) else []
    if not texts or not all(isinstance(text, str) for text in texts):
        fields = ", ".join(f'"{field}"' for field in FIELDS)
        raise BaselineError(f"its entry {number} does not have the texts {fields}; {_REMEDY}")
    assert isinstance(entry, dict)
    count = entry.get("count")
    if type(count) is not int or count < 1:
        shown = json.dumps(count)
        raise BaselineError(f'the "count" of its entry {number} is {shown}, not 1 or more')
    module, rule, subject, message = map(str, texts)
    return (module, rule, subject, message), count
