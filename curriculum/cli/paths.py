"""PATHS on the command line, and the records behind them."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from curriculum.cli.output import Failure, say
from curriculum.cli.progress import reading_counted
from curriculum.config.config import Configuration
from curriculum.model.record_file import RecordFile
from curriculum.read import is_yaml
from curriculum.workspace.discovery import (
    Buffer,
    Found,
    Reader,
    RecordFolders,
    find_records,
    read_each,
)
from curriculum.workspace.store import Store, user_store


class Chosen(Struct, frozen=True):
    """The records that PATHS name, and the whole course that they are judged in."""

    asked: Found
    course: Found


def records_at(
    paths: Sequence[str],
    configuration: Configuration,
    *,
    verbose: bool = False,
    buffer: Buffer | None = None,
    reader: Reader = read_each,
    none_will_do: bool = False,
) -> Found:
    """Without PATHS, the configured records, else those of the current folder.

    A buffer joins them, in the place of its file. Raises Failure where a path cannot be opened,
    or where no record is found, unless `none_will_do`.
    """
    folders = record_folders(configuration)
    wanted = wanted_paths(paths, folders, buffer)
    reader = reading_counted(reader)
    found = _noted(_find(wanted, folders, buffer, reader=reader), verbose=verbose)
    if not found.readings and not none_will_do:
        raise _nowhere(wanted)
    return found


def records_so_far(configuration: Configuration) -> Found:
    """The configured records, else those of the current folder; there may be none yet."""
    folders = record_folders(configuration)
    wanted = wanted_paths((), folders)
    return _find([path for path in wanted if path.exists()], folders, None)


def _noted(found: Found, *, verbose: bool) -> Found:
    """Says which files are no records, and which records are never written."""
    for path in found.named:
        say(
            f'note: "{path}" is not a record: it has no top-level key `module`'
            if is_yaml(str(path))
            else f'note: "{path}" is not a record: its first heading does not begin with "Module" '
            'and a number, and it has no "Concept Index"'
        )
    for path in sorted(found.outside):
        target = os.path.realpath(path)
        say(f'note: "{path}" leads out, to "{target}"; it is read, never written')
    if verbose and found.passed_over:
        count = len(found.passed_over)
        say(f"passed over {count} {'file' if count == 1 else 'files'} that are no records")
    return found


def _nowhere(wanted: Sequence[Path]) -> Failure:
    where = ", ".join(f'"{path}"' for path in wanted if path != Path()) or "the current folder"
    return Failure(
        f"there is no record in {where}; a record is a Markdown file whose first heading is "
        '"# Module 8.4: Title -- Record", or a YAML file with a key `module`'
    )


def course_at(
    paths: Sequence[str],
    configuration: Configuration,
    *,
    verbose: bool = False,
    buffer: Buffer | None = None,
    reader: Reader = read_each,
    none_will_do: bool = False,
) -> Chosen:
    """As `records_at`, with the configured records that PATHS leave out."""
    folders = record_folders(configuration)
    wanted = wanted_paths(() if buffer else paths, folders, buffer)
    asked = _noted(_find(wanted, folders, buffer, reader=reader), verbose=verbose)
    if not asked.readings and not buffer and not none_will_do:
        raise _nowhere(wanted)
    configured = [folder for folder in folders.folders if folder.exists()]
    if not (paths and configured) or (buffer and buffer.is_unnamed):
        return Chosen(asked, asked)
    known = {os.path.realpath(path): reading for path, reading in asked.readings}
    return Chosen(asked, _find([*configured, *wanted], folders, buffer, known, reader))


def _find(
    wanted: Sequence[Path],
    folders: RecordFolders,
    buffer: Buffer | None,
    known: Mapping[str, RecordFile] | None = None,
    reader: Reader = read_each,
) -> Found:
    try:
        return find_records(wanted, folders, buffer, known, reader)
    except OSError as error:
        if error.filename is None:  # the system lacks something, whatever the file
            raise
        reason = (error.strerror or str(error)).lower()
        place = Path(error.filename)
        named = folders.shown(place) if place in folders.folders else error.filename
        raise Failure(f'cannot read "{named}": {reason}{_remedy(error, folders)}') from error


def _remedy(error: OSError, folders: RecordFolders) -> str:
    if error.errno != errno.ENOENT:
        return ""
    if Path(error.filename) in folders.folders:
        return (
            '; the configuration names it in "records": correct that, or `curriculum new` begins it'
        )
    return "; leave out what was deleted, or name no path to check the whole course"


def wanted_paths(
    paths: Sequence[str], folders: RecordFolders, buffer: Buffer | None = None
) -> list[Path]:
    if buffer:
        return [*map(Path, paths), buffer.file]
    return [Path(path) for path in paths] or list(folders.folders) or [Path()]


def record_folders(configuration: Configuration) -> RecordFolders:
    folders = tuple(_folders(configuration))
    names = configuration.names("record-files")
    base = configuration.folder if configuration.file else Path.cwd()
    return RecordFolders(base, folders, names, configuration.settings.dialect)


def store_of(configuration: Configuration) -> Store | None:
    """Where what is found out of the configured course is kept."""
    return user_store(record_folders(configuration).base, configuration.file)


def _folders(configuration: Configuration) -> list[Path]:
    """A configured entry may be a glob; one without a match stands for itself, and is missed."""
    folders: list[Path] = []
    for entry in configuration.names("records"):
        place = configuration.folder / entry
        matches = sorted(glob.glob(str(place), recursive=True)) if glob.has_magic(entry) else []
        folders += [Path(match) for match in matches] or [place]
    return folders
