"""One line for each problem: `path:line:column: severity rule: message`."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.problem import Problem
from curriculum.report.summary import Report
from curriculum.text.visible import visible


def write(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield headline(problem)


def headline(problem: Problem) -> str:
    place = f"{problem.path}:{problem.span.line}:{problem.span.column}"
    return visible(f"{place}: {problem.severity} {problem.rule}: {problem.message}")
