"""GitHub's workflow commands: each problem becomes an annotation, the worst first.

GitHub shows ten errors and ten warnings of a step and drops the rest, hence the order.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.problem import Problem, Severity
from curriculum.report.summary import Report

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report) -> Iterator[str]:
    for problem in report.worst_first():
        properties = {
            "file": f"{report.prefix}{problem.path}",
            **_place(problem),
            "title": f"curriculum: {problem.rule}",
        }
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        yield f"::{COMMANDS[problem.severity]} {listed}::{_data(_message(problem))}"


def _place(problem: Problem) -> dict[str, int]:
    """GitHub refuses columns where an annotation spans several lines."""
    span = problem.span
    if span.line != span.end_line:
        return {"line": span.line, "endLine": span.end_line}
    return {"line": span.line, "col": span.column, "endColumn": span.end_column}


def _message(problem: Problem) -> str:
    """With its place: the log of a step shows nothing of a command but its message."""
    place = f"{problem.path}:{problem.span.line}:{problem.span.column}"
    related = (
        f"{place.path}:{place.span.line}:{place.span.column}: {place.message}"
        for place in problem.related
    )
    return "\n".join([f"{place}: {problem.message}", *related])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
