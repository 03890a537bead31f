"""Where the parts of a plan's cell stand in the file."""

from __future__ import annotations

from curriculum.claims.places.reference import Reference
from curriculum.plans.plan_in_course import RowInCourse
from curriculum.problem import Span


def source_span(row: RowInCourse, reference: Reference) -> Span:
    """The reference within the source cell."""
    return _within(row, reference.start, reference.end)


def number_span(row: RowInCourse, reference: Reference) -> Span | None:
    """The number of the reference; None where it has none of its own."""
    if reference.number_end <= reference.number_start:
        return None
    return _within(row, reference.number_start, reference.number_end)


def slug_span(row: RowInCourse, reference: Reference) -> Span | None:
    source = row.row.source
    if source is None or reference.slug is None:
        return None
    at = source.text.find(reference.slug, reference.start)
    return None if at < 0 else _within(row, at, at + len(reference.slug))


def depth_span(row: RowInCourse) -> Span | None:
    """The depth word; None where the cell says it in another word."""
    cell, depth = row.row.depth_cell, row.row.depth
    at = cell.text.find(depth) if cell and depth else -1
    if cell is None or depth is None or at < 0:
        return None
    line, start = cell.span.line, cell.span.column + at
    return Span(line, start, line, start + len(depth))


def _within(row: RowInCourse, start: int, end: int) -> Span:
    source = row.row.source or row.row.concept
    line, column = source.span.line, source.span.column
    return Span(line, column + start, line, column + end)
