"""The code blocks and tables of a file as texts of several lines, and places in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.problem import Span

if TYPE_CHECKING:
    from curriculum.model.record_file import RecordFile

_FENCES = ("```", "~~~")


class TextBlock(Struct, frozen=True):
    """Whole lines, each with a newline behind it; `first` is the 1-based number of the first."""

    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def spans(self, offsets: list[tuple[int, int]]) -> Iterator[Span]:
        """The places of stretches of the text, each within one line."""
        starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        for start, end in offsets:
            line = bisect_right(starts, start) - 1
            number = self.first + line
            yield Span(number, start - starts[line] + 1, number, end - starts[line] + 1)


def mermaid_blocks(reading: RecordFile) -> Iterator[TextBlock]:
    """What stands between the fences of code blocks that say `mermaid`."""
    run: list[str] | None = None
    first = 0
    for index in sorted(reading.document.code):
        line = reading.source.lines[index]
        plain = line.strip()
        if not plain.startswith(_FENCES):
            if run is not None:
                run.append(line)
        elif run is None and plain.strip("`~ ").startswith("mermaid"):
            run, first = [], index + 2
        elif run is not None:
            yield TextBlock(first, tuple(run))
            run = None


def tables(reading: RecordFile) -> Iterator[TextBlock]:
    """Lines that begin with a pipe and follow each other, outside code."""
    run: list[str] = []
    for index, line in enumerate((*reading.source.lines, "")):
        if line.lstrip().startswith("|") and index not in reading.document.opaque:
            run.append(line)
        elif run:
            yield TextBlock(index + 1 - len(run), tuple(run))
            run = []
