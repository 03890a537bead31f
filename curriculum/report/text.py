"""For people: what must be corrected, the worst first, with its line and the places it is about.

Infos are one line for each rule, unless the run asks for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.problem import Problem, Severity
from curriculum.report.excerpt import excerpt
from curriculum.report.folding import folded, terminal_width
from curriculum.report.summary import Report
from curriculum.text.visible import visible

BOLD = "1"
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "36"}


def write(report: Report) -> Iterator[str]:
    if report.statistics:
        yield from _counts(report, report.problems)
        yield ""
        return
    width = terminal_width()
    brief = [problem for problem in report.problems if report.is_brief(problem)]
    for problem in report.worst_first():
        if not report.is_brief(problem):
            yield from _problem(problem, report, width)
    if brief:
        yield "Worth a look (--info shows each):"
        yield from _counts(report, brief)
        yield ""


def _counts(report: Report, problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each rule and severity: the worst first, then the most frequent."""
    counts = Counter((-p.severity.weight, p.rule, p.severity.value) for p in problems)
    for (_, rule, severity), count in sorted(counts.items(), key=_worst_and_most):
        named = f"{severity:7} " if report.statistics else ""
        yield visible(f"{count:5}  {named}{report.rules[rule].summary} ({rule})")


def _worst_and_most(counted: tuple[tuple[int, str, str], int]) -> tuple[int, int, str]:
    (weight, rule, _), count = counted
    return weight, -count, rule


def _problem(problem: Problem, report: Report, width: int) -> Iterator[str]:
    place = f"{visible(problem.path)}:{problem.span.line}:{problem.span.column}"
    severity = problem.severity.value
    if report.colour:
        place, severity = _styled(place, BOLD), _styled(severity, COLOURS[problem.severity])
    yield f"{place} {severity} [{problem.rule}]"
    yield from folded(visible(problem.message), width - 2, "  ", "  ")
    lines = report.records.get(problem.path, tuple)
    yield from excerpt(lines(), problem.span, width)
    for place_ in problem.related:
        where = f"{place_.path}:{place_.span.line}:{place_.span.column}"
        yield from folded(visible(place_.message), width, f"  {visible(where)}: ", " " * 4)
    yield ""


def _styled(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"
