"""The counts that every report ends with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from curriculum.check.rule import Rule
from curriculum.problem import Problem, Severity, is_fixable


class Summary(Struct, frozen=True):
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


class Report(Struct, frozen=True):
    """`records` gives the source lines of each record by its path, read when they are asked for.

    `threshold` is the least severity that fails the run, None where nothing does. `prefix` leads
    from the root of a CI checkout to the folder that the paths are relative to. `missing` are
    modules that a single record names, and nobody could expect to be here.
    """

    problems: Sequence[Problem]
    summary: Summary
    records: Mapping[str, Callable[[], Sequence[str]]]
    rules: Mapping[str, Rule]
    threshold: Severity | None = Severity.WARNING
    prefix: str = ""
    colour: bool = False
    missing: Sequence[str] = ()

    def is_failing(self, problem: Problem) -> bool:
        return self.threshold is not None and problem.severity.weight >= self.threshold.weight

    def worst_first(self) -> Sequence[Problem]:
        return sorted(self.problems, key=lambda p: (-p.severity.weight, p.sort_key))


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


def summary_line(
    summary: Summary,
    *,
    mended: int,
    unsafe: int,
    known: str = "baselined",
    missing: Sequence[str] = (),
) -> str:
    """`unsafe` counts what only --unsafe-fixes would mend; `known` says why others are left out."""
    counts = ", ".join(
        counted(count, name)
        for count, name in (
            (summary.errors, "error"),
            (summary.warnings, "warning"),
            (summary.infos, "info"),
        )
        if count
    )
    left_out = ", ".join(
        f"{count} {word}"
        for count, word in ((summary.suppressed, "suppressed"), (summary.baselined, known))
        if count
    )
    return (
        (f"Mended {counted(mended, 'problem')}. " if mended else "")
        + (f"Found {counts}" if counts else "No problems")
        + f" in {counted(summary.records, 'record')}"
        + (f" ({left_out})" if left_out else "")
        + (f"; {summary.fixable} can be mended with --fix" if summary.fixable else "")
        + (f"; {unsafe} more with --unsafe-fixes" if unsafe else "")
        + "."
        + (f" {_missing_modules(missing)}" if missing else "")
    )


def _missing_modules(modules: Sequence[str]) -> str:
    shown = ", ".join(modules[:MOST_NAMED]) + (", …" if len(modules) > MOST_NAMED else "")
    are = "is" if len(modules) == 1 else "are"
    return f"{counted(len(modules), 'module')} named here {are} not in this course: {shown}."


def counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
