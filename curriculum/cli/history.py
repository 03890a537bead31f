"""`curriculum history`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from curriculum.cli import completion
from curriculum.cli.choices import OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.lessons import course_of_paths
from curriculum.cli.output import NotFound, write_json, write_line
from curriculum.course.history import History, histories, terms_of
from curriculum.model.as_data import VERSION, Data, as_data
from curriculum.report.page import wrapped
from curriculum.text.visible import visible

FORMATS = ("text", "json")


@click.command("history", short_help="Where a concept was taught, and how deep.")
@click.argument("term", shell_complete=completion.terms)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "history_format",
    type=OneOf(FORMATS),
    default="text",
    show_default=True,
    help="For people, or as data.",
)
@config_option
def command(term: str, paths: tuple[str, ...], history_format: str, config_path: str | None) -> int:
    """Show where a concept was taught, at which depth, and in which words.

    A term is looked for as a whole first, its aliases included, and then within other terms.
    Exit code 1: no record has it.
    """
    if not term.strip():
        raise click.UsageError("name a concept")
    course = course_of_paths(paths, configured(config_path))
    found = histories(course, term.strip())
    if history_format == "json":
        data: dict[str, Data] = {"version": VERSION, "question": term, "histories": as_data(found)}
        write_json(data)
    for number, history in enumerate(found if history_format == "text" else ()):
        for line in _lines(history, first=number == 0):
            write_line(line)
    if not found:
        raise NotFound(_nothing(term, terms_of(course)))
    return 0


def _nothing(term: str, terms: Iterator[str]) -> str:
    from curriculum.config.nearest import nearest

    meant = nearest(term, dict.fromkeys(terms))
    hint = f'; did you mean "{meant}"?' if meant else "; `curriculum state` lists all concepts"
    return f'no record has a concept "{term}"{hint}'


def _lines(history: History, *, first: bool) -> Iterator[str]:
    if not first:
        yield ""
    yield from wrapped(history.term, "")
    for step in history.steps:
        depth = f"{step.prior_depth} -> {step.depth}" if step.prior_depth else step.depth or "-"
        again = " (revisited)" if step.revisit else ""
        where = "index" if step.in_index else "lesson's list"
        how = f"{depth}{again}, {where}, {visible(step.path)}:{step.line}"
        yield from wrapped(how, f"  {step.lesson or '-':8} ")
        yield from wrapped(step.words, " " * 11)
