"""One file, read once: its source, its document and its record together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from curriculum.dialect import DEFAULT_DIALECT, Dialect
from curriculum.facts import facts_of
from curriculum.model.from_document import read_record
from curriculum.parse.markdown import parse
from curriculum.passages import Passage, read_passages
from curriculum.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curriculum.facts import Facts
    from curriculum.model.record import Record
    from curriculum.parse.document import Document
    from curriculum.problem import Problem, Span

_LINE = re.compile(r"(?<=\bline )\d+")
YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Reading:
    """`document` is that of Markdown; a file in another form has an empty one."""

    source: Source
    document: Document
    record: Record
    dialect: Dialect = DEFAULT_DIALECT

    @property
    def as_markdown(self) -> Reading:
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

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of text with what it belongs to, read once for all rules."""
        return tuple(read_passages(self))

    @cached_property
    def facts(self) -> Facts:
        """What the rest of the course may know of it."""
        return facts_of(self)


def in_file(problem: Problem, readings: Mapping[str, Reading]) -> Problem:
    """A problem and the places that it relates to, each where it stands in its file.

    A line that the message names is that of a related place.
    """
    related = tuple(
        replace(place, span=readings[place.path].span_in_file(place.span))
        if place.path in readings
        else place
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


def read(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    """Never fails on content; raises nothing."""
    if is_yaml(source.path):
        from curriculum.yaml_reading import read_yaml_record  # ruamel.yaml costs 50 ms

        return read_yaml_record(source, dialect)
    return read_markdown(source, dialect)


def read_markdown(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    document = parse(source, dialect)
    return Reading(source, document, read_record(document, dialect), dialect)


def read_bytes(data: bytes, path: str, dialect: Dialect = DEFAULT_DIALECT) -> Reading:
    return read(Source(path, data), dialect)
