"""For people: each problem with its source line, a caret, and the places it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.problem import Problem, Severity, Span
from curriculum.report.folding import folded, terminal_width
from curriculum.report.summary import Report
from curriculum.text.visible import visible

MARGIN = 9


BOLD = "1"
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "36"}


def write(report: Report) -> Iterator[str]:
    width = terminal_width()
    for problem in report.problems:
        yield from _problem(problem, report, width)


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


def excerpt(lines: Sequence[str], span: Span, width: int) -> Iterator[str]:
    """The line of the span, cut to the width around it, and a caret under its beginning."""
    if not 1 <= span.line <= len(lines):
        return
    line = lines[span.line - 1]
    room = width - MARGIN
    start = max(min(span.column - 1 - room // 3, len(line) - room), 0)
    shown = printable(line[start : start + room])
    if start:
        shown = "…" + shown[1:]
    if start + room < len(line):
        shown = shown[:-1] + "…"
    last = span.end_column if span.end_line == span.line else len(line) + 1
    carets = max(min(last, start + room + 1) - span.column, 1)
    yield f"{span.line:6} | {shown}"
    yield f"{'':6} | {' ' * (span.column - 1 - start)}{'^' * carets}"


def _styled(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def printable(line: str) -> str:
    """Tabs and characters that a terminal would obey or reorder become one visible character."""
    if line.isprintable():
        return line
    return "".join(
        character if character.isprintable() else " " if character == "\t" else "�"
        for character in line
    )
