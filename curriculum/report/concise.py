"""One line for each problem: `path:line:column: severity rule: message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.problem import Problem
    from curriculum.report.summary import Report


def write(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield headline(problem)


def headline(problem: Problem) -> str:
    place = f"{problem.path}:{problem.span.line}:{problem.span.column}"
    return visible(f"{place}: {problem.severity} {problem.rule}: {problem.message}")
