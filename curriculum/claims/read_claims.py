"""Collects what a course needs to know of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.claims import date_statements, maker_statements, size_statements
from curriculum.claims.between_lessons import attributed, promised
from curriculum.claims.in_record import read_dates, read_prior_depths, read_sizes, stated
from curriculum.claims.placed_references import read_references
from curriculum.claims.record_claims import RecordClaims
from curriculum.model.texts import words_in
from curriculum.problem import Span

if TYPE_CHECKING:
    from curriculum.parse.file import RecordFile


def read_claims(reading: RecordFile) -> RecordClaims:
    return RecordClaims(
        path=reading.path,
        record=reading.record,
        head=_head(reading),
        dated=tuple(read_dates(reading)),
        quantities=tuple(read_sizes(reading)),
        references=tuple(read_references(reading)),
        attributions=tuple(attributed(reading)),
        promises=tuple(promised(reading)),
        date_statements=tuple(stated(reading, date_statements.HINT, date_statements.find)),
        size_statements=tuple(stated(reading, size_statements.HINT, size_statements.find)),
        maker_statements=tuple(stated(reading, maker_statements.HINT, maker_statements.find)),
        prior_depths=tuple(read_prior_depths(reading)),
        words=words_in(reading.record),
    )


def _head(reading: RecordFile) -> Span:
    heading = reading.document.first_heading
    return heading.span if heading else Span(1, 1, 1, len((*reading.source.lines, "")[0]) + 1)
