"""The counts that every report ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.fix import is_fixable
from curriculum.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


# More modules than these are only counted.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Report:
    """`lines` gives the source lines of a path; `urls` the page of a rule."""

    problems: Sequence[Problem]
    summary: Summary
    lines: Mapping[str, tuple[str, ...]]
    urls: Mapping[str, str]


def summarise(
    problems: Sequence[Problem], records: int, *, suppressed: int = 0, baselined: int = 0
) -> Summary:
    def count(severity: Severity) -> int:
        return sum(problem.severity is severity for problem in problems)

    return Summary(
        errors=count(Severity.ERROR),
        warnings=count(Severity.WARNING),
        infos=count(Severity.INFO),
        fixable=sum(map(is_fixable, problems)),
        suppressed=suppressed,
        baselined=baselined,
        records=records,
    )


def summary_line(summary: Summary, *, mended: int, unsafe: int, missing: Sequence[str] = ()) -> str:
    """`unsafe` is how many problems only --unsafe-fixes would mend.

    `missing` are modules that a single record names, and nobody could expect to be here.
    """
    counts = ", ".join(
        _counted(count, name)
        for count, name in (
            (summary.errors, "error"),
            (summary.warnings, "warning"),
            (summary.infos, "info"),
        )
        if count
    )
    left_out = ", ".join(
        f"{count} {word}"
        for count, word in ((summary.suppressed, "suppressed"), (summary.baselined, "baselined"))
        if count
    )
    return (
        (f"Mended {_counted(mended, 'problem')}. " if mended else "")
        + (f"Found {counts}" if counts else "No problems")
        + f" in {_counted(summary.records, 'record')}"
        + (f" ({left_out})" if left_out else "")
        + (f"; {summary.fixable} can be mended with --fix" if summary.fixable else "")
        + (f"; {unsafe} more with --unsafe-fixes" if unsafe else "")
        + "."
        + (f" {_missing_modules(missing)}" if missing else "")
    )


def _missing_modules(modules: Sequence[str]) -> str:
    shown = ", ".join(modules[:MOST_NAMED]) + (", …" if len(modules) > MOST_NAMED else "")
    are = "is" if len(modules) == 1 else "are"
    return f"{_counted(len(modules), 'module')} named here {are} not in this course: {shown}."


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
