"""The page that GitHub shows for a job: counts, and a table of problems, the worst first."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.problem import Problem
from curriculum.report.summary import Report, summary_line
from curriculum.text.patterns import lazy_pattern

# GitHub refuses a page of more than 1 MiB.
MOST_ROWS = 200
MOST_CHARACTERS = 1000
_MARKUP = lazy_pattern(r"[&<>\\`*_\[\]{}|~#!$@]")


def job_summary(report: Report, known: str = "baselined") -> str:
    """`known` says why problems are left out."""
    return "\n".join(_lines(report, known)) + "\n"


def _lines(report: Report, known: str) -> Iterator[str]:
    yield "### curriculum lint\n"
    yield _escaped(summary_line(report.summary, mended=0, unsafe=0, known=known)) + "\n"
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
    rule = f"[{problem.rule}]({report.rules[problem.rule].url})"
    message = problem.message
    if len(message) > MOST_CHARACTERS:
        message = message[: MOST_CHARACTERS - 1] + "…"
    return f"| {problem.severity} | {_escaped(place)} | {rule} | {_escaped(message)} |"


def _escaped(text: str) -> str:
    """As entities, so that no text of a record becomes markup, a mention or a cell border."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
