"""Names for problems that stay the same while lines move, as CI services compare runs by them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.check.baseline import key_of
from curriculum.problem import Problem


def with_fingerprints(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Made from the key of baselines and, where several problems share it, their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        key = key_of(problem)
        text = json.dumps([*key, seen[key]])
        seen[key] += 1
        yield problem, hashlib.sha256(text.encode()).hexdigest()[:32]
