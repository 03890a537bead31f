"""`curriculum new module`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from curriculum.cli.choices import OneOf
from curriculum.cli.failure import Failure
from curriculum.cli.house import config_option, configured
from curriculum.cli.output import say
from curriculum.cli.paths import record_folders
from curriculum.course import course_of
from curriculum.discovery import find_records
from curriculum.new_module import CannotCreate, PlannedLesson, new_record
from curriculum.reading import read_bytes

if TYPE_CHECKING:
    from curriculum.config import Configuration
    from curriculum.course import Course

FORMATS = ("markdown", "yaml")
SUFFIXES = {"markdown": ".md", "yaml": ".yaml"}


@click.command("new", short_help="Begin the record of a module.")
@click.argument("kind", type=OneOf(["module"]), metavar="module")
@click.argument("number", metavar="9.1")
@click.argument("title")
@click.option("--lesson", "lessons", multiple=True, metavar='SLUG="Title"', help="In their order.")
@click.option(
    "--format",
    "record_format",
    type=OneOf(FORMATS),
    default="markdown",
    show_default=True,
    help="The form of the record.",
)
@click.option("--output", type=click.Path(), metavar="FILE", help="Write it here.")
@config_option
def command(
    kind: str,
    number: str,
    title: str,
    lessons: tuple[str, ...],
    record_format: str,
    output: str | None,
    config_path: str | None,
) -> int:
    """Begin the record of a module that is still to be written.

    It is canonical and lints clean, and holds what earlier records have put off to it. It is
    written into the first folder of `records`; a file that is there is never overwritten.
    """
    del kind
    configuration = configured(config_path)
    planned = [_planned(lesson) for lesson in lessons]
    dialect = configuration.settings.dialect
    try:
        text = new_record(_course(configuration), number, title.strip(), planned, dialect.dash)
    except CannotCreate as error:
        raise click.UsageError(str(error)) from error
    if record_format == "yaml":
        from curriculum.proof import as_yaml

        text = as_yaml(read_bytes(text.encode(), f"module-{number}.md", dialect), dialect)
    name = f"module-{number}{SUFFIXES[record_format]}"
    target = Path(output) if output else _folder(configuration) / name
    _write_new(target, text)
    say(f'wrote "{target}"')
    return 0


def _planned(text: str) -> PlannedLesson:
    slug, equals, title = text.partition("=")
    if not equals:
        raise click.UsageError(f'"{text}" names no title; write --lesson a-slug="Title"')
    return PlannedLesson(slug.strip(), title.strip())


def _course(configuration: Configuration) -> Course:
    """That of the configured folders, else of the current one; it may have no record yet."""
    folders = record_folders(configuration)
    places = [folder for folder in folders.folders if folder.exists()] or [Path()]
    found = find_records(places, folders)
    return course_of((reading.facts for _, reading in found.readings), configuration.settings)


def _folder(configuration: Configuration) -> Path:
    folders = record_folders(configuration).folders
    return next((folder for folder in folders if folder.suffix == ""), Path())


def _write_new(target: Path, text: str) -> None:
    """Raises Failure where the file is there already, or cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
    except FileExistsError as error:
        raise Failure(f'"{target}" is there already and is not overwritten') from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{target}": {reason}') from error
