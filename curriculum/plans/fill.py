"""A plan's own tables, with what the records say in the cells of depth and source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from curriculum.course.depths import Appearance
from curriculum.files.source import Source
from curriculum.plans.known_names import Match
from curriculum.plans.names import Likeness
from curriculum.plans.plan import PlanCell
from curriculum.plans.plan_in_course import PlanInCourse, RowInCourse
from curriculum.problem import Edit

NOT_FOUND = "?"


class FilledRow(Struct, frozen=True):
    """`depth` and `source` are None where no record has the concept."""

    row: RowInCourse
    depth: str | None
    source: str | None


def filled_rows(plan: PlanInCourse) -> Iterator[FilledRow]:
    for row in plan.rows:
        best = best_appearance(row)
        if best is None:
            yield FilledRow(row, None, None)
        else:
            lesson = plan.course.lessons[best.place]
            slug = lesson.lesson.slug
            yield FilledRow(row, best.depth, f"{slug} ({lesson.id})" if slug else lesson.id)


def best_appearance(row: RowInCourse) -> Appearance | None:
    """In the named lesson sooner than elsewhere, by the surest name, where it got deepest first."""
    rank = row.course.depths.rank
    certain = [m for m in row.matches if m.likeness > Likeness.ALIKE and _counts(row, m)]
    cited = [match for match in certain if row.is_sourced and match in row.cited]
    for matches in (cited, certain):
        if matches:
            best = max(match.likeness for match in matches)
            entries = [match.appearance for match in matches if match.likeness == best]
            return max(entries, key=lambda one: (rank(one.depth), one.in_index, -one.place))
    return None


def _counts(row: RowInCourse, match: Match) -> bool:
    entry = match.appearance
    return entry.place < row.end and row.course.depths.rank(entry.depth) >= 0


def filled_lines(plan: PlanInCourse, source: Source) -> Iterator[str]:
    """The tables as they stand in the plan, one blank line between two of them."""
    edits = [edit for filled in filled_rows(plan) for edit in _edits(filled)]
    lines = Source(source.path, source.with_edits(tuple(edits))).lines
    previous = 0
    for row in plan.plan.rows:
        if row.table != previous:
            if previous:
                yield ""
            yield from lines[row.table - 1 : row.span.line - 1]
            previous = row.table
        yield lines[row.span.line - 1]


def _edits(filled: FilledRow) -> Iterator[Edit]:
    row = filled.row.row
    yield from _edit(row.depth_cell, filled.depth)
    yield from _edit(row.source, filled.source)


def _edit(cell: PlanCell | None, text: str | None) -> Iterator[Edit]:
    if cell:
        # The one blank of an empty cell stands before what is written into it.
        yield Edit(cell.span, (text or NOT_FOUND) + ("" if cell.text else " "))
