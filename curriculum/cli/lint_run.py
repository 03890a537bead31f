"""A run of `lint` that judges the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import click
from msgspec import Struct
from msgspec.structs import replace

from curriculum.check.baseline import Compared, baseline_text
from curriculum.check.engine import Checker
from curriculum.check.judging import INTERNAL_ERROR
from curriculum.check.rule import Rule
from curriculum.claims.read_claims import claims_of
from curriculum.cli.changes import diff_text, write_changes
from curriculum.cli.configured import checker_of, rules_of, unknown_rule
from curriculum.cli.known_problems import Comparison, Revision
from curriculum.cli.lint_options import LintOptions, check_buffer
from curriculum.cli.output import Failure, say, write_data, write_file
from curriculum.cli.paths import Chosen, course_at, store_of
from curriculum.cli.plan_paths import plan_linter, plans_of
from curriculum.cli.progress import reading_counted, working
from curriculum.cli.replay import Findings, keep_found, report_of
from curriculum.cli.report_files import write_reports
from curriculum.cli.standard_input import buffer_in, problems_in
from curriculum.config.config import Configuration
from curriculum.course.course import course_of
from curriculum.files.writing import Change
from curriculum.fix.lint import Linter, Outcome
from curriculum.fix.plans import PlanLinter
from curriculum.problem import Problem
from curriculum.report.summary import Report, counted
from curriculum.workspace.cache import digest_of
from curriculum.workspace.cached_reader import CachedReader
from curriculum.workspace.discovery import Buffer, Found
from curriculum.workspace.executors import NoExecutor
from curriculum.workspace.plan_files import PlanFile, without_plans


def run_lint(options: LintOptions, configuration: Configuration) -> int:
    rules = rules_of(configuration)
    checker = _checker(options, configuration, rules)
    buffer = buffer_in(options.paths, options.stdin_filename)
    if buffer:
        check_buffer(options)
    store = None if options.no_cache else store_of(configuration)
    reader = CachedReader(checker, store, options.jobs)
    run = _Run(options, configuration, checker, buffer)
    found = run.course(reader)
    outcomes = [*run.outcomes(found), *run.plan_outcomes(found)]
    reader.digests.update({str(plan.file): digest_of(plan.data) for plan in run.plans})
    if store and options.only_reports and _is_repeatable(outcomes, found):
        keep_found(_found(outcomes, found, checker), store, options, configuration, reader.digests)
    return run.report(outcomes, found, rules)


class _Run(Struct, frozen=True, dict=True):
    options: LintOptions
    configuration: Configuration
    checker: Checker
    buffer: Buffer | None

    @cached_property
    def linter(self) -> Linter:
        fixes = self.options.fix or self.options.diff
        return Linter(self.checker, fix=fixes, unsafe=self.options.unsafe_fixes)

    @cached_property
    def plans(self) -> list[PlanFile]:
        return plans_of(self.configuration, self.options.paths, self.buffer)

    def course(self, reader: CachedReader) -> Chosen:
        """Where PATHS are plans alone, no record is asked for."""
        paths = without_plans(self.options.paths, self.plans)
        try:
            found = course_at(
                paths,
                self.configuration,
                verbose=self.options.verbose,
                buffer=self.buffer,
                reader=reading_counted(reader, quiet=self.options.quiet),
                none_will_do=any(plan.asked for plan in self.plans),
            )
        except NoExecutor as error:
            raise Failure(str(error)) from error
        only_plans = bool(self.options.paths) and not paths
        return Chosen(Found((), (), ()), found.course) if only_plans else found

    def plan_outcomes(self, found: Chosen) -> list[Outcome]:
        fixes = self.options.fix or self.options.diff
        return self._plan_linter(found, fix=fixes).lint(self.plans) if self.plans else []

    def _plan_linter(self, found: Chosen, *, fix: bool) -> PlanLinter:
        readings = [reading for _, reading in found.course.readings]
        unsafe = self.options.unsafe_fixes
        return plan_linter(self.checker, self.configuration, readings, fix=fix, unsafe=unsafe)

    def _plans_known(self, found: Chosen) -> Callable[[Revision], Sequence[Problem]]:
        """What the plans of a revision show, held against the records that are here now."""

        def problems(revision: Revision) -> Sequence[Problem]:
            asked = [plan for plan in self.plans if plan.asked]
            texts = revision.contents([plan.file for plan in asked]) if asked else {}
            earlier = [replace(plan, data=texts[plan.file]) for plan in asked if plan.file in texts]
            linter = self._plan_linter(found, fix=False) if earlier else None
            return _problems(linter.lint(earlier)) if linter else ()

        return problems

    def outcomes(self, found: Chosen) -> list[Outcome]:
        count = len(found.course.readings)
        with working(f"checking {count:,} records", quiet=self.options.quiet):
            return self.linter.lint(found.asked, found.course)

    def report(self, outcomes: Sequence[Outcome], found: Chosen, rules: Mapping[str, Rule]) -> int:
        """Shows what was found, or writes what becomes of it."""
        options, buffer = self.options, self.buffer
        problems = _problems(outcomes)
        if buffer:
            outcomes = [outcome for outcome in outcomes if buffer.is_for(outcome.path)]
            problems = problems_in(buffer, problems, self.configuration)
        _name_unproven(outcomes)
        if options.diff:
            return _show_diff(outcomes)
        if options.fix:
            write_changes([Change(o.path, o.reading.source.data, o.data) for o in outcomes])
        if options.write_baseline:
            return _write_baseline(options.write_baseline, problems)
        plans = self._plans_known(found)
        compared = self._comparison().left(problems, found, self.linter, plans)
        some = options.paths or buffer or options.select or options.ignore
        _tell_stale(compared, judged_all=not some)
        shown = _found(outcomes, found, self.checker)
        lines = {outcome.reading.path: outcome.lines for outcome in outcomes}
        report = report_of(shown, compared, lines, rules, self.configuration, options)
        fixed = None if options.quiet else sum(outcome.fixed for outcome in outcomes)
        write_reports(report, options.targets, fixed=fixed, since=options.since)
        return _exit_code(report, problems, outcomes)

    def _comparison(self) -> Comparison:
        options = self.options
        return Comparison(
            options.paths,
            self.configuration,
            self.buffer,
            options.baseline,
            options.since,
            options.deleted_since,
        )


def _problems(outcomes: Sequence[Outcome]) -> list[Problem]:
    return sorted((p for o in outcomes for p in o.problems), key=lambda p: p.sort_key)


def _found(outcomes: Sequence[Outcome], found: Chosen, checker: Checker) -> Findings:
    return Findings(
        tuple(_problems(outcomes)),
        tuple(outcome.reading.path for outcome in outcomes),
        sum(outcome.asked_for and not outcome.is_plan for outcome in outcomes),
        sum(outcome.suppressed for outcome in outcomes),
        _missing(found, checker),
    )


def _checker(
    options: LintOptions, configuration: Configuration, rules: Mapping[str, Rule]
) -> Checker:
    for name in (*options.selected, *options.ignored):
        if name not in rules:
            raise click.UsageError(unknown_rule(name, rules))
    return checker_of(configuration, rules, options.selected, options.ignored, options.jobs)


def _is_repeatable(outcomes: Sequence[Outcome], found: Chosen) -> bool:
    """All that was said is in the report."""
    noted = found.asked.named or found.asked.outside
    problems = (problem for outcome in outcomes for problem in outcome.problems)
    return not noted and all(problem.rule != INTERNAL_ERROR.name for problem in problems)


def _write_baseline(file: str, problems: Sequence[Problem]) -> int:
    write_file(file, baseline_text(problems))
    say(f'wrote {counted(len(problems), "problem")} to "{file}"')
    return 0


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


def _show_diff(outcomes: Sequence[Outcome]) -> int:
    changed = [outcome for outcome in outcomes if outcome.changed]
    for outcome in changed:
        write_data(diff_text(outcome.reading.source.data, outcome.data, outcome.reading.path))
    return 1 if changed or any(outcome.unproven for outcome in outcomes) else 0


def _missing(found: Chosen, checker: Checker) -> tuple[str, ...]:
    """What a single record names of its course; of several, `unknown-module` tells it."""
    readings = [reading for _, reading in found.course.readings]
    if len(readings) != 1 or all(rule.name != "unknown-module" for rule in checker.rules):
        return ()
    course = course_of([claims_of(readings[0])], checker.settings)
    return tuple(course.references.missing)
