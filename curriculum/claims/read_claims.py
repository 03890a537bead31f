"""Collects what a course needs to know of one record."""

from __future__ import annotations

from msgspec.structs import replace

from curriculum.claims import date_statements, maker_statements, size_statements
from curriculum.claims.between_lessons import attributed, promised
from curriculum.claims.in_record import read_dates, read_prior_depths, read_sizes, stated
from curriculum.claims.places.in_record import read_references
from curriculum.claims.record_claims import RecordClaims
from curriculum.model.record_file import RecordFile, moved
from curriculum.model.texts import words_in


def claims_of(file: RecordFile) -> RecordClaims:
    """Those of a file in whatever form, at their places in the file; read once."""
    return file.once(read_claims)


def read_claims(file: RecordFile) -> RecordClaims:
    reading = file.as_markdown
    if reading is file:
        return _in_markdown(file)
    claims = claims_of(reading)
    places = {
        name: moved(getattr(claims, name), file.span_in_file)
        for name in claims.__struct_fields__
        if name not in {"path", "record", "head"}
    }
    return replace(claims, record=file.record, head=file.head, **places)


def _in_markdown(reading: RecordFile) -> RecordClaims:
    return RecordClaims(
        path=reading.path,
        record=reading.record,
        head=reading.head,
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
