"""What the machine lacked where an error says so: memory, open files, processes."""

from __future__ import annotations

import errno
from collections.abc import Iterator

_BY_NUMBER = {
    errno.ENOMEM: "memory",
    errno.EMFILE: "open files",
    errno.ENFILE: "open files",
    errno.EAGAIN: "processes",
}
# Python and the loader of libraries name these in words alone.
_BY_WORDS = {
    "can't start new thread": "threads or memory",
    "annot allocate memory": "memory",
    "failed to map segment": "memory",
    "oo many open files": "open files",
}


def shortage(error: BaseException) -> str | None:
    """One sentence for the user, None for an error of another kind."""
    what = next(filter(None, map(_lacking, _chain(error))), None)
    if what is None:
        return None
    return (
        f"this run needs more {what} than the system gives it; nothing was written since. Raise "
        "the limit, name fewer PATHS, or try `--jobs 1` where the command has it"
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and those that it came of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _lacking(error: BaseException) -> str | None:
    if isinstance(error, MemoryError):
        return "memory"
    if type(error).__name__ == "BrokenProcessPool":  # a worker was killed: where memory ends, often
        return "memory or processes"
    if isinstance(error, OSError) and error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]
    if isinstance(error, OSError | RuntimeError | ImportError):
        return next((what for words, what in _BY_WORDS.items() if words in str(error)), None)
    return None
