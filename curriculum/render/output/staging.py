"""Many files made one by one and put in place together, without holding them all in memory.

One run at a time writes into a folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from curriculum.files.temporary import SUFFIX, beside, left_by_killed_runs
from curriculum.render.output.ownership import (
    MANIFEST,
    ListedFiles,
    OwnedFolder,
    PlannedFile,
    digest,
)

# Waiting for the disk, not for the processor.
_WRITERS = 8


class Staged(Struct, frozen=True):
    """A file of the folder; where `is_new`, it lies beside its place."""

    name: str
    digest: str
    is_new: bool


class Stage(Struct, frozen=True):
    """`token` tells the files of this run from all others."""

    folder: OwnedFolder
    token: str

    def put(self, name: str, data: bytes) -> Staged:
        """Raises HandWritten, OSError."""
        planned = self.folder.planned(name, data)
        if planned.is_stale:
            waiting = self._waiting(name)
            waiting.parent.mkdir(parents=True, exist_ok=True)
            with _naming(waiting.parent):
                waiting.write_bytes(data)
        return Staged(name, digest(data), planned.is_stale)

    def publish(
        self, staged: Sequence[Staged], gone: Sequence[PlannedFile], listed: ListedFiles
    ) -> None:
        """Each file is, at every moment, the old one or the new one; so is the list of them."""
        digests = {one.name: one.digest for one in staged}
        new = ListedFiles({name: (only,) for name, only in digests.items()})
        if new == listed and not gone and not any(one.is_new for one in staged):
            return
        self._write_list(listed.with_new(digests))
        with ThreadPoolExecutor(_WRITERS) as pool:
            for _ in pool.map(self._replace, [one.name for one in staged if one.is_new]):
                pass
        for file in gone:
            _remove(self.folder.path, file.path)
        self._write_list(new)

    def clear(self) -> None:
        """Nothing of this run is left lying about."""
        folder = self.folder.path
        for file in list(folder.rglob(f".*.{self.token}{SUFFIX}")):
            _remove(folder, file)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()

    def _write_list(self, listed: ListedFiles) -> None:
        with _naming(self.folder.path):
            self._waiting(MANIFEST).write_bytes(listed.text)
        self._replace(MANIFEST)

    def _replace(self, name: str) -> None:
        waiting = self._waiting(name)
        place = self.folder.path / name
        with _naming(place.parent):
            with waiting.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(waiting, place)

    def _waiting(self, name: str) -> Path:
        return beside(self.folder.path / name, self.token)


@contextmanager
def _naming(folder: Path) -> Iterator[None]:
    """A user knows the folder; of a file beside its place, an error tells nothing."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from error


def clear_after_killed_runs(folder: Path) -> None:
    """What they left beside the places of their files."""
    for inner, _, names in os.walk(folder):
        for file in left_by_killed_runs(Path(inner), names):
            _remove(folder, file)


def _remove(folder: Path, file: Path) -> None:
    """With the folders that are empty then."""
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()


if sys.platform != "win32":
    import fcntl


class BeingWritten(Exception):
    """Another run writes to the folder; the message names it."""


@contextmanager
def locked(folder: Path, shown: str) -> Iterator[None]:
    """Raises BeingWritten, OSError. The lock leaves nothing behind, and ends with its process.

    Windows has no locks of folders: there, two runs must not be begun at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, shown)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, shown: str) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BeingWritten(
            f'another run is writing "{shown}"; wait for its end, or choose another folder'
        ) from error
    except OSError:
        return  # some network folders have no locks
