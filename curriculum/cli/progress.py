"""A line on the terminal for work that takes long, and nothing anywhere else.

It is written to standard error, by a thread that asks for nothing but the time, so that the work
itself need not tell how far it is.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from msgspec import Struct

from curriculum.model.record_file import RecordFile
from curriculum.workspace.discovery import Candidate, Reader, RecordFolders
from curriculum.workspace.side_by_side import HOLDS_NO_LOCK

_Item = TypeVar("_Item")

# Nobody wants to be told of less.
PATIENCE = 1.0
_PAUSE = 0.2
_CLEAR = b"\r\x1b[K"


class Work(Struct):
    """`total` is None where nobody knows how much there is."""

    what: str
    total: int | None = None
    done: int = 0

    def line(self, seconds: float) -> str:
        count = "" if self.total is None else f" {self.done:,} of {self.total:,}"
        return f"{self.what}{count}, {seconds:.0f} s"


@contextmanager
def working(what: str, total: int | None = None, *, quiet: bool = False) -> Iterator[Work]:
    work = Work(what, total)
    if quiet or not _is_watched():
        yield work
        return
    from threading import Event, Thread

    over = Event()
    teller = Thread(target=_tell, args=(work, over), name=HOLDS_NO_LOCK, daemon=True)
    teller.start()
    try:
        yield work
    finally:
        over.set()
        teller.join()


def _is_watched() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _tell(work: Work, over: Event) -> None:
    begun = time.monotonic()
    if over.wait(PATIENCE):
        return
    while True:
        room = max(shutil.get_terminal_size().columns - 1, 1)
        _write(_CLEAR + work.line(time.monotonic() - begun)[:room].encode("ascii", "replace"))
        if over.wait(_PAUSE):
            break
    _write(_CLEAR)


def _write(data: bytes) -> None:
    """Past the stream and its lock: while this thread held it, another process may be forked."""
    os.write(sys.stderr.fileno(), data)


def each(items: Sequence[_Item], what: str, *, quiet: bool = False) -> Iterator[_Item]:
    """The items, while it is told how many of them are done."""
    with working(what, len(items), quiet=quiet) as work:
        for item in items:
            yield item
            work.done += 1


class _Counted(Candidate, frozen=True):
    """Counts when its content has been read."""

    work: Work | None = None

    @property
    def data(self) -> bytes:
        data = super().data
        if self.work:
            self.work.done += 1
        return data


def reading_counted(reader: Reader, *, quiet: bool = False) -> Reader:
    """The same reader, while it is told how many files it has read."""

    def read(
        candidates: Sequence[Candidate], folders: RecordFolders
    ) -> Iterable[RecordFile | None]:
        with working("reading files:", len(candidates), quiet=quiet) as work:
            return list(reader([_Counted(c.file, c.text, work) for c in candidates], folders))

    return read
