"""GitHub: each problem as an annotation, and the page of a job with counts and a table.

GitHub shows ten errors and ten warnings of a step and drops the rest, so the worst come first.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.problem import Problem, Severity
from curriculum.report.summary import Report, summary_line
from curriculum.text.patterns import lazy_pattern
from curriculum.text.visible import visible, visible_lines

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report) -> Iterator[str]:
    for problem in report.worst_first():
        properties = {
            "file": f"{report.prefix}{problem.path}",
            **_place(problem),
            "title": f"curriculum: {problem.rule}",
        }
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        yield f"::{COMMANDS[problem.severity]} {listed}::{_data(visible_lines(_message(problem)))}"


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
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


# GitHub refuses a page of more than 1 MiB.
MOST_ROWS = 200
MOST_CHARACTERS = 1000
_MARKUP = lazy_pattern(r"[&<>\\`*_\[\]{}|~#!$@]")


def job_summary(report: Report, known: str = "baselined") -> str:
    """`known` says why problems are left out."""
    return "\n".join(_lines(report, known)) + "\n"


def _lines(report: Report, known: str) -> Iterator[str]:
    yield "### curriculum lint\n"
    yield markup_escaped(summary_line(report.summary, fixed=0, known=known)) + "\n"
    if not report.problems:
        return
    yield "| Severity | Place | Rule | Problem |"
    yield "|---|---|---|---|"
    for problem in report.worst_first()[:MOST_ROWS]:
        yield _row(problem, report)
    more = len(report.problems) - MOST_ROWS
    if more > 0:
        yield f"\n{more} more are in the log of the step."


def _row(problem: Problem, report: Report) -> str:
    place = f"{report.prefix}{problem.path}:{problem.span.line}:{problem.span.column}"
    url = report.rules[problem.rule].url
    rule = f"[{problem.rule}]({url})" if url else f"`{problem.rule}`"
    message = problem.message
    if len(message) > MOST_CHARACTERS:
        message = message[: MOST_CHARACTERS - 1] + "…"
    return f"| {problem.severity} | {markup_escaped(place)} | {rule} | {markup_escaped(message)} |"


def markup_escaped(text: str) -> str:
    """As entities, so that no text of a record becomes markup, a mention or a cell border."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
