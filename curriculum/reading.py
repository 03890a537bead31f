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

YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Reading:
    """`document` is that of Markdown; a file in another form has an empty one."""

    source: Source
    document: Document
    record: Record

    @property
    def as_markdown(self) -> Reading:
        """What rules look at: this file, or the Markdown twin of a file in another form."""
        return self

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of text with what it belongs to, read once for all rules."""
        return tuple(read_passages(self))

    @cached_property
    def facts(self) -> Facts:
        """What the rest of the course may know of it."""
        return facts_of(self)


def is_yaml(path: str) -> bool:
    return path.endswith(YAML_SUFFIXES)


def read(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    """Never fails on content; raises nothing."""
    if is_yaml(source.path):
        from curriculum.yaml_reading import read_yaml_record  # ruamel.yaml costs 50 ms

        return read_yaml_record(source, dialect)
    return read_markdown(source, dialect)


def read_markdown(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    document = parse(source, dialect)
    return Reading(source, document, read_record(document, dialect))


def read_bytes(data: bytes, path: str, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    return read(Source(path, data), dialect)
