"""Standard streams that outlast whoever reads them: what nobody takes any more goes nowhere.

A command ends with its own exit code however much of its output was wanted: with `pipefail`, a
shell must see that `curriculum lint | head` found problems.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:  # a module of the type checker alone
    from _typeshed import ReadableBuffer


class _Lasting(FileIO):
    """A descriptor that another object owns. After one `forgiven` error nothing is written."""

    def __init__(self, descriptor: int, forgiven: type[OSError]) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self.forgiven = forgiven
        self.is_gone = False

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return len(memoryview(data)) if self.is_gone else super().write(data)
        except self.forgiven:
            self.is_gone = True
            return len(memoryview(data))


@contextmanager
def lasting_streams() -> Iterator[None]:
    """A failing standard error fails nothing: there is nobody left to be told of it."""
    _occupy_closed_descriptors()
    usual = sys.stdout, sys.stderr
    sys.stdout = _lasting(sys.stdout, BrokenPipeError)
    sys.stderr = _lasting(sys.stderr, OSError)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        sys.stdout, sys.stderr = usual


def reader_is_gone() -> bool:
    """Whether what is written to standard output has gone nowhere, and will."""
    raw = _raw(sys.stdout)
    return isinstance(raw, _Lasting) and raw.is_gone


def _occupy_closed_descriptors() -> None:
    """A file that is opened would get the number of a closed stream, and what is meant for it."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def _lasting(stream: TextIO | None, forgiven: type[OSError]) -> TextIO:
    """The same stream where it is none of the system's own, as that of a test or a console."""
    if stream is None:  # closed by whoever started this
        return open(os.devnull, "w", encoding="utf-8")
    raw = _raw(stream)
    if type(raw) is not FileIO or not isinstance(stream, TextIOWrapper):
        return stream
    stream.flush()
    lasting = _Lasting(raw.fileno(), forgiven)
    return TextIOWrapper(
        lasting if stream.buffer is raw else BufferedWriter(lasting),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _raw(stream: TextIO) -> object:
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)
