"""Many files made one by one and put in place together, without holding them all in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from curriculum.render.output.owned_folder import OwnedFolder, PlannedFile
from curriculum.render.output.ownership import MANIFEST, ListedFiles, digest

_WAITING = ".curriculum.tmp"
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
        for file in list(folder.rglob(f".*.{self.token}{_WAITING}")):
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
        with waiting.open("rb+") as file:
            os.fsync(file.fileno())
        with _naming(place.parent):
            os.replace(waiting, place)

    def _waiting(self, name: str) -> Path:
        place = self.folder.path / name
        return place.with_name(f".{place.name}.{self.token}{_WAITING}")


@contextmanager
def _naming(folder: Path) -> Iterator[None]:
    """A user knows the folder; of a file beside its place, an error tells nothing."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from error


def clear_after_killed_runs(folder: Path) -> None:
    """What they left beside the places of their files."""
    for file in list(folder.rglob(f".*{_WAITING}")):
        process = file.name.removesuffix(_WAITING).rpartition(".")[2]
        if process.isdigit() and not _is_running(int(process)):
            _remove(folder, file)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(folder: Path, file: Path) -> None:
    """With the folders that are empty then."""
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
