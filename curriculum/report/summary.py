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
# So many problems that --fix leaves may be too many for one day.
MANY = 10


class Report(Struct, frozen=True):
    """`records` gives the source lines of each record by its path, read when they are asked for.

    `threshold` is the least severity that fails the run, None where nothing does. `prefix` leads
    from the root of a CI checkout to the folder that the paths are relative to. `missing` are
    modules that a single record names, and nobody could expect to be here. Infos of the rules in
    `brief` are only counted where people read; `statistics` are counts of everything.
    """

    problems: Sequence[Problem]
    summary: Summary
    records: Mapping[str, Callable[[], Sequence[str]]]
    rules: Mapping[str, Rule]
    threshold: Severity | None = Severity.WARNING
    prefix: str = ""
    colour: bool = False
    missing: Sequence[str] = ()
    brief: frozenset[str] = frozenset()
    statistics: bool = False

    def is_brief(self, problem: Problem) -> bool:
        return problem.severity is Severity.INFO and problem.rule in self.brief

    def is_failing(self, problem: Problem) -> bool:
        return self.threshold is not None and problem.severity.weight >= self.threshold.weight

    @property
    def unsafe_fixes(self) -> int:
        """What only --unsafe-fixes would fix."""
        return sum(is_fixable(p, unsafe=True) and not is_fixable(p) for p in self.problems)

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
    fixed: int,
    known: str = "baselined",
    missing: Sequence[str] = (),
) -> str:
    """`known` says why others are left out."""
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
        (f"Fixed {counted(fixed, 'problem')}. " if fixed else "")
        + (f"Found {counts}" if counts else "No problems")
        + f" in {counted(summary.records, 'record')}"
        + (f" ({left_out})" if left_out else "")
        + "."
        + (f" {_missing_modules(missing)}" if missing else "")
    )


def next_step(report: Report) -> str:
    """What to do now: the fixes, and where much is left, a baseline."""
    fixable, unsafe = report.summary.fixable, report.unsafe_fixes
    left = sum(report.is_failing(p) and not is_fixable(p) for p in report.problems)
    waits = left >= MANY and not report.summary.baselined
    steps = (
        f"--fix would fix {fixable}" if fixable else "",
        f"--fix --unsafe-fixes would fix {unsafe}{' more' if fixable else ''}" if unsafe else "",
        "--write-baseline FILE lets the rest wait" if waits else "",
    )
    said = "; ".join(filter(None, steps))
    return f"Next: {said}." if said else ""


def _missing_modules(modules: Sequence[str]) -> str:
    shown = ", ".join(modules[:MOST_NAMED]) + (", …" if len(modules) > MOST_NAMED else "")
    are = "is" if len(modules) == 1 else "are"
    return f"{counted(len(modules), 'module')} named here {are} not in this course: {shown}."


def counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
