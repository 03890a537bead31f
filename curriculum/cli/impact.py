"""`curriculum impact`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from curriculum.check.engine import Checker
from curriculum.check.rule import Rule
from curriculum.claims.read_claims import claims_of
from curriculum.cli import completion
from curriculum.cli.changes import diff_text
from curriculum.cli.choices import OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import checker_of, reader_of, rules_of
from curriculum.cli.lessons import lesson_called
from curriculum.cli.output import Failure, write_data, write_json, write_line
from curriculum.cli.paths import records_at
from curriculum.cli.plan_paths import plan_linter, plans_of
from curriculum.cli.progress import working
from curriculum.config.config import Configuration
from curriculum.course.course import Course, course_of
from curriculum.course.impact import Impact, impact_of
from curriculum.course.restructure import CannotRestructure, with_lesson_after, without_lesson
from curriculum.model.as_data import VERSION, Data, as_data
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.report.as_json import problem_data
from curriculum.report.concise import headline
from curriculum.text.visible import visible

FORMATS = ("text", "json")


def _lesson_option(name: str, help_: str) -> Callable[[Any], Any]:
    return click.option(name, metavar="LESSON", shell_complete=completion.lessons, help=help_)


@click.command("impact", short_help="What cutting or moving a lesson would break.")
@click.argument("paths", nargs=-1, type=click.Path())
@_lesson_option("--cut", "As if this lesson were cut.")
@_lesson_option("--move", "As if this lesson stood elsewhere; needs --after.")
@_lesson_option("--after", "Behind this one.")
@click.option("--diff", is_flag=True, help="Show the change itself, as a patch.")
@click.option(
    "--format",
    "impact_format",
    type=OneOf(FORMATS),
    default="text",
    show_default=True,
    help="For people, or as data.",
)
@config_option
def command(
    paths: tuple[str, ...],
    cut: str | None,
    move: str | None,
    after: str | None,
    diff: bool,
    impact_format: str,
    config_path: str | None,
) -> int:
    """Show what breaks if a lesson is removed or moved. Nothing is written.

    The problems are those that `curriculum lint` finds after the change and not before it; the
    change is what --diff shows. Lessons are named by number (8.4.1) or slug.
    """
    _check_usage(cut, move, after)
    configuration = configured(config_path)
    rules = rules_of(configuration)
    checker = checker_of(configuration, rules)
    found = records_at(paths, configuration, reader=reader_of(checker, configuration))
    readings = [reading for _, reading in found.readings]
    course = course_of((claims_of(reading) for reading in readings), configuration.settings)
    by_path = {reading.path: reading for reading in readings}
    try:
        changed = _changed(course, by_path, cut, move, after)
    except CannotRestructure as error:
        raise Failure(str(error)) from error
    if diff:
        for path, data in changed.items():
            write_data(diff_text(by_path[path].source.data, data, path))
        return 0
    with working(f"checking {len(readings):,} records twice"):
        impact = impact_of(readings, changed, checker.settings, _finder(checker, configuration))
    if impact_format == "json":
        write_json(_data(impact, rules))
    else:
        for line in _lines(impact):
            write_line(line)
    return 0


def _check_usage(cut: str | None, move: str | None, after: str | None) -> None:
    if bool(cut) == bool(move):
        raise click.UsageError("name a lesson with --cut, or with --move and --after")
    if bool(move) != bool(after):
        raise click.UsageError("--move and --after belong together; name both lessons")


def _changed(
    course: Course,
    readings: Mapping[str, RecordFile],
    cut: str | None,
    move: str | None,
    after: str | None,
) -> dict[str, bytes]:
    lesson = lesson_called(course, cut or move or "")
    if after is None:
        return without_lesson(readings, lesson)
    return with_lesson_after(readings, course, lesson, lesson_called(course, after))


def _finder(
    checker: Checker, configuration: Configuration
) -> Callable[[Sequence[RecordFile]], Sequence[Problem]]:
    """What `lint` would find in the records, and in the plans held against them."""
    plans = plans_of(configuration)

    def problems(readings: Sequence[RecordFile]) -> Sequence[Problem]:
        found = checker.problems(readings)
        if plans:
            linter = plan_linter(checker, configuration, readings, fix=False, unsafe=False)
            found += (p for outcome in linter.lint(plans) for p in outcome.problems)
        return sorted(found, key=lambda problem: problem.sort_key)

    return problems


def _data(impact: Impact, rules: Mapping[str, Rule]) -> dict[str, Data]:
    return {
        "version": VERSION,
        "problems": [problem_data(problem, rules) for problem in impact.problems],
        "gone": impact.gone,
        "lost_concepts": as_data(impact.lost),
    }


def _lines(impact: Impact) -> Iterator[str]:
    yield f"{_counted(len(impact.problems), 'new problem')}, {impact.gone} gone"
    for problem in impact.problems:
        yield f"  {headline(problem)}"
    if impact.lost:
        yield ""
        yield f"{_counted(len(impact.lost), 'concept')} would lose their only source"
        for lost in impact.lost:
            yield f"  {visible(f'{lost.term} ({lost.path}:{lost.line})')}"


def _counted(count: int, name: str) -> str:
    return f"{count or 'no'} {name}{'' if count == 1 else 's'}"
