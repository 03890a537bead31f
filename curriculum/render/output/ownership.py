"""Which files of an output folder this tool wrote, and what writing new ones would do to it.

Nothing else is ever replaced or removed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Protocol

from msgspec import Struct

from curriculum.files.file import read_file
from curriculum.files.own_pages import is_generated
from curriculum.files.source import BOM

MANIFEST = ".curriculum-site.json"


class Ownership(Protocol):
    """Names are relative to the folder, with `/`."""

    def names(self) -> Iterable[str]:
        """The files that an earlier run may have written."""

    def owns(self, name: str, data: bytes) -> bool:
        """Whether what stands in this file is this tool's."""


class MarkedPages(Struct, frozen=True):
    """Markdown pages say it in their first line: a list of them would conflict in every merge."""

    folder: Path

    def names(self) -> Iterable[str]:
        pages = sorted(self.folder.glob("*.md")) if self.folder.is_dir() else []
        return [
            page.name
            for page in pages
            if page.is_file() and self.owns(page.name, page.read_bytes())
        ]

    def owns(self, name: str, data: bytes) -> bool:
        del name
        return is_generated(data.removeprefix(BOM).decode("utf-8", "replace"))


class ListedFiles(Struct, frozen=True):
    """The files of a site stand in a list with their digests: pictures and scripts have no marks.

    A file has several while it is being replaced, so that a run that was killed can be repeated.
    """

    digests: Mapping[str, tuple[str, ...]]

    def names(self) -> Iterable[str]:
        return sorted(self.digests)

    def owns(self, name: str, data: bytes) -> bool:
        return digest(data) in self.digests.get(name, ())

    def with_new(self, new: Mapping[str, str]) -> ListedFiles:
        names = {*self.digests, *new}
        both = {name: (*self.digests.get(name, ()), *_one(new.get(name))) for name in names}
        return ListedFiles({name: tuple(dict.fromkeys(all_)) for name, all_ in both.items()})

    @property
    def text(self) -> bytes:
        files = {name: list(all_) for name, all_ in self.digests.items()}
        return json.dumps({"version": 2, "files": files}, indent=0, sort_keys=True).encode()


def listed_in(folder: Path) -> ListedFiles:
    """What an earlier run wrote; nothing where its list cannot be read."""
    try:
        found = json.loads(read_file(folder / MANIFEST))
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
        return ListedFiles({})
    files = found.get("files") if isinstance(found, dict) else None
    pairs = files.items() if isinstance(files, dict) else ()
    return ListedFiles({name: _digests(all_) for name, all_ in pairs if _is_plain(name)})


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digests(value: object) -> tuple[str, ...]:
    all_ = value if isinstance(value, list) else [value]
    return tuple(one for one in all_ if isinstance(one, str))


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _is_plain(name: str) -> bool:
    """It leads nowhere but below the folder."""
    parts = PurePosixPath(name).parts
    plain = not any(mark in name for mark in ("\\", "\0"))
    return plain and bool(parts) and ".." not in parts and not name.startswith("/")


class HandWritten(Exception):
    """A page would take the place of a file that this tool did not write."""


class PlannedFile(Struct, frozen=True):
    """`old` is None for a file that is not there yet, `new` for one to remove.

    `shown` is its path as users see it; `notes` are what they should know before it is written.
    """

    path: Path
    shown: str
    old: bytes | None
    new: bytes | None
    notes: tuple[str, ...] = ()

    @property
    def is_stale(self) -> bool:
        return self.old != self.new


class OwnedFolder(Struct, frozen=True, dict=True):
    """`shown` is its path as users see it."""

    path: Path
    shown: str
    ownership: Ownership

    def planned(self, name: str, data: bytes) -> PlannedFile:
        """Raises HandWritten, OSError."""
        path, shown = self.path / name, f"{self.shown}/{name}"
        if not self._is_inside(name):
            raise HandWritten(f'"{shown}" lies behind a symbolic link; choose another folder')
        old = _bytes_of(path)
        if old is not None and old != data and not self.ownership.owns(name, old):
            raise HandWritten(
                f'"{shown}" was not written by curriculum render, or was changed since; move it '
                "away, or choose another folder with --output"
            )
        return PlannedFile(path, shown, old, data)

    def orphans(self, kept: Collection[str]) -> Iterator[PlannedFile]:
        """Files of things that are gone, to be removed unless somebody has changed them since."""
        for name in self.ownership.names():
            path, shown = self.path / name, f"{self.shown}/{name}"
            old = _bytes_of(path) if name not in kept and self._is_inside(name) else None
            if old is None:
                continue
            if self.ownership.owns(name, old):
                yield PlannedFile(path, shown, old, None)
            else:
                note = f'note: "{shown}" is no page any more, and was changed by hand: it is kept'
                yield PlannedFile(path, shown, old, old, (note,))

    def _is_inside(self, name: str) -> bool:
        """No symbolic link on the way leads out of the folder."""
        return os.path.realpath(self.path / name) == os.path.join(
            self._real, *PurePosixPath(name).parts
        )

    @cached_property
    def _real(self) -> str:
        return os.path.realpath(self.path)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
