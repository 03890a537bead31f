"""Which files a report, a baseline or an export must not replace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from curriculum.cli.paths import record_folders
from curriculum.config.config import TOML_NAME, YAML_NAME, Configuration
from curriculum.files.source import read_source
from curriculum.workspace.discovery import SUFFIXES, RecordFolders, record_of


def check_written(files: Iterable[str | None], configuration: Configuration) -> None:
    """What is written is named by hand, and a shell may put a record in its place.

    A record is refused whether or not this run reads it.
    """
    folders = record_folders(configuration)
    for name in files:
        file = Path(name or "")
        if not file.is_file():
            continue
        if file.name in {TOML_NAME, YAML_NAME} or _is_same(file, configuration.file):
            raise click.UsageError(f'"{name}" is a configuration; name another file to write to')
        if _is_record(file, folders):
            raise click.UsageError(f'"{name}" is a record; name another file to write to')


def _is_same(file: Path, other: Path | None) -> bool:
    return other is not None and file.samefile(other)


def _is_record(file: Path, folders: RecordFolders) -> bool:
    """What cannot be read cannot be told, and writing to it will fail as well."""
    try:
        return file.suffix in SUFFIXES and bool(
            record_of(file, read_source(file, folders.shown(file)), folders)
        )
    except OSError:
        return False
