"""`curriculum show`."""

from __future__ import annotations

import click

from curriculum.cli import completion
from curriculum.cli.choices import OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import claims_reader
from curriculum.cli.output import say, write_json, write_line
from curriculum.cli.paths import records_at
from curriculum.course.lookup import Answer, look_up, names_of
from curriculum.model.as_data import VERSION, Data, as_data
from curriculum.model.teaching_order import in_teaching_order
from curriculum.report.page import answer_lines

FORMATS = ("text", "json")


@click.command("show", short_help="Show a module, a lesson, a concept or a model.")
@click.argument("question", metavar="ID|SLUG|TERM", shell_complete=completion.things)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "answer_format",
    type=OneOf(FORMATS),
    default="text",
    show_default=True,
    help="For people, or as data.",
)
@config_option
def command(
    question: str, paths: tuple[str, ...], answer_format: str, config_path: str | None
) -> int:
    """Show a module (8.4), a lesson (8.4.1 or its slug), a concept or a mental model.

    A name is looked for as a whole first, and then within other names. Every fact is shown with
    the line that it stands on. Exit code 1: nothing has that name.
    """
    if not question.strip():
        raise click.UsageError("name a module, a lesson, a concept or a mental model")
    configuration = configured(config_path)
    found = records_at(paths, configuration, reader=claims_reader(configuration))
    records = in_teaching_order(reading.record for _, reading in found.readings)
    answer = look_up(records, question.strip())
    if answer_format == "json":
        write_json(_data(question, answer))
    else:
        for line in answer_lines(answer):
            write_line(line)
    if not answer:
        say(_nothing(question, names_of(records)))
    return 0 if answer else 1


def _nothing(question: str, names: object) -> str:
    from rapidfuzz import fuzz, process  # only a miss needs it

    assert hasattr(names, "__iter__")
    close = process.extract(
        question.casefold(), sorted({*names}), scorer=fuzz.WRatio, processor=str.casefold, limit=3
    )
    nearest = ", ".join(f'"{name}"' for name, score, _ in close if score >= 60)
    hint = f"; the nearest are {nearest}" if nearest else ""
    return f'nothing is called "{question}"{hint}'


def _data(question: str, answer: Answer) -> dict[str, Data]:
    def placed(pairs: object) -> list[Data]:
        assert isinstance(pairs, tuple)
        return [
            {"module": record.module, "path": record.path, **_object(thing)}
            for record, thing in pairs
        ]

    return {
        "version": VERSION,
        "question": question,
        "modules": [as_data(record) for record in answer.modules],
        "lessons": placed(answer.lessons),
        "concepts": placed(answer.concepts),
        "mental_models": placed(answer.mental_models),
    }


def _object(thing: object) -> dict[str, Data]:
    data = as_data(thing)
    assert isinstance(data, dict)
    return data
