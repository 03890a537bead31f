"""One file, read once: its source, its document and its record, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.files.source import Source, read_source
from curriculum.model.once import Once
from curriculum.model.record import Record
from curriculum.parse.document import Document
from curriculum.problem import Edit, Place, Problem, Span

Value = TypeVar("Value")


class RecordFile(Once, frozen=True, dict=True):
    """`text` is the source, or the file that is read when its text is asked for.

    `known` is its record, where an earlier run or another process has read the same bytes.
    """

    path: str
    text: Source | Path
    dialect: Dialect = DEFAULT_DIALECT
    known: Record | None = None

    @cached_property
    def source(self) -> Source:
        """Raises OSError where the file is gone meanwhile."""
        return self.text if isinstance(self.text, Source) else read_source(self.text, self.path)

    @cached_property
    def document(self) -> Document:
        from curriculum.parse.markdown import parse  # what is known needs no parser

        return parse(self.source, self.dialect)

    @cached_property
    def record(self) -> Record:
        if self.known:
            return self.known
        from curriculum.model.from_document import read_record

        return read_record(self.document, self.dialect)

    @property
    def as_markdown(self) -> RecordFile:
        """What rules look at: this file, or the Markdown twin of a file in another form."""
        return self

    @property
    def is_broken(self) -> bool:
        """Whether the file could not be read to its end."""
        return False

    @property
    def lost(self) -> Span | None:
        """The first text that the Markdown of a file in another form would not say."""
        return None

    @property
    def head(self) -> Span:
        """The first heading, or the first line."""
        heading = self.document.first_heading
        return heading.span if heading else Span(1, 1, 1, len((*self.source.lines, "")[0]) + 1)

    def with_bytes(self, data: bytes, dialect: Dialect) -> RecordFile:
        """Another content of the same file, in the same form."""
        return RecordFile(self.path, Source(self.path, data), dialect)

    def canonical_names(self) -> tuple[Edit, ...]:
        """What gives the fields of a file in another form than Markdown their canonical names."""
        return ()

    def in_file(self, problem: Problem) -> Problem:
        """A problem of `as_markdown` where it stands in this file, with what can be mended here."""
        return problem

    def span_in_file(self, span: Span) -> Span:
        return span

    def place_in_file(self, place: Place) -> Place:
        return place


def moved(value: Value, move: Callable[[Span], Span]) -> Value:
    """The same with each span where `move` takes it."""
    return cast("Value", _moved(value, move))


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(entry, move) for entry in value)
    if isinstance(value, Struct):
        changes = {
            name: new
            for name in value.__struct_fields__
            if isinstance(old := getattr(value, name), tuple | Span)
            and (new := _moved(old, move)) != old
        }
        return replace(value, **changes) if changes else value
    return value
