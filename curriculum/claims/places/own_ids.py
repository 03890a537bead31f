"""Ids of lessons in the form that a team configured: `week-05`, `05-threads`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.config.dialect import Dialect
from curriculum.parse.document import Document
from curriculum.parse.place_cells import read_places
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

# An id that is a number and a word may be any text; behind this label it is a lesson.
_NEEDS = lazy_pattern(
    r"^\W*(?:prerequisites?|depends on|requires|builds on)\b[*_]*\s*:[*_]*\s*", re.IGNORECASE
)


def ids_in(document: Document, dialect: Dialect) -> Iterator[tuple[str, Span]]:
    """Those with a word of their own anywhere below the title; others behind *Prerequisites:*."""
    title = document.title.span.end_line if document.title else 0
    for index, line in enumerate(document.source.lines[title:], start=title):
        if index in document.code:
            continue
        for form in dialect.own.ids:
            for found in form.in_text.finditer(line):
                yield found[0], Span(index + 1, found.start() + 1, index + 1, found.end() + 1)
        if needs := _NEEDS.match(line):
            for name in read_places(line[needs.end() :], dialect).names:
                at = line.find(name, needs.end())
                if at >= 0:
                    yield name, Span(index + 1, at + 1, index + 1, at + len(name) + 1)
