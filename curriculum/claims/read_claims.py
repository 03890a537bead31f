"""Collects what a course needs to know of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.claims import date_statements, maker_statements, size_statements
from curriculum.claims.between_lessons import attributed, promised
from curriculum.claims.in_record import dated, measured, stated, told_earlier
from curriculum.claims.placed_references import referred
from curriculum.claims.record_claims import Facts
from curriculum.model.texts import words_in
from curriculum.problem import Span

if TYPE_CHECKING:
    from curriculum.parse.file import Reading


def facts_of(reading: Reading) -> Facts:
    return Facts(
        path=reading.path,
        record=reading.record,
        head=_head(reading),
        dated=tuple(dated(reading)),
        quantities=tuple(measured(reading)),
        references=tuple(referred(reading)),
        attributions=tuple(attributed(reading)),
        promises=tuple(promised(reading)),
        date_statements=tuple(stated(reading, date_statements.HINT, date_statements.find)),
        size_statements=tuple(stated(reading, size_statements.HINT, size_statements.find)),
        maker_statements=tuple(stated(reading, maker_statements.HINT, maker_statements.find)),
        prior_depths=tuple(told_earlier(reading)),
        words=words_in(reading.record),
    )


def _head(reading: Reading) -> Span:
    heading = reading.document.first_heading
    return heading.span if heading else Span(1, 1, 1, len((*reading.source.lines, "")[0]) + 1)
