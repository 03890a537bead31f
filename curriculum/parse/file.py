"""One file, read once: its source, its document and its record, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.files.source import Source, read_source
from curriculum.model.record import Record
from curriculum.parse.document import Document
from curriculum.problem import Place, Problem, Span
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from curriculum.claims.passages import Passage
    from curriculum.claims.record_claims import RecordClaims
    from curriculum.workspace.file_result import FileResult

Made = TypeVar("Made")
_LINE = lazy_pattern(r"(?<=\bline )\d+")
YAML_SUFFIXES = (".yaml", ".yml")


class RecordFile(Struct, frozen=True, dict=True):
    """`text` is the source, or the file that is read when its text is asked for.

    `examined` is what an earlier run, or another process, found in the same bytes.
    """

    path: str
    text: Source | Path
    dialect: Dialect = DEFAULT_DIALECT
    examined: FileResult | None = None

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

    @property
    def as_markdown(self) -> RecordFile:
        """What rules look at: this file, or the Markdown twin of a file in another form."""
        return self

    @property
    def is_broken(self) -> bool:
        """Whether the file could not be read to its end."""
        return False

    def in_file(self, problem: Problem) -> Problem:
        """A problem of `as_markdown` where it stands in this file, with what can be mended here."""
        return problem

    def span_in_file(self, span: Span) -> Span:
        return span

    def place_in_file(self, place: Place) -> Place:
        return place

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of text with what it belongs to, read once for all rules."""
        from curriculum.claims.passages import read_passages

        return tuple(read_passages(self))

    def once(self, make: Callable[[RecordFile], Made]) -> Made:
        """What `make` makes of this file, kept for all that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    @cached_property
    def facts(self) -> RecordClaims:
        """What the rest of the course may know of it."""
        if self.examined:
            return self.examined.facts
        from curriculum.claims.read_claims import read_claims

        return read_claims(self)


def in_file(problem: Problem, readings: Mapping[str, RecordFile]) -> Problem:
    """A problem and the places that it relates to, each where it stands in its file.

    A line that the message names is that of a related place.
    """
    related = tuple(
        readings[place.path].place_in_file(place) if place.path in readings else place
        for place in problem.related
    )
    problem = readings[problem.path].in_file(problem)
    if related == problem.related:
        return problem
    lines = {
        str(old.span.line): str(new.span.line)
        for old, new in zip(problem.related, related, strict=True)
    }
    message = _LINE.sub(lambda match: lines.get(match[0], match[0]), problem.message)
    for old, new in zip(problem.related, related, strict=True):
        message = message.replace(f"{old.path}:{old.span.line}", f"{new.path}:{new.span.line}")
    return replace(problem, related=related, message=message)


def is_yaml(path: str) -> bool:
    return path.endswith(YAML_SUFFIXES)


def read(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> RecordFile:
    """Never fails on content; raises nothing."""
    if is_yaml(source.path):
        from curriculum.yaml.file import read_yaml_record  # ruamel.yaml costs 50 ms

        return read_yaml_record(source, dialect)
    return read_markdown(source, dialect)


def read_markdown(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> RecordFile:
    return RecordFile(source.path, source, dialect)


def read_bytes(data: bytes, path: str, dialect: Dialect = DEFAULT_DIALECT) -> RecordFile:
    return read(Source(path, data), dialect)
