"""Two halves of one work: one in a forked process, which begins with all that is loaded."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def may_fork() -> bool:
    """What another thread locks, as that of a server, nobody would open in a forked process."""
    return sys.platform == "linux" and threading.active_count() == 1


def begin(work: Callable[[], bytes]) -> Callable[[], bytes | None]:
    """Lets another process do the `work`; what comes back waits for it.

    None where it came to no end there: whoever does the work again sees why.
    """
    result, own = os.pipe()
    try:
        child = os.fork()
    except OSError:  # as where there are too many processes
        os.close(result)
        os.close(own)
        return lambda: None
    if child:
        os.close(own)
        return lambda: _received(result, child)
    try:
        with open(own, "wb") as pipe:
            pipe.write(work())
        os._exit(0)
    finally:  # an error ends here, and none of what the parent has open is written twice
        os._exit(1)


def _received(result: int, child: int) -> bytes | None:
    with open(result, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    return data if status == 0 else None
