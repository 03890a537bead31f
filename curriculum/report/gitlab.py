"""GitLab's Code Quality report: the form of Code Climate, as far as GitLab reads it.

A fingerprint names a problem and stays the same while lines move: GitLab compares runs by it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.check.baseline import key_of
from curriculum.model.as_data import Data
from curriculum.problem import Problem, Severity, Span
from curriculum.report.summary import Report
from curriculum.text.visible import json_text

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report) -> Iterator[str]:
    entries = [
        _entry(problem, fingerprint, report)
        for problem, fingerprint in with_fingerprints(report.problems)
    ]
    yield json_text(entries, indent=2)


def _entry(problem: Problem, fingerprint: str, report: Report) -> dict[str, Data]:
    return {
        "type": "issue",
        "check_name": problem.rule,
        "description": problem.message,
        "categories": ["Bug Risk" if problem.severity is Severity.ERROR else "Clarity"],
        "severity": SEVERITIES[problem.severity],
        "fingerprint": fingerprint,
        "content": {"body": f"{report.rules[problem.rule].page.rstrip()}\n{_related(problem)}"},
        "location": _location(report.prefix + problem.path, problem.span),
        "other_locations": [
            _location(report.prefix + place.path, place.span) for place in problem.related
        ],
    }


def _related(problem: Problem) -> str:
    return "".join(
        f"\n- {place.path}:{place.span.line}:{place.span.column}: {place.message}"
        for place in problem.related
    )


def _location(path: str, span: Span) -> dict[str, Data]:
    return {
        "path": path,
        "positions": {
            "begin": {"line": span.line, "column": span.column},
            "end": {"line": span.end_line, "column": span.end_column},
        },
    }


def with_fingerprints(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Made from the key of baselines and, where several problems share it, their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        key = key_of(problem)
        text = json.dumps([*key, seen[key]])
        seen[key] += 1
        yield problem, hashlib.sha256(text.encode()).hexdigest()[:32]
