"""A lesson plan as the tool sees it: which lesson it is for, and the rows of its two tables."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from curriculum.claims.places.reference import Reference
from curriculum.problem import Span

# What the student has, or what the lesson needs.
TableKind = Literal["state", "prerequisites"]


class PlanCell(Struct, frozen=True, gc=False):
    """`text` is as it stands in the file, so that columns within it are those of the line."""

    text: str
    span: Span


class PlanRow(Struct, frozen=True, gc=False):
    """`depth` is what the student is claimed to have; `required` is None in a state table.

    `references` are the places in the source cell, by offsets into its text. `untaught` says that
    the row itself claims that nothing of it was taught. `table` is the 1-based line of the header.
    """

    kind: TableKind
    concept: PlanCell
    depth_cell: PlanCell | None
    depth: str | None
    required: str | None
    untaught: bool
    source: PlanCell | None
    references: tuple[Reference, ...]
    status: PlanCell | None
    span: Span
    table: int


class Plan(Struct, frozen=True):
    """`slug` is the lesson's by its field, else by the file's name.

    `about` is the text of its head. `module` is None where the head names none.
    `head` is its first heading, or the first line.
    """

    path: str
    slug: str
    module: str | None
    about: str
    head: Span
    rows: tuple[PlanRow, ...]
