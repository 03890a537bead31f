"""`curriculum uses`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from msgspec.structs import replace

from curriculum.cli import completion
from curriculum.cli.choices import OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.lessons import course_of_paths
from curriculum.cli.output import NotFound, write_json, write_line
from curriculum.cli.plan_paths import plans_of
from curriculum.config.config import Configuration
from curriculum.course.course import Course
from curriculum.course.uses import Use, Used, Uses, names_in, uses_of
from curriculum.files.source import Source
from curriculum.model.as_data import VERSION, Data, as_data
from curriculum.report.page import wrapped
from curriculum.text.visible import visible

FORMATS = ("text", "json")


@click.command("uses", short_help="Where a lesson, a module or a model is used.")
@click.argument("question", metavar="ID|SLUG|MODEL", shell_complete=completion.used_things)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "uses_format",
    type=OneOf(FORMATS),
    default="text",
    show_default=True,
    help="For people, or as data.",
)
@config_option
def command(
    question: str, paths: tuple[str, ...], uses_format: str, config_path: str | None
) -> int:
    """Show where a lesson, a module or a mental model is used.

    Of a lesson (8.4.1 or its slug) or a module (8.4): every place that refers to it, and where its
    concepts and models are taken up again; of a lesson also the rows of lesson plans that name it.
    Of a model, by its words: who uses it again. Exit code 1: nothing has that name.
    """
    if not question.strip():
        raise click.UsageError("name a lesson, a module or a mental model")
    configuration = configured(config_path)
    course = course_of_paths(paths, configuration)
    found = [_with_plans(uses, course, configuration) for uses in uses_of(course, question.strip())]
    if uses_format == "json":
        uses_data = as_data(tuple(found))
        data: dict[str, Data] = {"version": VERSION, "question": question, "uses": uses_data}
        write_json(data)
    for number, uses in enumerate(found if uses_format == "text" else ()):
        for line in _lines(uses, first=number == 0):
            write_line(line)
    if not found:
        raise NotFound(_nothing(question, course))
    return 0


def _with_plans(uses: Uses, course: Course, configuration: Configuration) -> Uses:
    """Behind the places in records, the rows of lesson plans that name the lesson."""
    plans = plans_of(configuration) if uses.name in course.lessons_by_id else []
    if not plans:
        return uses
    from curriculum.plans.plan_in_course import PlanInCourse, uses_in
    from curriculum.plans.read_plan import read_plan

    dialect = course.settings.dialect
    read = [read_plan(Source(plan.shown, plan.data), dialect) for plan in plans]
    rows = [use for plan in read for use in uses_in(PlanInCourse(plan, course), uses.name)]
    return replace(uses, references=(*uses.references, *rows))


def _nothing(question: str, course: Course) -> str:
    from curriculum.config.nearest import nearest

    meant = nearest(question, dict.fromkeys(names_in(course)))
    hint = f'; did you mean "{meant}"?' if meant else "; `curriculum show` finds concepts, too"
    return f'no lesson, module or model is called "{question}"{hint}'


def _lines(uses: Uses, *, first: bool) -> Iterator[str]:
    if not first:
        yield ""
    yield from wrapped(uses.name, "")
    if [model.name for model in uses.mental_models] != [uses.name]:
        yield f"Referred to {_times(uses.references)}"
    yield from _uses(uses.references)
    for title, entries in (("Concepts", uses.concepts), ("Mental models", uses.mental_models)):
        if entries:
            yield ""
            yield f"{title} ({len(entries)})"
        for entry in entries:
            yield from _used(entry)


def _times(uses: Sequence[Use]) -> str:
    return {0: "nowhere", 1: "once"}.get(len(uses), f"{len(uses)} times")


def _used(entry: Used) -> Iterator[str]:
    yield from wrapped(
        f"{entry.name} ({visible(entry.path)}:{entry.line}), again {_times(entry.again)}", "  "
    )
    yield from _uses(entry.again)


def _uses(uses: Sequence[Use]) -> Iterator[str]:
    for use in uses:
        yield f"    {use.lesson or '-':8} {visible(use.path)}:{use.line}"
        yield from wrapped(use.words, " " * 13)
