"""Reads usual files whole; a pipe, a device or a folder is refused before anything is read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Opening a pipe would wait for a writer; Windows has neither.
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: str | os.PathLike[str]) -> bytes:
    """Raises OSError, which names the file, also for what is no usual file."""
    descriptor = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    with open(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "this is a pipe or a device, not a file", os.fspath(path))
        return file.read()


def read_utf8(path: Path, encoding: str = "utf-8") -> str:
    """The text with `\\n` at line ends; bytes that are no UTF-8 become U+FFFD. Raises OSError."""
    text = read_file(path).decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
