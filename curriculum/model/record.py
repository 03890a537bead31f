"""The objects of a record. Their names and fields are those of `schemas/record.schema.json`.

What is absent is None or empty, never guessed. Texts are the author's own characters.
"""

from __future__ import annotations

from msgspec import Struct

from curriculum.problem import Span


class Status(Struct, frozen=True, gc=False):
    """`planned` is None where the number of lessons is open, as in `1 of ?`."""

    state: str | None
    built: int | None
    planned: int | None
    text: str


class OtherCell(Struct, frozen=True, gc=False):
    """A cell of a column that records of this kind do not have."""

    column: str
    text: str


class Concept(Struct, frozen=True, gc=False):
    """One row of the index; `name` is the whole first cell, `term` and `gloss` its parts.

    What is `kept` was read from a list, or from a row with several entries, which stands as the
    author wrote it among the record's extras.
    """

    name: str
    term: str
    gloss: str | None
    depth: str | None
    prior_depth: str | None
    revisit: bool
    depth_text: str
    lesson: str | None
    lessons: tuple[str, ...]
    lesson_text: str
    notes: str | None
    other: tuple[OtherCell, ...]
    span: Span
    kept: bool = False


class Field(Struct, frozen=True, gc=False):
    """`markers` is None where they are what `ordered` says: dashes, or numbers from 1."""

    name: str
    label: str
    qualifier: str | None
    text: str
    ordered: bool
    items: tuple[str, ...]
    markers: tuple[str, ...] | None
    text_after: str
    joined: bool
    span: Span


class TaughtConcept(Struct, frozen=True, gc=False):
    """What a lesson's own list says about a concept."""

    name: str
    depth: str | None
    prior_depth: str | None
    detail: str
    span: Span


class ReviewIteration(Struct, frozen=True, gc=False):
    number: int
    outcome: str | None
    critical: int | None
    improvement: int | None
    polish: int | None
    findings: tuple[str, ...]


class Review(Struct, frozen=True, gc=False):
    """`outcome` is the last verdict.

    It is `pass`, `needs revision`, `needs work`, `major revision`, `fail` or `pending`.
    """

    outcome: str | None
    iterations: tuple[ReviewIteration, ...]


class Lesson(Struct, frozen=True, gc=False):
    """`id` ends with the lesson's place in the record, also where `number` is None."""

    id: str | None
    number: int | None
    slug: str | None
    slug_inferred: bool
    title: str | None
    type: str | None
    remark: str | None
    prose: str
    fields: tuple[Field, ...]
    concepts_taught: tuple[TaughtConcept, ...]
    mental_models: tuple[str, ...]
    analogies: tuple[str, ...]
    misconceptions: tuple[str, ...]
    not_covered: tuple[str, ...]
    review: Review | None
    span: Span


class MentalModel(Struct, frozen=True, gc=False):
    """`form` is `table` or `list`; the texts of where it was established are the raw cells."""

    text: str
    detail: str
    form: str
    marker: str | None
    established_in: tuple[str, ...]
    used_again_in: tuple[str, ...]
    established_text: str | None
    used_again_text: str | None
    other: tuple[OtherCell, ...]
    span: Span


class Extra(Struct, frozen=True, gc=False):
    """What was not understood, byte for byte, and the part of the record that it stands behind.

    A part is `title`, `goal`, `status`, `concepts`, `concepts[3]`, `lessons`, a lesson's id,
    `mental_models`, `mental_models[3]`; None is the beginning of the file.
    """

    after: str | None
    text: str


class Comment(Struct, frozen=True, gc=False):
    """A `<!-- curriculum: … -->` within a part, as `Extra.after` names them.

    `line` counts the part's lines that are not blank: the line that the comment ends, or, for
    one on a line of its own, how many stand above it.
    """

    part: str
    line: int
    own_line: bool
    text: str


class Record(Struct, frozen=True):
    module: str | None
    title: str | None
    path: str
    goal: str | None
    status: Status | None
    concepts: tuple[Concept, ...]
    lessons: tuple[Lesson, ...]
    mental_models: tuple[MentalModel, ...]
    extra: tuple[Extra, ...]
    comments: tuple[Comment, ...]
