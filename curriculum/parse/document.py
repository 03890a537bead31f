"""The concrete syntax of one record: what stands on which lines, before anything is understood."""

from __future__ import annotations

from enum import StrEnum, auto

from msgspec import Struct

from curriculum.files.source import Source
from curriculum.problem import Span


class Role(StrEnum):
    """What a line is, for the one who lays the file out again.

    HEADING_BELOW are the lines of a heading below its first, its underline among them. KEPT are
    the lines below the first of what was not understood: the blanks between them are its own.
    """

    BLANK = auto()
    TITLE = auto()
    HEADING = auto()
    LESSON_HEADING = auto()
    HEADING_BELOW = auto()
    LABEL = auto()
    ITEM = auto()
    HEADER = auto()
    DELIMITER = auto()
    ROW = auto()
    COMMENT = auto()
    TEXT = auto()
    KEPT = auto()


class Heading(Struct, frozen=True):
    """`text` is without hashes and comment; `column` is where it begins."""

    level: int
    text: str
    column: int
    span: Span


class Cell(Struct, frozen=True):
    r"""`text` is the author's, with `\|` read as `|`; `span` is without the blanks around it."""

    text: str
    span: Span


class Row(Struct, frozen=True):
    """`cells` are as GFM splits them; `readings` are the ways to fit them to the columns.

    One reading is certain. None, or several, leave the row as it stands.
    """

    cells: tuple[Cell, ...]
    readings: tuple[tuple[Cell, ...], ...]
    span: Span

    @property
    def reading(self) -> tuple[Cell, ...] | None:
        return self.readings[0] if len(self.readings) == 1 else None


class Table(Struct, frozen=True):
    """A table as its author meant it, with the blank lines and comments inside (`gaps`).

    `last` is the 1-based line of its last row.
    """

    columns: tuple[str, ...]
    header: Row
    delimiter: Span | None
    rows: tuple[Row, ...]
    gaps: tuple[Span, ...]
    last: int

    @property
    def lines(self) -> Span:
        """All of them, from the header on; their columns say nothing."""
        return Span(self.header.span.line, 1, self.last, 1)


class Item(Struct, frozen=True):
    """`text` is without marker and without the indent that belongs to it."""

    marker: str
    text: str
    span: Span

    @property
    def ordered(self) -> bool:
        return self.marker[:1].isdigit()


class Field(Struct, frozen=True):
    """`**Label (qualifier):** text`, then items, then what stands below them."""

    label: str
    text: str
    items: tuple[Item, ...]
    text_after: str
    joined: bool
    span: Span


class Lesson(Struct, frozen=True):
    heading: Heading
    prose: str
    fields: tuple[Field, ...]
    span: Span


class HeadField(Struct, frozen=True):
    """The goal or the status: its label's name, its text."""

    name: str
    text: str
    span: Span


class Leftover(Struct, frozen=True):
    """What belongs to no known part, byte for byte, and the part that it stands behind."""

    after: str | None
    text: str
    span: Span


class Comment(Struct, frozen=True):
    """A `<!-- curriculum: … -->` in a part. `line` counts the part's lines that are not blank.

    At the end of a line it is that line's number, 1-based; on a line of its own (`own_line`) it
    is how many lines of the part stand above it.
    """

    part: str
    line: int
    own_line: bool
    text: str
    span: Span


class Section(Struct, frozen=True):
    """`kind` is `concepts`, `lessons`, `mental_models`, or None where the heading is unknown."""

    kind: str | None
    heading: Heading
    repeated: bool


class Document(Struct, frozen=True):
    """`code`, `opaque` (code and HTML) and `nested` (quotations and lists) are 0-based lines.

    `roles` has one for each line.

    No row of an unread table could be read, so all of it is a leftover.
    """

    source: Source
    first_heading: Heading | None
    title: Heading | None
    goal: HeadField | None
    status: HeadField | None
    sections: tuple[Section, ...]
    concept_tables: tuple[Table, ...]
    concept_items: tuple[Item, ...]
    lessons: tuple[Lesson, ...]
    model_tables: tuple[Table, ...]
    model_items: tuple[Item, ...]
    unread_tables: tuple[Table, ...]
    leftovers: tuple[Leftover, ...]
    comments: tuple[Comment, ...]
    roles: tuple[Role, ...]
    code: frozenset[int]
    opaque: frozenset[int]
    nested: frozenset[int]

    @property
    def head_lines(self) -> tuple[str, ...]:
        """The lines above the first section."""
        starts = (one.heading.span.line - 1 for one in self.sections if one.kind)
        return self.source.lines[: next(starts, None)]

    @property
    def tables(self) -> tuple[Table, ...]:
        return (*self.concept_tables, *self.model_tables, *self.unread_tables)
