"""Which files are records."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.reading import Reading, read
from curriculum.source import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from curriculum.dialect import Dialect

SUFFIXES = (".md", ".markdown")
_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "venv"})
_TITLE = re.compile(r"Module\s+\d")
# A cheap look that spares the parser: no record is without one of the two.
_MARKS = re.compile(r"Module[ \t]+\d|concepts? index|index of concepts", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """The records of some paths in the order of their names, and the files that are none."""

    readings: tuple[tuple[Path, Reading], ...]
    passed_over: tuple[Path, ...]
    named: tuple[Path, ...]


def find_records(paths: Iterable[Path], dialect: Dialect) -> Found:
    """Folders are searched, hidden ones left out. Raises OSError for what cannot be opened."""
    readings: dict[str, tuple[Path, Reading]] = {}
    passed_over: list[Path] = []
    named: list[Path] = []
    for path in paths:
        for file in _files(path):
            reading = _record(file, dialect)
            if reading:
                readings.setdefault(os.path.realpath(file), (file, reading))
            else:
                passed_over.append(file)
                named += [file] if file == path else []
    found = sorted(readings.values(), key=lambda pair: pair[1].source.path)
    return Found(tuple(found), tuple(passed_over), tuple(named))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path, onerror=_raise):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(files):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(folder) / name


def _raise(error: OSError) -> None:
    raise error


def _record(file: Path, dialect: Dialect) -> Reading | None:
    source = read_source(file, shown_path(file))
    if not _MARKS.search(source.text):
        return None
    reading = read(source, dialect)
    return reading if is_record(reading) else None


def is_record(reading: Reading) -> bool:
    """The first heading begins with *Module* and a number, or there is a concept index."""
    first = reading.document.first_heading
    if first is not None and _TITLE.match(first.text):
        return True
    return any(section.kind == "concepts" for section in reading.document.sections)


def shown_path(file: Path) -> str:
    """As problems name it: from the current folder, with `/`."""
    try:
        relative = os.path.relpath(file)
    except ValueError:  # another drive on Windows
        return file.as_posix()
    return Path(relative).as_posix()


def source_named(data: bytes, name: str) -> Source:
    return Source(Path(name).as_posix(), data)
