"""`curriculum new module`."""

from __future__ import annotations

import glob
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import click

from curriculum.claims.read_claims import claims_of
from curriculum.cli.choices import OneOf, unknown_command
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import checker_of, path_in, rules_of
from curriculum.cli.output import Failure, say
from curriculum.cli.paths import record_folders, records_so_far
from curriculum.config.config import Configuration
from curriculum.config.dialect import Dialect
from curriculum.course.course import course_of
from curriculum.files.writing import write_new
from curriculum.fix.new_record import NewLesson, NewModule, Refused, new_record
from curriculum.model.record_file import RecordFile
from curriculum.problem import Severity
from curriculum.workspace.discovery import Found
from curriculum.workspace.path_pattern import filled, path_pattern
from curriculum.write.proof import Unproven


def _markdown(reading: RecordFile, _: Dialect) -> bytes:
    return reading.source.data


def _yaml(reading: RecordFile, dialect: Dialect) -> bytes:
    from curriculum.yaml.proof import as_yaml

    return as_yaml(reading, dialect).encode("utf-8", "surrogateescape")


# Form: the ends of its files' names, the usual one first, and what writes it.
FORMS: Mapping[str, tuple[tuple[str, ...], Callable[[RecordFile, Dialect], bytes]]] = {
    "markdown": ((".md", ".markdown"), _markdown),
    "yaml": ((".yaml", ".yml"), _yaml),
}


class _Things(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not ctx.resilient_parsing:
            raise unknown_command(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)


@click.group("new", cls=_Things, short_help="Write a new record, filled with what is known.")
def command() -> None:
    """Write a new record, filled with what the course knows of it already."""


@command.command("module", short_help="The record of a module that is planned.")
@click.argument("number", metavar="NUMBER")
@click.argument("title", metavar="TITLE")
@click.option(
    "--lesson",
    "lessons",
    metavar='SLUG="TITLE"',
    multiple=True,
    help="A lesson, in teaching order; may be given several times.",
)
@click.option(
    "--format",
    "record_format",
    type=OneOf(FORMS),
    default="markdown",
    show_default=True,
    help="The form of the record.",
)
@click.option("--output", metavar="FILE", help="Write it here.  [default: the configured records]")
@config_option
def module_command(
    number: str,
    title: str,
    lessons: tuple[str, ...],
    record_format: str,
    output: str | None,
    config_path: str | None,
) -> int:
    """Write the canonical record of a module that is planned, such as 9.1 "Consistency Models".

    What earlier records put off to it or to one of its lessons is listed, with the lesson that
    says so. A file that exists is never replaced. Exit code 2: the module, one of the slugs or the
    file is there already.
    """
    configuration = configured(config_path)
    module = NewModule(number, " ".join(title.split()), tuple(map(_lesson, lessons)))
    found = records_so_far(configuration)
    pattern = None if output else _pattern(found, configuration, record_format)
    if pattern:
        target = configuration.folder / filled(pattern, number)
    else:
        target = Path(output) if output else _target(configuration, number, record_format)
    _check_name(target, record_format)
    course = course_of(
        (claims_of(reading) for _, reading in found.readings), configuration.settings
    )
    try:
        reading = new_record(course, module)
        _check_clean(reading, configuration)
        data = FORMS[record_format][1](reading, course.settings.dialect)
    except (Refused, Unproven) as error:
        raise Failure(str(error)) from error
    _write(target, data)
    is_usual = not pattern or "/module-{series}.{module}." in f"/{pattern}"
    after = "" if is_usual else f', named as the records that are there: "{pattern}"'
    say(f'wrote "{record_folders(configuration).shown(target)}"{after}')
    return 0


def _pattern(found: Found, configuration: Configuration, record_format: str) -> str | None:
    """How the paths of the records in this form are built; those outside tell nothing."""
    shown = record_folders(configuration).shown
    return path_pattern(
        (shown(path), file.record.module)
        for path, file in found.readings
        if path.name.endswith(FORMS[record_format][0]) and path not in found.outside
    )


def _check_clean(reading: RecordFile, configuration: Configuration) -> None:
    """What the titles bring; what others put off to the module is told in their records."""
    checker = checker_of(configuration, rules_of(configuration))
    titles = {lesson.span.line: f'"{lesson.slug}"' for lesson in reading.record.lessons}
    for problem in checker.check(reading).problems:
        line = problem.span.line
        if problem.severity is not Severity.INFO and (line == 1 or line in titles):
            whose = titles.get(line, "the module")
            raise Refused(f"the title of {whose} would not lint clean: {problem.message}")


def _lesson(text: str) -> NewLesson:
    slug, _, title = text.partition("=")
    return NewLesson(slug.strip(), " ".join(title.split()) or None)


def _target(configuration: Configuration, number: str, record_format: str) -> Path:
    """In the configured folder; in the current one where none is configured."""
    folders = [place for place in record_folders(configuration).folders if not place.is_file()]
    if len(folders) > 1 or any(map(glob.has_magic, configuration.names("records"))):
        names = ", ".join(f'"{name}"' for name in configuration.names("records"))
        raise Failure(f"records are kept in several folders, {names}; name a file with --output")
    name = f"module-{number}{FORMS[record_format][0][0]}"
    if not folders:
        return Path() / name
    return path_in(configuration, ["records"], configuration.names("records")[0]) / name


def _check_name(target: Path, record_format: str) -> None:
    endings = FORMS[record_format][0]
    if not target.name.endswith(endings):
        raise click.UsageError(
            f'"{target}" would not be found as a record in {record_format}; let its name end with '
            f"{' or '.join(endings)}"
        )


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_new(target, data)
    except FileExistsError:
        _refuse_to_replace(target)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{target}": {reason}') from error


def _refuse_to_replace(target: Path) -> NoReturn:
    raise Failure(
        f'"{target}" is there already and is not replaced; name another file with --output'
    ) from None
