"""One file, read once: its source, its document and its record, each made when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from curriculum.dialect import DEFAULT_DIALECT, Dialect
from curriculum.source import Source, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from curriculum.examined import Examined
    from curriculum.facts import Facts
    from curriculum.model.record import Record
    from curriculum.parse.document import Document
    from curriculum.passages import Passage


@dataclass(frozen=True)
class Reading:
    """`text` is the source, or the file that is read when its text is asked for.

    `examined` is what an earlier run, or another process, found in the same bytes.
    """

    path: str
    text: Source | Path
    dialect: Dialect = DEFAULT_DIALECT
    examined: Examined | None = None

    @cached_property
    def source(self) -> Source:
        """Raises OSError where the file is gone meanwhile."""
        return self.text if isinstance(self.text, Source) else read_source(self.text, self.path)

    @cached_property
    def document(self) -> Document:
        from curriculum.parse.markdown import parse  # what was examined needs no parser

        return parse(self.source, self.dialect)

    @cached_property
    def record(self) -> Record:
        if self.examined:
            return self.examined.facts.record
        from curriculum.model.from_document import read_record

        return read_record(self.document, self.dialect)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of text with what it belongs to, read once for all rules."""
        from curriculum.passages import read_passages

        return tuple(read_passages(self))

    @cached_property
    def facts(self) -> Facts:
        """What the rest of the course may know of it."""
        if self.examined:
            return self.examined.facts
        from curriculum.facts_of import facts_of

        return facts_of(self)


def read(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    """Never fails on content; raises nothing."""
    return Reading(source.path, source, dialect)


def read_bytes(data: bytes, path: str, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    return read(Source(path, data), dialect)
