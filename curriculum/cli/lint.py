"""`curriculum lint`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from curriculum.check.engine import check
from curriculum.check.registry import RULES, selected
from curriculum.cli.diff import diff_text
from curriculum.cli.output import say, write, write_line
from curriculum.cli.paths import records_at
from curriculum.cli.writing import write_changes
from curriculum.dialect import DEFAULT_DIALECT
from curriculum.fix import UnprovenFix, fix_record
from curriculum.problem import Severity
from curriculum.reading import read_bytes
from curriculum.report.reporters import REPORTERS
from curriculum.report.summary import Report, summarise, summary_line
from curriculum.settings import DEFAULT_SETTINGS
from curriculum.writing import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from curriculum.check.rule import Rule
    from curriculum.problem import Problem
    from curriculum.reading import Reading

FAIL_ON = (*(severity.value for severity in reversed(Severity)), "never")


def rule_names(_: click.Context, __: click.Parameter, values: Sequence[str]) -> list[str]:
    """Names from `--select a,b --select c`; one that does not exist is refused."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in RULES:
            raise click.BadParameter(unknown_rule(name))
    return names


def unknown_rule(name: str) -> str:
    from curriculum.check.nearest import nearest

    meant = nearest(name, RULES)
    hint = f"did you mean {meant}?" if meant else "`curriculum rule` lists them"
    return f'there is no rule "{name}"; {hint}'


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one record comes to: its problems, and what a fix would make of its bytes."""

    path: Path
    reading: Reading
    problems: tuple[Problem, ...]
    data: bytes
    mended: int = 0
    unproven: str | None = None


@click.command("lint", short_help="Check records.")
@click.argument("paths", nargs=-1)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, and write it.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--select", multiple=True, callback=rule_names, metavar="RULE,…", help="Only these.")
@click.option("--ignore", multiple=True, callback=rule_names, metavar="RULE,…", help="Not these.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--format",
    "report_format",
    type=click.Choice(list(REPORTERS)),
    default="text",
    show_default=True,
    help="How problems are reported.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary line.")
@click.option("-v", "--verbose", is_flag=True, help="Also count the files that are no records.")
def command(
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    select: list[str],
    ignore: list[str],
    fail_on: str,
    report_format: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check records: whole folders, or single files.

    Exit code 0: nothing at or above --fail-on. 1: problems, or a --diff that is not empty.
    2: wrong usage, an unreadable file, no record.
    """
    if fix and diff:
        raise click.UsageError("--fix writes and --diff does not; choose one of them")
    found = records_at(paths, DEFAULT_DIALECT, verbose=verbose)
    rules = selected(select, ignore)
    outcomes = [_outcome(path, reading, rules, fix=fix or diff) for path, reading in found.readings]
    for outcome in outcomes:
        if outcome.unproven:
            say(f'"{outcome.path}" is left as it is: {outcome.unproven}')
    if diff:
        return _show_diff(outcomes)
    if fix:
        changes = [Change(o.path, o.reading.source.data, o.data) for o in outcomes]
        write_changes(changes)
    return _report(outcomes, report_format, fail_on, quiet=quiet)


def _outcome(path: Path, reading: Reading, rules: Sequence[Rule], *, fix: bool) -> Outcome:
    problems = check(reading, rules, DEFAULT_SETTINGS)
    if not fix:
        return Outcome(path, reading, tuple(problems), reading.source.data)
    try:
        fixed = fix_record(
            reading, problems, lambda again: check(again, rules, DEFAULT_SETTINGS), DEFAULT_DIALECT
        )
    except UnprovenFix as error:
        return Outcome(path, reading, tuple(problems), reading.source.data, unproven=str(error))
    return Outcome(path, reading, fixed.problems, fixed.data, fixed.mended)


def _show_diff(outcomes: Sequence[Outcome]) -> int:
    changed = [o for o in outcomes if o.data != o.reading.source.data]
    for outcome in changed:
        write(diff_text(outcome.reading.source.data, outcome.data, outcome.reading.source.path))
    return 1 if changed or any(outcome.unproven for outcome in outcomes) else 0


def _report(outcomes: Sequence[Outcome], report_format: str, fail_on: str, *, quiet: bool) -> int:
    problems = sorted((p for o in outcomes for p in o.problems), key=lambda p: p.sort_key)
    summary = summarise(problems, len(outcomes))
    lines = {o.reading.source.path: _lines(o) for o in outcomes}
    for line in REPORTERS[report_format](Report(problems, summary, lines)):
        write_line(line)
    if not quiet and report_format == "text":
        write_line(summary_line(summary, sum(outcome.mended for outcome in outcomes)))
    failing = any(outcome.unproven for outcome in outcomes) or _fails(problems, fail_on)
    return 1 if failing else 0


def _lines(outcome: Outcome) -> tuple[str, ...]:
    if outcome.data == outcome.reading.source.data:
        return outcome.reading.source.lines
    return read_bytes(outcome.data, outcome.reading.source.path).source.lines


def _fails(problems: Sequence[Problem], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    least = Severity(fail_on).weight
    return any(problem.severity.weight >= least for problem in problems)
