"""PATHS on the command line, and the records behind them."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli.failure import Failure
from curriculum.cli.output import say
from curriculum.discovery import Buffer, Course, Found, find_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from curriculum.config import Configuration


def records_at(
    paths: Sequence[str],
    configuration: Configuration,
    *,
    verbose: bool = False,
    buffer: Buffer | None = None,
) -> Found:
    """Without PATHS, the configured records, else those of the current folder.

    A buffer joins them, in the place of its file. Raises Failure where a path cannot be opened,
    or where no record is found.
    """
    course = course_of(configuration)
    wanted = wanted_paths(paths, course, buffer)
    try:
        found = find_records(wanted, course, buffer)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{error.filename}": {reason}') from error
    for path in found.named:
        say(
            f'note: "{path}" is not a record: its first heading does not begin with "Module" and '
            'a number, and it has no "Concept Index"'
        )
    if verbose and found.passed_over:
        count = len(found.passed_over)
        say(f"passed over {count} {'file' if count == 1 else 'files'} that are no records")
    if not found.readings:
        where = ", ".join(f'"{path}"' for path in wanted if path != Path()) or "the current folder"
        raise Failure(
            f"there is no record in {where}; a record is a Markdown file whose first heading is "
            '"# Module 8.4: Title -- Record"'
        )
    return found


def wanted_paths(paths: Sequence[str], course: Course, buffer: Buffer | None = None) -> list[Path]:
    if buffer:
        return [*map(Path, paths), buffer.file]
    return [Path(path) for path in paths] or list(course.folders) or [Path()]


def course_of(configuration: Configuration) -> Course:
    folders = tuple(_folders(configuration))
    names = configuration.names("record-files")
    base = configuration.folder if configuration.file else Path.cwd()
    return Course(base, folders, names, configuration.settings.dialect)


def _folders(configuration: Configuration) -> list[Path]:
    """A configured entry may be a glob; one without a match stands for itself, and is missed."""
    folders: list[Path] = []
    for entry in configuration.names("records"):
        place = configuration.folder / entry
        matches = sorted(glob.glob(str(place), recursive=True)) if glob.has_magic(entry) else []
        folders += [Path(match) for match in matches] or [place]
    return folders
