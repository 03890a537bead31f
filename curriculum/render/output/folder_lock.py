"""One run at a time writes a site: two would take each other's pages for somebody's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
