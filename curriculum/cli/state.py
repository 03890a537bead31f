"""`curriculum state`."""

from __future__ import annotations

import click

from curriculum.cli import completion
from curriculum.cli.choices import FileName, OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.lesson_plans import check_usage, planned_lines
from curriculum.cli.lessons import course_of_paths, place_called
from curriculum.cli.output import NotFound, write_data, write_json, write_line
from curriculum.course.knowledge import State, holding, state_at
from curriculum.model.as_data import VERSION, as_data
from curriculum.report.state_page import state_lines, state_markdown

FORMATS = ("text", "json", "markdown")


@click.command("state", short_help="What the student knows before a lesson.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--before",
    metavar="LESSON",
    shell_complete=completion.places,
    help="Number (8.4.1) or slug, or a module.  [default: the end]",
)
@click.option(
    "--concept",
    metavar="TEXT",
    shell_complete=completion.terms,
    help="Only what has this text in its name or words.",
)
@click.option(
    "--for",
    "plan",
    type=FileName(),
    metavar="PLAN",
    help="The tables of this lesson plan, filled from the records.",
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="TOKENS",
    help="Only what matters most for the lesson; a token is four characters.",
)
@click.option("--about", metavar="TEXT", help="What the lesson is about, for --budget.")
@click.option(
    "--format",
    "state_format",
    type=OneOf(FORMATS),
    default="text",
    show_default=True,
    help="For people, as data, or as tables for a lesson plan.",
)
@config_option
def command(
    paths: tuple[str, ...],
    before: str | None,
    concept: str | None,
    plan: str | None,
    budget: int | None,
    about: str | None,
    state_format: str,
    config_path: str | None,
) -> int:
    """Show what the student knows before a lesson.

    Every concept with its highest depth so far, its first and last lesson and the words that say
    so; models and analogies at hand; misconceptions addressed; what was explicitly not covered.
    Behind --before, a module stands for its first lesson; it may be one that is only planned.
    --for PLAN stands for its lesson: its state and prerequisite tables are printed with the depths
    and lessons of the records, "?" where no record has the concept.
    Exit code 1: there is no such lesson, or nothing has the TEXT.
    """
    if before is not None and not before.strip():
        raise click.UsageError("name a lesson behind --before, by number or slug")
    check_usage(before, plan, budget, about)
    course = course_of_paths(paths, configured(config_path))
    if plan or budget:
        for line in planned_lines(course, plan, before, budget, about):
            write_line(line)
        return 0
    state = state_at(course, *place_called(course, before.strip())) if before else state_at(course)
    narrowed = holding(state, concept) if concept else state
    nothing = bool(concept) and narrowed.is_empty
    if not nothing or state_format == "json":
        _print(narrowed, state_format)
    if nothing:
        raise NotFound(_nothing(concept or "", state))
    return 0


def _nothing(text: str, state: State) -> str:
    from curriculum.config.nearest import nearest

    near = nearest(text.casefold(), [concept.term for concept in state.concepts])
    hint = f'; did you mean "{near}"?' if near else ""
    where = f"before {state.before}" if state.before else "in this course"
    return f'nothing that is known {where} has the words "{text}"{hint}'


def _print(state: State, state_format: str) -> None:
    if state_format == "json":
        data = as_data(state)
        assert isinstance(data, dict)
        write_json({"version": VERSION, **data})
    elif state_format == "markdown":
        write_data("".join(f"{line}\n" for line in state_markdown(state)))
    else:
        for line in state_lines(state):
            write_line(line)
