"""One file as the author wrote it: its bytes, its lines, and how to give them back unchanged."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from curriculum.files.file import read_file
from curriculum.problem import Edit, Span
from curriculum.text.patterns import lazy_pattern

BOM = b"\xef\xbb\xbf"
_LINE_ENDING = lazy_pattern(r"(\r\n|\r|\n)")


class Source(Struct, frozen=True, dict=True):
    """Decoded as UTF-8; a byte that is none becomes a lone surrogate, so encoding gives it back.

    Only CR, LF and CRLF end a line, as in CommonMark; `lines` are without their endings.
    """

    path: str
    data: bytes

    @cached_property
    def text(self) -> str:
        return self.data.removeprefix(BOM).decode("utf-8", "surrogateescape")

    @cached_property
    def _parts(self) -> tuple[list[str], list[str]]:
        """The lines, an empty one behind the last ending among them, and the endings."""
        if "\r" not in self.text:
            lines = self.text.split("\n")
            return lines, ["\n"] * (len(lines) - 1)
        parts = _LINE_ENDING.split(self.text)
        return parts[::2], parts[1::2]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        lines, _ = self._parts
        return tuple(lines if lines[-1] else lines[:-1])

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """As long as `lines`; the last one is empty where the file has no final newline."""
        return (*self._parts[1], "")[: len(self.lines)]

    @property
    def newline(self) -> str:
        return self.endings[0] if self.endings and self.endings[0] else "\n"

    @property
    def has_bom(self) -> bool:
        return self.data.startswith(BOM)

    @cached_property
    def is_utf8(self) -> bool:
        try:
            self.data.decode()
        except UnicodeDecodeError:
            return False
        return True

    def span(self, first: int, last: int | None = None) -> Span:
        """From column 1 of one line to the end of another; 0-based line indexes."""
        last = first if last is None else last
        return Span(first + 1, 1, last + 1, len(self.lines[last]) + 1)

    def span_of(self, start: int, end: int) -> Span:
        """From one offset in `text` to another."""
        starts, lines = self._line_starts, max(len(self._line_starts) - 1, 1)
        first, last = (min(bisect_right(starts, at), lines) for at in (start, end))
        return Span(first, start - starts[first - 1] + 1, last, end - starts[last - 1] + 1)

    def with_lines(self, lines: list[tuple[str, str]]) -> bytes:
        """The file's bytes with other lines, each with its ending; the BOM stays as it was."""
        text = "".join(line + ending for line, ending in lines)
        return (BOM if self.has_bom else b"") + text.encode("utf-8", "surrogateescape")

    def with_edits(self, edits: tuple[Edit, ...]) -> bytes:
        """The file's bytes with non-overlapping edits made; every other byte is as it was."""
        pieces, done = [], 0
        for edit in sorted(edits):
            start = self._offset(edit.span.line, edit.span.column)
            pieces += [self.text[done:start], edit.text.replace("\n", self.newline)]
            done = self._offset(edit.span.end_line, edit.span.end_column)
        text = "".join((*pieces, self.text[done:]))
        return (BOM if self.has_bom else b"") + text.encode("utf-8", "surrogateescape")

    def _offset(self, line: int, column: int) -> int:
        return self._line_starts[line - 1] + column - 1

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        lines, endings = self._parts
        for line, ending in zip(lines, (*endings, ""), strict=True):
            starts.append(starts[-1] + len(line) + len(ending))
        return starts


def read_source(path: Path, shown_as: str | None = None) -> Source:
    """Raises OSError where the system cannot open the file."""
    return Source(shown_as or path.as_posix(), read_file(path))
