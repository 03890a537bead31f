"""Runs rules over one reading and turns what they find into problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from curriculum.check.rule import Rule
    from curriculum.reading import Reading
    from curriculum.settings import Settings


def check(reading: Reading, rules: Iterable[Rule], settings: Settings) -> list[Problem]:
    """Sorted by place; the same input gives the same list."""
    problems = (problem for rule in rules for problem in _run(rule, reading, settings))
    return sorted(problems, key=lambda problem: problem.sort_key)


def _run(rule: Rule, reading: Reading, settings: Settings) -> Iterator[Problem]:
    for finding in rule.check(reading, settings):
        yield Problem(
            rule=rule.name,
            severity=finding.severity or rule.severity,
            message=finding.message,
            path=reading.source.path,
            span=finding.span,
            module=reading.record.module,
            subject=finding.subject,
            related=finding.related,
            fix=finding.fix,
        )
