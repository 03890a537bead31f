"""Two halves of one work: one in a forked process, which begins with all that is loaded."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# A thread of this name holds nothing locked that a forked process asks for.
HOLDS_NO_LOCK = "holds no lock"
# The length of what is sent stands before it, in so many bytes.
_HEAD = 8
# Seconds.
_LOOK_EVERY = 0.2


def may_fork() -> bool:
    """What another thread locks, as that of a server, nobody would open in a forked process."""
    others = [one for one in threading.enumerate() if one is not threading.main_thread()]
    return sys.platform == "linux" and all(one.name == HOLDS_NO_LOCK for one in others)


@contextmanager
def elsewhere(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Another process does the `work` meanwhile; what is given waits for what comes of it.

    None where it came to no end there: whoever does the work again sees why. The process ends
    with the block. Its beginning is not reached by Ctrl-C, which would lead it into our own code.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # else both processes write what waits
    try:
        result, own = os.pipe()
    except OSError:  # as where too many files are open
        yield lambda: None
        return
    child = _forked(work, own)
    os.close(own)
    try:
        with open(result, "rb") as pipe:
            yield lambda: _whole(pipe.read())
    finally:
        _end(child)


def _forked(work: Callable[[], bytes], own: int) -> int:
    """The process's number; 0 where there are too many processes."""
    parent = os.getpid()
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child = os.fork()
        if not child:
            _do(work, own, parent)
        return child
    except OSError:
        return 0
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def end_with(parent: int) -> None:
    """For a process that works for its parent: it ends when that is gone, however that ended."""
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    """Where a process keeps the number of its dead parent, as on Windows, nothing is done."""
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(1)


def _do(work: Callable[[], bytes], own: int, parent: int) -> None:
    """Never comes back, so that nothing of what the other process has open is written twice."""
    try:
        end_with(parent)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        data = work()
        sys.stdout.flush()
        with open(own, "wb") as pipe:
            pipe.write(len(data).to_bytes(_HEAD, "big") + data)
    finally:
        os._exit(0)


def _whole(data: bytes) -> bytes | None:
    """What a process sent that was not killed on the way."""
    return data[_HEAD:] if int.from_bytes(data[:_HEAD], "big") == len(data) - _HEAD else None


def _end(child: int) -> None:
    if child:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
