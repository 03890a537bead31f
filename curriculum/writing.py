"""Writes files so that each is, at every moment, either the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class ChangedMeanwhile(Exception):
    """The file is no longer what was read; nothing was written to it."""


class Change(Struct, frozen=True):
    """`old` is what was read: a file that differs from it is not overwritten.

    None is a file that is not there: before, or after the change.
    """

    path: Path
    old: bytes | None
    new: bytes | None


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary file in the same folder, which takes the target's place if all goes well.

    Mode and symbolic link are kept. Raises OSError, also where the target is no usual file.
    """
    target = Path(os.path.realpath(target))
    if target.exists() and not target.is_file():
        raise OSError(errno.EEXIST, "this is no usual file", str(target))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    os.close(handle)
    try:
        os.chmod(name, _mode_of(target))
        yield Path(name)
        _sync(Path(name))
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode_of(target: Path) -> int:
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else _new_mode()


def _new_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_all(changes: Sequence[Change]) -> None:
    """All changes are planned and proven before the first is written.

    Raises ChangedMeanwhile or OSError, naming the file; those before it are written.
    """
    for change in changes:
        write_atomically(change)


def _remove(change: Change) -> None:
    _check_unchanged(change.path, change)
    change.path.unlink()
    _sync_folder(change.path.parent)


def write_atomically(change: Change) -> None:
    """A temporary file in the same folder, fsync, rename. Mode and symbolic link are kept."""
    if change.new is None:
        _remove(change)
        return
    target = Path(os.path.realpath(change.path))
    if change.old is None:
        target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(change.new)
            file.flush()
            os.fchmod(file.fileno(), _mode_of(target))
            os.fsync(file.fileno())
        _check_unchanged(target, change)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def write_new(target: Path, data: bytes) -> None:
    """A file that is there whole or not at all. Raises OSError, FileExistsError for any old one."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.chmod(name, _new_mode())
            os.fsync(file.fileno())
        _name_new(name, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    _sync_folder(target.parent)


def _name_new(temporary: str, target: Path) -> None:
    """A link, unlike a rename, replaces nothing; not every file system has links."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        os.rename(temporary, target)


def _check_unchanged(target: Path, change: Change) -> None:
    now = target.read_bytes() if target.exists() else None
    if now != change.old:
        raise ChangedMeanwhile(f"{change.path} was changed while it was being read; run again")


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a crash; not every system lets a folder be synced."""
    with contextlib.suppress(OSError):
        _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
