"""`curriculum lint`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from curriculum.baseline import BaselineError, Compared, baseline_text, compare, read_baseline
from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.cli.diff import diff_text
from curriculum.cli.failure import Failure
from curriculum.cli.house import config_option, configured, rules_of, unknown_rule
from curriculum.cli.output import say, write, write_data, write_file, write_line
from curriculum.cli.paths import course_at
from curriculum.cli.writing import write_changes
from curriculum.fix import is_fixable
from curriculum.linting import Linter, Outcome
from curriculum.problem import Severity
from curriculum.report.reporters import REPORTERS
from curriculum.report.summary import Report, summarise, summary_line
from curriculum.source import Source
from curriculum.writing import Change

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from curriculum.check.rule import Rule
    from curriculum.config import Configuration
    from curriculum.problem import Problem

FAIL_ON = (*(severity.value for severity in Severity), "never")


@click.command("lint", short_help="Check records.")
@click.argument("paths", nargs=-1)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, and write it.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what needs an eye.")
@click.option("--select", multiple=True, metavar="RULE,…", help="Only these rules.")
@click.option("--ignore", multiple=True, metavar="RULE,…", help="Not these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The least severity that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--format",
    "report_format",
    type=click.Choice(list(REPORTERS)),
    default="text",
    show_default=True,
    help="How problems are reported.",
)
@click.option("--output", metavar="FILE", help="Write the report here.")
@click.option("--baseline", metavar="FILE", help="Leave out the problems that this file knows.")
@click.option("--write-baseline", metavar="FILE", help="Write all problems there; exit code 0.")
@config_option
@click.option("-q", "--quiet", is_flag=True, help="No summary line.")
@click.option("-v", "--verbose", is_flag=True, help="Also count the files that are no records.")
def command(
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    report_format: str,
    output: str | None,
    baseline: str | None,
    write_baseline: str | None,
    config_path: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check records: whole folders, or single files.

    Exit code 0: nothing at or above --fail-on. 1: problems, or a --diff that is not empty.
    2: wrong usage, an unreadable file, no record.
    """
    _check_usage(fix=fix, diff=diff, unsafe=unsafe_fixes)
    configuration = configured(config_path)
    rules = rules_of(configuration)
    checker = _checker(configuration, rules, _names(select, rules), _names(ignore, rules))
    linter = Linter(checker, fix=fix or diff, unsafe=unsafe_fixes)
    chosen = course_at(paths, configuration, verbose=verbose)
    outcomes = linter.lint(chosen.asked, chosen.course)
    _name_unproven(outcomes)
    if diff:
        return _show_diff(outcomes)
    if fix:
        write_changes([Change(o.path, o.reading.source.data, o.data) for o in outcomes])
    problems = sorted((p for o in outcomes for p in o.problems), key=lambda p: p.sort_key)
    _check_targets(outcomes, output, write_baseline)
    if write_baseline:
        write_file(write_baseline, baseline_text(problems))
        say(f'wrote {len(problems)} problems to "{write_baseline}"')
        return 0
    compared = _compare(problems, baseline, configuration)
    _tell_stale(compared, judged_all=not (paths or select or ignore))
    urls = {name: rule.url for name, rule in rules.items()}
    report = _report(outcomes, compared, urls)
    mended = None if quiet else sum(outcome.mended for outcome in outcomes)
    _write_report(report, report_format, output, mended)
    failing = _fails(report.problems, fail_on or configuration.text("fail-on") or "warning")
    return 1 if failing or any(outcome.unproven for outcome in outcomes) else 0


def _name_unproven(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.unproven:
            say(f'"{outcome.path}" is left as it is: {outcome.unproven}')


def _tell_stale(compared: Compared, *, judged_all: bool) -> None:
    """What was not judged is not known to be gone."""
    if compared.stale and judged_all:
        say(f"{compared.stale} problems of the baseline are gone; write it again to let it shrink")


def _check_targets(outcomes: Sequence[Outcome], *targets: str | None) -> None:
    records = {outcome.path.resolve() for outcome in outcomes}
    for target in filter(None, targets):
        if Path(target).resolve() in records:
            raise click.UsageError(f'"{target}" is a record; name another file to write to')


def _check_usage(*, fix: bool, diff: bool, unsafe: bool) -> None:
    if fix and diff:
        raise click.UsageError("--fix writes and --diff does not; choose one of them")
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes says what to mend; add --fix or --diff")


def _names(values: Sequence[str], rules: Mapping[str, Rule]) -> list[str]:
    """Names from `--select a,b --select c`; one that does not exist is refused."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in rules:
            raise click.UsageError(unknown_rule(name, rules))
    return names


def _checker(
    configuration: Configuration,
    rules: Mapping[str, Rule],
    select: Sequence[str],
    ignore: Sequence[str],
) -> Checker:
    """What the command line selects replaces the configured selection; ignores add up."""
    chosen = selected(
        select or configuration.names("select"),
        (*ignore, *([] if select else configuration.names("ignore"))),
        rules,
    )
    ignores = configuration.lists("per-record-ignores")
    return Checker(chosen, configuration.settings, configuration.severities, ignores)


def _show_diff(outcomes: Sequence[Outcome]) -> int:
    changed = [outcome for outcome in outcomes if outcome.changed]
    for outcome in changed:
        write_data(
            diff_text(outcome.reading.source.data, outcome.data, outcome.reading.source.path)
        )
    return 1 if changed or any(outcome.unproven for outcome in outcomes) else 0


def _compare(
    problems: Sequence[Problem], baseline: str | None, configuration: Configuration
) -> Compared:
    configured_file = configuration.text("baseline")
    file = Path(baseline) if baseline else configuration.folder / (configured_file or "")
    if not baseline and not configured_file:
        return Compared(tuple(problems), 0, 0)
    try:
        compared = compare(problems, read_baseline(file.read_text(encoding="utf-8")))
    except BaselineError as error:
        raise Failure(f'cannot use the baseline "{file}": {error}') from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read the baseline "{file}": {reason}') from error
    return compared


def _report(outcomes: Sequence[Outcome], compared: Compared, urls: Mapping[str, str]) -> Report:
    suppressed = sum(outcome.suppressed for outcome in outcomes)
    records = sum(outcome.asked_for for outcome in outcomes)
    summary = summarise(compared.new, records, suppressed=suppressed, baselined=compared.baselined)
    lines = {o.reading.source.path: Source("", o.data).lines for o in outcomes}
    return Report(compared.new, summary, lines, urls)


def _write_report(
    report: Report, report_format: str, output: str | None, mended: int | None
) -> None:
    """`mended` is None where no summary line is wanted."""
    lines = list(REPORTERS[report_format](report))
    if output:
        write_file(output, "".join(f"{line}\n" for line in lines))
    else:
        (write if report_format == "text" else write_data)("".join(f"{line}\n" for line in lines))
    if mended is not None and (report_format == "text" or output):
        unsafe = sum(is_fixable(p, unsafe=True) and not is_fixable(p) for p in report.problems)
        write_line(summary_line(report.summary, mended=mended, unsafe=unsafe))


def _fails(problems: Sequence[Problem], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    least = Severity(fail_on).weight
    return any(problem.severity.weight >= least for problem in problems)
