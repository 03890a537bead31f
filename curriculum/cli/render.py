"""`curriculum render`."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.claims.read_claims import claims_of
from curriculum.cli.changes import diff_text, write_changes
from curriculum.cli.choices import OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import claims_reader, path_in, rules_of
from curriculum.cli.output import Failure, say, write_data
from curriculum.cli.paths import Chosen, course_at, record_folders, records_at
from curriculum.cli.progress import each
from curriculum.config.config import Configuration
from curriculum.course.course import Course, course_of
from curriculum.files.source import Source
from curriculum.files.writing import Change
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.render.output.ownership import PlannedFile
from curriculum.write.proof import Unproven, rendered

# What pages mark: nothing else of the rules is run for them.
MARKED = ("date-conflict", "unkept-promise", "unresolved-review", "known-defect")


def _markdown(chosen: Chosen, configuration: Configuration, output: Path, *, check: bool) -> int:
    planned = _planned(chosen, configuration, output)
    if check:
        return _tell_stale(planned)
    stale = [file for file in planned if file.is_stale]
    for note in (note for file in stale for note in file.notes):
        say(note)
    count = write_changes([Change(file.path, file.old, file.new) for file in stale])
    say(f"{count} of {len(planned)} files written" if count else "nothing to write")
    return 0


def _site(
    paths: Sequence[str],
    configuration: Configuration,
    output: str | None,
    *,
    check: bool,
    opens: bool,
    serves: bool,
) -> int:
    from curriculum.cli.render_site import planned_files, render_site  # jinja2 costs 100 ms

    if check:
        if opens or serves:
            raise click.UsageError("--check writes no site that --open or --serve could show")
        return _tell_stale(planned_files(paths, configuration, output))
    return render_site(paths, configuration, output=output, opens=opens, serves=serves)


def _pages(
    paths: Sequence[str],
    configuration: Configuration,
    output: str | None,
    *,
    check: bool,
    opens: bool,
    serves: bool,
) -> int:
    if opens or serves:
        raise click.UsageError("--open and --serve show a site; add --format html")
    entry = configuration.text_in("render", "output")
    folder = Path(output) if output else path_in(configuration, ["render", "output"], entry)
    chosen = course_at(paths, configuration, reader=claims_reader(configuration))
    return _markdown(chosen, configuration, folder, check=check)


FORMATS: Mapping[str, Callable[..., int]] = {"markdown": _pages, "html": _site}


@click.command("render", short_help="Write pages made from the records.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--output", type=click.Path(), metavar="DIR", help="The folder of the pages.")
@click.option("--format", "page_format", type=OneOf([*FORMATS]), help="The form of the pages.")
@click.option("--check", is_flag=True, help="Show what is stale; write nothing.")
@click.option("--stdout", is_flag=True, help="Print one record in canonical Markdown.")
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option("--serve", "serves", is_flag=True, help="Serve the site, and follow the records.")
@config_option
def command(
    paths: tuple[str, ...],
    output: str | None,
    page_format: str | None,
    check: bool,
    stdout: bool,
    opens: bool,
    serves: bool,
    config_path: str | None,
) -> int:
    """Write pages that are made from the records, and the regions of hand-written files.

    PATHS pick the records whose pages are written; overviews are always of the whole course.
    Exit code 1: with --check, something is stale.
    """
    configuration = configured(config_path)
    if stdout:
        if check or opens or serves or output or page_format:
            raise click.UsageError(
                "--stdout prints a record and writes no pages; leave the rest out"
            )
        return _print_record(paths, configuration)
    write = FORMATS[page_format or configuration.text_in("render", "format")]
    return write(paths, configuration, output, check=check, opens=opens, serves=serves)


def _print_record(paths: Sequence[str], configuration: Configuration) -> int:
    found = records_at(paths, configuration).readings
    if len(found) != 1:
        raise click.UsageError(f"--stdout prints one record, and these are {len(found)}; name one")
    _, reading = found[0]
    try:
        write_data(rendered(reading, configuration.settings.dialect))
    except Unproven as error:
        say(f'"{reading.source.path}" cannot be printed: {error}')
        return 1
    return 0


def _tell_stale(planned: Iterable[PlannedFile]) -> int:
    count = stale = 0
    for file in planned:
        count += 1
        for note in file.notes:
            say(note)
        if file.is_stale:
            stale += 1
            write_data(diff_text(file.old or b"", file.new or b"", file.shown))
    if stale:
        say(f"{stale} of {count} files are stale; run `curriculum render`")
    else:
        say(f"{count} files are up to date")
    return 1 if stale else 0


def _planned(chosen: Chosen, configuration: Configuration, output: Path) -> list[PlannedFile]:
    from curriculum.render.markdown.regions import RegionError
    from curriculum.render.markdown.view import View
    from curriculum.render.output.ownership import HandWritten
    from curriculum.render.output.plan import planned_pages, planned_regions

    records = each(chosen.course.readings, "understanding records:")
    readings = [_in_canonical_words(reading) for _, reading in records]
    course = course_of((claims_of(reading) for reading in readings), configuration.settings)
    problems = _problems(readings, course, configuration)
    by_path = {reading.source.path: reading for reading in readings}
    view = View(course, by_path, problems, record_folders(configuration).shown(output))
    asked = {reading.source.path for _, reading in chosen.asked.readings}
    try:
        files = _files_with_regions(configuration)
        return [*planned_pages(view, output, asked), *planned_regions(view, files)]
    except (HandWritten, RegionError) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{error.filename}": {reason}') from error


def _in_canonical_words(reading: RecordFile) -> RecordFile:
    """Its Markdown; as it is where its canonical words cannot be proven to say the same."""
    dialect = reading.dialect
    try:
        data = rendered(reading, dialect).encode("utf-8", "surrogateescape")
    except Unproven as error:
        say(f'the page of "{reading.path}" has its own words: {error}')
        return reading.as_markdown
    same = data == reading.source.data
    return reading if same else RecordFile(reading.path, Source(reading.path, data), dialect)


def _problems(
    readings: Sequence[RecordFile], course: Course, configuration: Configuration
) -> list[Problem]:
    """What the house wants to see of what pages mark; `course` is that of the readings."""
    rules = rules_of(configuration)
    chosen = selected(MARKED, configuration.names("ignore"), rules)
    ignores = configuration.lists("per-record-ignores")
    checker = Checker(chosen, configuration.settings, configuration.severities, ignores)
    checked = checker.check_course(readings, known=course)
    return [problem for one in checked.values() for problem in one.problems]


def _files_with_regions(configuration: Configuration) -> Iterator[tuple[Path, str]]:
    """In the order of their names. Raises Failure where a file that is named is not there."""
    folders = record_folders(configuration)
    entries = configuration.names_in("render", "regions")
    found = {folders.shown(path): path for entry in entries for path in _at(entry, configuration)}
    return ((found[shown], shown) for shown in sorted(found))


def _at(entry: str, configuration: Configuration) -> list[Path]:
    if glob.has_magic(entry):
        pattern = str(Path(glob.escape(str(configuration.folder))) / entry)
        matches = map(Path, glob.glob(pattern, recursive=True))
        return [
            path_in(configuration, ["render", "regions"], str(path))
            for path in matches
            if path.is_file()
        ]
    path = path_in(configuration, ["render", "regions"], entry)
    if not path.is_file():
        where = configuration.place(["render", "regions", entry])
        raise Failure(f'{where}: in "render", there is no file "{entry}"; correct "regions"')
    return [path]
