"""What rendering would do to a folder, worked out before any file is touched."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct

from curriculum.render.output.ownership import Ownership


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
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
