"""One file, read once: its source, its document and its record together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from curriculum.dialect import DEFAULT_DIALECT, Dialect
from curriculum.facts import facts_of
from curriculum.model.from_document import read_record
from curriculum.parse.markdown import parse
from curriculum.passages import Passage, read_passages
from curriculum.source import Source

if TYPE_CHECKING:
    from curriculum.facts import Facts
    from curriculum.model.record import Record
    from curriculum.parse.document import Document


@dataclass(frozen=True)
class Reading:
    source: Source
    document: Document
    record: Record
    dialect: Dialect = DEFAULT_DIALECT

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of text with what it belongs to, read once for all rules."""
        return tuple(read_passages(self))

    @cached_property
    def facts(self) -> Facts:
        """What the rest of the course may know of it."""
        return facts_of(self)


def read(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    """Never fails on content; raises nothing."""
    document = parse(source, dialect)
    return Reading(source, document, read_record(document, dialect), dialect)


def read_bytes(data: bytes, path: str, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    return read(Source(path, data), dialect)
