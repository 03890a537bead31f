"""`curriculum lint`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click
from msgspec.structs import replace

from curriculum.check.baseline import Compared, baseline_text
from curriculum.check.engine import Checker
from curriculum.check.judging import INTERNAL_ERROR
from curriculum.check.rule import Rule
from curriculum.claims.read_claims import claims_of
from curriculum.cli import completion
from curriculum.cli.changes import diff_text, write_changes
from curriculum.cli.choices import FileName, OneOf
from curriculum.cli.configured import checker_of, config_option, configured, rules_of, unknown_rule
from curriculum.cli.jobs import jobs_option
from curriculum.cli.known_problems import Comparison
from curriculum.cli.lint_usage import check_buffer, check_usage
from curriculum.cli.output import Failure, say, write_data, write_file
from curriculum.cli.paths import Chosen, course_at, record_folders
from curriculum.cli.progress import reading_counted, working
from curriculum.cli.report_files import (
    Target,
    TargetType,
    files_of,
    path_prefix,
    targets,
    write_reports,
)
from curriculum.cli.standard_input import buffer_in, problems_in, stdin_option
from curriculum.cli.watching import again_and_again
from curriculum.cli.written_files import check_written
from curriculum.config.config import Configuration
from curriculum.course.course import course_of
from curriculum.files.writing import Change
from curriculum.fix.lint import Linter, Outcome
from curriculum.problem import Problem, Severity
from curriculum.report.reporters import REPORTERS
from curriculum.report.summary import Report, counted, summarise
from curriculum.workspace.cache import user_cache
from curriculum.workspace.cached_reader import CachedReader
from curriculum.workspace.executors import Jobs, NoExecutor

FAIL_ON = (*(severity.value for severity in Severity), "never")


@click.command("lint", short_help="Check records.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, and write it.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what needs an eye.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE,…",
    shell_complete=completion.rules,
    help="Only these rules.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE,…",
    shell_complete=completion.rules,
    help="Not these rules.",
)
@click.option(
    "--fail-on",
    type=OneOf(FAIL_ON),
    help="The least severity that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--format",
    "formats",
    type=TargetType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    shell_complete=completion.reports,
    help=f"How problems are reported: {', '.join(REPORTERS)}. Several go to a FILE each.",
)
@click.option(
    "--output",
    type=FileName(),
    metavar="FILE",
    help="Write the report here, and text to the terminal.",
)
@click.option(
    "--baseline",
    type=FileName(),
    metavar="FILE",
    help="Leave out the problems that this file knows.",
)
@click.option(
    "--write-baseline",
    type=FileName(),
    metavar="FILE",
    help="Write all problems there; exit code 0.",
)
@click.option("--since", metavar="REV", help="Leave out what was there at this git revision.")
@click.option(
    "--deleted-since",
    metavar="REV",
    help="Warn of what names records that were there at this git revision; --since does it, too.",
)
@stdin_option
@config_option
@click.option("--no-cache", is_flag=True, help="Examine every file again.")
@jobs_option
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
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
    formats: tuple[Target, ...],
    output: str | None,
    baseline: str | None,
    write_baseline: str | None,
    since: str | None,
    deleted_since: str | None,
    stdin_filename: str | None,
    config_path: str | None,
    no_cache: bool,
    jobs: Jobs,
    watch: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check records: whole folders, or single files.

    Exit code 0: nothing at or above --fail-on. 1: problems, or a --diff that is not empty.
    2: wrong usage, an unreadable file, no record.
    """
    check_usage(
        fix=fix,
        diff=diff,
        unsafe=unsafe_fixes,
        writes_baseline=bool(write_baseline),
        reports=bool(formats or output),
    )
    chosen = targets(formats, output)
    configuration = configured(config_path)
    written = [*files_of(chosen), *filter(None, [write_baseline])]
    check_written(written, configuration)
    if watch:
        return again_and_again(click.get_current_context(), paths, config_path, written)
    rules = rules_of(configuration)
    chosen_rules, ignored = _names(select, rules), _names(ignore, rules)
    checker = checker_of(configuration, rules, chosen_rules, ignored, jobs)
    linter = Linter(checker, fix=fix or diff, unsafe=unsafe_fixes)
    buffer = buffer_in(paths, stdin_filename)
    if buffer:
        check_buffer(fix=fix, writes_baseline=bool(write_baseline))
    comparison = Comparison(paths, configuration, buffer, baseline, since, deleted_since)
    reader = CachedReader(checker, None if no_cache else user_cache(), jobs)
    try:
        found = course_at(
            paths,
            configuration,
            verbose=verbose,
            buffer=buffer,
            reader=reading_counted(reader, quiet=quiet),
        )
    except NoExecutor as error:
        raise Failure(str(error)) from error
    with working(f"checking {len(found.course.readings):,} records", quiet=quiet):
        outcomes = linter.lint(found.asked, found.course)
    problems = sorted((p for o in outcomes for p in o.problems), key=lambda p: p.sort_key)
    if buffer:
        outcomes = [outcome for outcome in outcomes if buffer.is_for(outcome.path)]
        problems = problems_in(buffer, problems, configuration)
    _name_unproven(outcomes)
    if diff:
        return _show_diff(outcomes)
    if fix:
        write_changes([Change(o.path, o.reading.source.data, o.data) for o in outcomes])
    if write_baseline:
        write_file(write_baseline, baseline_text(problems))
        say(f'wrote {counted(len(problems), "problem")} to "{write_baseline}"')
        return 0
    compared = comparison.left(problems, found, linter)
    _tell_stale(compared, judged_all=not (paths or buffer or select or ignore))
    report = _report(outcomes, compared, rules, configuration, fail_on)
    report = replace(report, missing=_missing(found, checker))
    mended = None if quiet else sum(outcome.mended for outcome in outcomes)
    write_reports(report, chosen, mended=mended, since=since)
    return _exit_code(report, problems, outcomes)


def _exit_code(report: Report, problems: Sequence[Problem], outcomes: Sequence[Outcome]) -> int:
    if any(problem.rule == INTERNAL_ERROR.name for problem in problems):
        say("the report is not complete: a rule failed, see internal-error")
        return 2
    failing = any(map(report.is_failing, report.problems))
    return 1 if failing or any(outcome.unproven for outcome in outcomes) else 0


def _name_unproven(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.unproven:
            say(f'"{outcome.path}" is left as it is: {outcome.unproven}')


def _tell_stale(compared: Compared, *, judged_all: bool) -> None:
    """What was not judged is not known to be gone."""
    if compared.stale and judged_all:
        gone = f"{counted(compared.stale, 'problem')} of the baseline"
        be = "is" if compared.stale == 1 else "are"
        say(f"{gone} {be} gone; write it again to let it shrink")


def _names(values: Sequence[str], rules: Mapping[str, Rule]) -> list[str]:
    """Names from `--select a,b --select c`; one that does not exist is refused."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in rules:
            raise click.UsageError(unknown_rule(name, rules))
    return names


def _show_diff(outcomes: Sequence[Outcome]) -> int:
    changed = [outcome for outcome in outcomes if outcome.changed]
    for outcome in changed:
        write_data(diff_text(outcome.reading.source.data, outcome.data, outcome.reading.path))
    return 1 if changed or any(outcome.unproven for outcome in outcomes) else 0


def _report(
    outcomes: Sequence[Outcome],
    compared: Compared,
    rules: Mapping[str, Rule],
    configuration: Configuration,
    fail_on: str | None,
) -> Report:
    suppressed = sum(outcome.suppressed for outcome in outcomes)
    records = sum(outcome.asked_for for outcome in outcomes)
    summary = summarise(compared.new, records, suppressed=suppressed, baselined=compared.baselined)
    lines = {outcome.reading.path: outcome.lines for outcome in outcomes}
    least = fail_on or configuration.text("fail-on") or "warning"
    threshold = None if least == "never" else Severity(least)
    prefix = path_prefix(record_folders(configuration).base)
    return Report(compared.new, summary, lines, rules, threshold, prefix)


def _missing(found: Chosen, checker: Checker) -> tuple[str, ...]:
    """What a single record names of its course; of several, `unknown-module` tells it."""
    readings = [reading for _, reading in found.course.readings]
    if len(readings) != 1 or all(rule.name != "unknown-module" for rule in checker.rules):
        return ()
    course = course_of([claims_of(readings[0])], checker.settings)
    return tuple(course.references.missing)
