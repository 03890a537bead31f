"""`curriculum export`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from curriculum.claims.read_claims import claims_of
from curriculum.cli.choices import FileName, OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import claims_reader
from curriculum.cli.output import CannotProve, Failure, write_data_of, write_file_of
from curriculum.cli.paths import records_at
from curriculum.cli.standard_input import buffer_in, stdin_option
from curriculum.cli.written_files import check_written
from curriculum.config.config import Configuration
from curriculum.course.course import Course, course_of
from curriculum.workspace.discovery import Found


def _json(course: Course) -> Iterator[str]:
    from curriculum.export.as_json import chunks

    return chunks(course)


def _json_lines(course: Course) -> Iterator[str]:
    from curriculum.export.as_json import lines

    return (f"{line}\n" for line in lines(course))


def _yaml(found: Found, configuration: Configuration) -> str:
    from curriculum.write.proof import Unproven
    from curriculum.yaml.proof import as_yaml

    if len(found.readings) != 1:
        raise click.UsageError(f"yaml takes one record, here are {len(found.readings)}")
    reading = found.readings[0][1]
    try:
        return as_yaml(reading, configuration.settings.dialect)
    except Unproven as error:
        raise CannotProve(f'"{reading.source.path}" is not exported: {error}') from error


def _csv(course: Course, target: Path) -> None:
    from curriculum.export import as_csv

    as_csv.write(course, target)


def _sqlite(course: Course, target: Path) -> None:
    from curriculum.export import as_sqlite

    try:
        as_sqlite.write(course, target)
    except as_sqlite.NoDatabase as error:
        raise Failure(str(error)) from error


# Forms that are text, piece by piece, and forms that need a file or a folder to be written to.
TEXTS: dict[str, Callable[[Course], Iterator[str]]] = {"json": _json, "jsonl": _json_lines}
YAML = "yaml"
FILES: dict[str, Callable[[Course, Path], None]] = {"csv": _csv, "sqlite": _sqlite}


@click.command("export", short_help="Write records as data.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "data_format",
    type=OneOf([*TEXTS, YAML, *FILES]),
    default="json",
    show_default=True,
    help="The form of the data; csv is a folder of files.",
)
@click.option(
    "--output",
    type=FileName(),
    metavar="FILE|DIR",
    help="Write it here; csv and sqlite need it.",
)
@stdin_option
@config_option
def command(
    paths: tuple[str, ...],
    data_format: str,
    output: str | None,
    stdin_filename: str | None,
    config_path: str | None,
) -> int:
    """Write records as data: json as `curriculum schema record` describes it, or tables.

    yaml is one record in its other form: `lint`, `format` and the rest take it like Markdown.
    """
    configuration = configured(config_path)
    check_written([output], configuration)
    buffer = buffer_in(paths, stdin_filename)
    reader = claims_reader(configuration)
    found = records_at(() if buffer else paths, configuration, buffer=buffer, reader=reader)
    course = course_of(
        (claims_of(reading) for _, reading in found.readings), configuration.settings
    )
    if data_format in TEXTS or data_format == YAML:
        one = data_format == YAML
        texts = iter([_yaml(found, configuration)]) if one else TEXTS[data_format](course)
        (write_file_of(output, texts) if output else write_data_of(texts))
        return 0
    if not output:
        what = "a folder" if data_format == "csv" else "a file"
        raise click.UsageError(
            f"{data_format} cannot go to the terminal; name {what} with --output"
        )
    _write(FILES[data_format], course, Path(output))
    return 0


def _write(write: Callable[[Course, Path], None], course: Course, target: Path) -> None:
    try:
        write(course, target)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{target}": {reason}') from error
