"""Standard output for results, standard error for all else, and failures in one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from curriculum.cli.streams import reader_is_gone
from curriculum.text.patterns import lazy_pattern
from curriculum.text.visible import json_text, visible_lines


class Failure(Exception):
    """The message says what is wrong, where, and what to do."""

    exit_code = 2


class NotFound(Failure):
    """Nothing has the name that was asked for; the message says which names are near."""

    exit_code = 1


class CannotProve(Failure):
    """A text that cannot be shown to say the same as the record is not written."""

    exit_code = 1


def write(text: str) -> None:
    """Characters that the terminal cannot show, lone bytes among them, become replacements."""
    clean = text.encode("utf-8", "replace").decode("utf-8") if not _is_clean(text) else text
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(clean.encode(encoding, "replace").decode(encoding))


def write_data(text: str) -> None:
    """JSON and patches are UTF-8 whatever the terminal speaks: a replacement would be false."""
    write_bytes(text.encode("utf-8", "surrogateescape" if _has_bytes(text) else "replace"))


def write_data_of(texts: Iterable[str]) -> None:
    """UTF-8 as in `write_file_of`, in pieces of a size that a pipe takes well.

    No more of them are made than somebody reads.
    """
    for piece in _pieces(texts):
        write_bytes(piece.encode("utf-8", "replace"))
        if reader_is_gone():
            return


def write_json(data: object) -> None:
    """Valid UTF-8 whatever bytes a record holds."""

    write_data_of([json_text(data, indent=2), "\n"])


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    waiting, size = [], 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting)


def write_line(text: str = "") -> None:
    write(f"{text}\n")


def write_bytes(data: bytes) -> None:
    """With PYTHONUNBUFFERED, one call may write only a part."""
    sys.stdout.flush()
    left = memoryview(data)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


_PIECE = 1 << 16
LONE_SURROGATE = lazy_pattern("[\ud800-\udfff]")


def say(text: str) -> None:
    """Names of files and words of records stand in it; only the ends of lines are ours."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(f"{visible_lines(text)}\n".encode(encoding, "replace").decode(encoding))


def _has_bytes(text: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in text)


def _is_clean(text: str) -> bool:
    return LONE_SURROGATE.search(text) is None


def wants_colour() -> bool:
    """NO_COLOR and FORCE_COLOR as no-color.org and force-color.org say; else by the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write_file(name: str, text: str, *, append: bool = False) -> None:
    """All of it or nothing, but for what is appended. Raises Failure."""
    write_file_of(name, [text], append=append)


def write_file_of(name: str, texts: Iterable[str], *, append: bool = False) -> None:
    """All of them or nothing, but for what is appended. Raises Failure."""
    from curriculum.files.writing import appending, replacing_whole  # most runs write no file

    sys.stdout.flush()  # the name may be that of a stream
    try:
        with (appending if append else replacing_whole)(Path(name)) as file:
            for text in texts:
                file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{name}": {reason}') from error
