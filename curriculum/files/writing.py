"""Writes files so that each is, at every moment, either the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from curriculum.files.file import read_file
from curriculum.files.temporary import clear_after_killed_runs, temporary_for
from curriculum.text.patterns import lazy_pattern

# Behind such a name may be a log of others: what is open already is written on, never replaced.
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = lazy_pattern(r"/dev/(?:stdout|stderr|fd/(\d{1,6}))|/proc/self/fd/(\d{1,6})")


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
def replacing(named: Path, check: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """A temporary file in the same folder, which takes the target's place if all goes well.

    `check` is called directly before that, when the new bytes are on the disk.
    What goes wrong is an OSError that names the target, also where that is no usual file, or one
    that its owner has made read-only.
    """
    target = Path(os.path.realpath(named))
    if target.exists() and _is_read_only(target):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(named))
    if target.exists() and not target.is_file():
        raise OSError(errno.EEXIST, "this is no usual file", str(named))
    with _naming(named):
        temporary = temporary_for(target)
        try:
            yield temporary
            os.chmod(temporary, _mode_of(target))
            _sync(temporary)
            check()
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _is_read_only(target: Path) -> bool:
    """By its mode as well: a superuser may write, but the owner wished that nobody does."""
    return not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """A user knows this file; of the temporary one, or of no file, an error tells nothing."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise type(error)(error.errno, error.strerror or str(error), str(path)) from error


def _mode_of(target: Path) -> int:
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else _new_mode()


def _new_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_each(changes: Sequence[Change]) -> Iterator[Change]:
    """Each change once it is written; none where one of the files is not what was read.

    Raises ChangedMeanwhile or OSError, naming the file; what was yielded before is written.
    """
    for change in changes:
        _check_unchanged(change)
    for change in changes:
        write_atomically(change)
        yield change


def write_atomically(change: Change) -> None:
    """A temporary file in the same folder, fsync, rename. Mode and symbolic link are kept."""
    if change.new is None:
        _remove(change)
        return
    if change.old is None:
        change.path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(change.path, lambda: _check_unchanged(change)) as temporary:
        temporary.write_bytes(change.new)
    _sync_folder(Path(os.path.realpath(change.path)).parent)


def _remove(change: Change) -> None:
    _check_unchanged(change)
    change.path.unlink()
    _sync_folder(change.path.parent)


@contextlib.contextmanager
def replacing_whole(target: Path) -> Iterator[BinaryIO]:
    """What is written takes the target's place when all of it is; a pipe or a device has none.

    Raises OSError.
    """
    descriptor = _DESCRIPTOR.fullmatch(str(target))
    if descriptor:
        number = _STREAMS.get(descriptor[0]) or int(descriptor[1] or descriptor[2])
        with open(os.dup(number), "wb") as file:
            yield file
        return
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    clear_after_killed_runs([target.parent])
    with replacing(target) as temporary, temporary.open("wb") as file:
        yield file


@contextlib.contextmanager
def appending(target: Path) -> Iterator[BinaryIO]:
    with target.open("ab") as file:
        yield file


def write_new(target: Path, data: bytes) -> None:
    """A file that is there whole or not at all. Raises OSError, FileExistsError for any old one."""
    with _naming(target):
        clear_after_killed_runs([target.parent])
        temporary = temporary_for(target)
        try:
            os.chmod(temporary, _new_mode())
            temporary.write_bytes(data)
            _sync(temporary)
            _name_new(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _name_new(temporary: Path, target: Path) -> None:
    """A link, unlike a rename, replaces nothing; not every file system has links."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        os.rename(temporary, target)


def _check_unchanged(change: Change) -> None:
    now = read_file(change.path) if change.path.exists() else None
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
