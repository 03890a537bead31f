"""Which files are records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from msgspec import Struct

from curriculum.config.dialect import Dialect
from curriculum.files.file import read_file
from curriculum.files.own_pages import is_generated
from curriculum.files.repository import leads_outside, limit_of
from curriculum.files.source import Source
from curriculum.model.record_file import RecordFile
from curriculum.read import YAML_SUFFIXES, read
from curriculum.workspace.evidence import is_record, may_be_record

UNNAMED = "<stdin>"
SUFFIXES = (".md", ".markdown", *YAML_SUFFIXES)
_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "venv"})


class RecordFolders(Struct, frozen=True):
    """Where records are: `folders` are configured, and `names` make a file in them a record.

    Problems name files from `base`, with `/`.
    """

    base: Path
    folders: tuple[Path, ...]
    names: tuple[str, ...]
    dialect: Dialect

    def shown(self, file: Path) -> str:
        try:
            relative = os.path.relpath(file, self.base)
        except ValueError:  # another drive on Windows
            return file.as_posix()
        return Path(relative).as_posix()

    def is_named(self, file: Path) -> bool:
        place = os.path.abspath(file)
        if any(place == os.path.abspath(folder) for folder in self.folders):
            return True
        return self.is_inside(file) and any(fnmatch(file.name, name) for name in self.names)

    def is_inside(self, file: Path) -> bool:
        """Whether it lies in a configured folder."""
        place = Path(os.path.abspath(file))
        return any(place.is_relative_to(os.path.abspath(folder)) for folder in self.folders)

    def is_record_by_name(self, file: Path) -> bool:
        """Whatever is in it."""
        return self.is_named(file) and file.suffix in SUFFIXES


class Found(Struct, frozen=True):
    """The records of some paths in the order of their names, and the files that are none.

    `named` are those of them that were not found in a folder but asked for. `outside` are records
    that lie outside the repository, and so are never written.
    """

    readings: tuple[tuple[Path, RecordFile], ...]
    passed_over: tuple[Path, ...]
    named: tuple[Path, ...]
    outside: frozenset[Path] = frozenset()


class Buffer(Struct, frozen=True):
    """What an editor has not saved yet: `data` stands for the content of `file`."""

    file: Path
    data: bytes

    @property
    def is_unnamed(self) -> bool:
        return self.file == Path(UNNAMED)

    def is_for(self, file: Path) -> bool:
        """The names first: looking up a real path costs a call to the system."""
        same_name = file.name == self.file.name
        return same_name and os.path.realpath(self.file) == os.path.realpath(file)


class Candidate(Struct, frozen=True):
    """A file that may be a record. `text` is what stands for its content, where that is known."""

    file: Path
    text: bytes | None = None

    @property
    def data(self) -> bytes:
        """Raises OSError where the system cannot open the file."""
        return read_file(self.file) if self.text is None else self.text


# The records among some files, in their order; None for each that is none.
Reader = Callable[[Sequence[Candidate], RecordFolders], "Iterable[RecordFile | None]"]


def read_each(
    candidates: Sequence[Candidate], folders: RecordFolders
) -> Iterator[RecordFile | None]:
    for candidate in candidates:
        file = candidate.file
        yield record_of(file, Source(folders.shown(file), candidate.data), folders)


def find_records(
    paths: Iterable[Path],
    folders: RecordFolders,
    buffer: Buffer | None = None,
    known: Mapping[str, RecordFile] | None = None,
    reader: Reader = read_each,
) -> Found:
    """Folders are searched, hidden ones left out. Raises OSError for what cannot be opened.

    `known` are records that were read before, by their real paths.
    """
    files = [(path, file, os.path.realpath(file)) for path in paths for file in files_in(path)]
    readings: dict[str, RecordFile | None] = dict(known or {})
    unread: dict[str, Candidate] = {}
    for _, file, place in files:
        if place not in readings and place not in unread:
            unread[place] = _candidate(file, buffer)
    readings.update(zip(unread, reader(list(unread.values()), folders), strict=True))
    found: dict[str, tuple[Path, RecordFile]] = {}
    for _, file, place in files:
        if reading := readings[place]:
            found.setdefault(place, (file, reading))
    inside = set(_inside(files, folders))
    passed_over = [(path, file) for path, file, place in files if not readings[place]]
    return Found(
        tuple(sorted(found.values(), key=lambda pair: pair[1].path)),
        tuple(file for _, file in passed_over),
        tuple(file for path, file in passed_over if file == path),
        frozenset(file for place, (file, _) in found.items() if place not in inside),
    )


def _inside(files: Iterable[tuple[Path, Path, str]], folders: RecordFolders) -> Iterator[str]:
    """The real paths of the files that may be written: only a user may name a place outside."""
    limit = limit_of(folders.base)
    for path, file, place in files:
        if path in folders.folders:
            is_inside = Path(place).is_relative_to(limit)
        else:
            is_inside = place == os.path.abspath(file) or not leads_outside(file, path)
        if is_inside:
            yield place


def files_in(path: Path) -> Iterator[Path]:
    """Those that may be records; a file that is named itself may be one whatever its name."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path, onerror=_raise):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(files):
            file = Path(folder) / name
            # Devices and pipes with a record's name would block; a broken link has no content.
            if is_candidate(name) and file.is_file():
                yield file


def is_candidate(name: str) -> bool:
    """For a path below a folder that is searched: it is no hidden place, and may be a record."""
    *folders, file = name.split("/")
    return (
        file.endswith(SUFFIXES)
        and not any(part.startswith(".") for part in (*folders, file))
        and _SKIPPED_FOLDERS.isdisjoint(folders)
    )


def _raise(error: OSError) -> None:
    raise error


def _candidate(file: Path, buffer: Buffer | None) -> Candidate:
    return Candidate(file, buffer.data if buffer and buffer.is_for(file) else None)


def record_of(file: Path, source: Source, folders: RecordFolders) -> RecordFile | None:
    """None where it is no record. A page made from one looks like it, and is none."""
    if is_generated(source.text):
        return None
    named = folders.is_record_by_name(file)
    if not named and (folders.is_inside(file) or not may_be_record(source, folders.dialect)):
        return None
    reading = read(source, folders.dialect)
    return reading if is_record(reading, named=named) else None
