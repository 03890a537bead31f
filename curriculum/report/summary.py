"""The counts that every report ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.fix import is_fixable
from curriculum.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from curriculum.problem import Problem


@dataclass(frozen=True, slots=True)
class Summary:
    """`suppressed` and `baselined` count problems that are not reported."""

    errors: int
    warnings: int
    infos: int
    fixable: int
    suppressed: int
    baselined: int
    records: int


@dataclass(frozen=True, slots=True)
class Report:
    """`lines` gives the source lines of a path, for reports that show them."""

    problems: Sequence[Problem]
    summary: Summary
    lines: dict[str, tuple[str, ...]]


def summarise(problems: Sequence[Problem], records: int) -> Summary:
    def count(severity: Severity) -> int:
        return sum(problem.severity is severity for problem in problems)

    return Summary(
        errors=count(Severity.ERROR),
        warnings=count(Severity.WARNING),
        infos=count(Severity.INFO),
        fixable=sum(map(is_fixable, problems)),
        suppressed=0,
        baselined=0,
        records=records,
    )


def summary_line(summary: Summary, mended: int = 0) -> str:
    counts = ", ".join(
        _counted(count, name)
        for count, name in (
            (summary.errors, "error"),
            (summary.warnings, "warning"),
            (summary.infos, "info"),
        )
        if count
    )
    found = f"Found {counts}" if counts else "No problems"
    done = f"Mended {_counted(mended, 'problem')}. " if mended else ""
    fixable = f"; {summary.fixable} can be mended with --fix" if summary.fixable else ""
    return f"{done}{found} in {_counted(summary.records, 'record')}{fixable}."


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
