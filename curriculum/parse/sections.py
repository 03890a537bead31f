"""The parts of a record, one reader for each, all writing into one document."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from curriculum.parse.cells import is_lesson_cell, is_reference_cell, read_depth, read_lessons
from curriculum.parse.comments import BLANKS, comment_in, without_comment
from curriculum.parse.document import (
    Comment,
    HeadField,
    Heading,
    Item,
    Leftover,
    Lesson,
    Role,
    Section,
    Table,
)
from curriculum.parse.fields import (
    labels_of,
    last_line,
    read_fields,
    read_items,
    takes_text_below,
)
from curriculum.parse.headings import read_lesson_heading, section_kind
from curriculum.parse.tables import CONCEPT_COLUMNS, MODEL_COLUMNS, Grammar, read_tables
from curriculum.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.dialect import Dialect
    from curriculum.parse.blocks import Block
    from curriculum.parse.fields import Layout

HEAD_LABELS = ("goal", "status")


@dataclass
class Reader:
    """`part` is the last part met: what belongs to none is kept as standing behind it.

    All line indexes are 0-based, ends exclusive.
    """

    layout: Layout
    dialect: Dialect
    part: str | None = None
    head_fields: dict[str, HeadField] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    concept_tables: list[Table] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    model_tables: list[Table] = field(default_factory=list)
    model_items: list[Item] = field(default_factory=list)
    unread_tables: list[Table] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    roles: list[Role] = field(init=False)

    def __post_init__(self) -> None:
        self.roles = [
            Role.TEXT if line.strip(BLANKS) or self.layout.is_opaque(index) else Role.BLANK
            for index, line in enumerate(self.layout.source.lines)
        ]

    def heading(self, block: Block) -> Heading:
        line = without_comment(self.layout.source.lines[block.start])
        text = without_comment(block.text)
        column = max(line.find(text.split("\n")[0]), 0) + 1
        span = self.layout.source.span(block.start, block.end - 1)
        return Heading(block.level, " ".join(text.split("\n")), column, span)

    def begin(
        self, part: str, start: int, end: int, role: Role, bare: frozenset[int] = frozenset()
    ) -> None:
        """From here on `part` is the last one met; its first line has this role."""
        self.part = part
        self.roles[start] = role
        if role in {Role.TITLE, Role.HEADING}:
            self.below_heading(start, end)
        self._comments(part, start, end, bare)

    def below_heading(self, start: int, end: int) -> None:
        for index in range(start + 1, end):
            self.roles[index] = Role.HEADING_BELOW

    def leftover(self, start: int, end: int) -> None:
        start = self.layout.skip_blanks(start, end)
        text = self.layout.raw(start, end)
        if text:
            last = start + text.count("\n")
            for index in range(start + 1, last + 1):
                if self.roles[index] is not Role.BLANK:
                    self.roles[index] = Role.KEPT
            self.leftovers.append(Leftover(self.part, text, self.layout.source.span(start, last)))

    def _comments(
        self, part: str, start: int, end: int, bare_labels: frozenset[int] = frozenset()
    ) -> None:
        """A bare label counts together with the text below it: they are one canonical line."""
        count = 0
        for index in range(start, end):
            line = self.layout.source.lines[index]
            own_line = self.layout.is_comment(index)
            count += bool(line.strip(BLANKS)) and not own_line and index not in bare_labels
            text = None if self.layout.is_opaque(index) else comment_in(line)
            if text:
                column = line.rfind(text) + 1
                span = Span(index + 1, column, index + 1, column + len(text))
                self.comments.append(Comment(part, count, own_line, text, span))
                if own_line:
                    self.roles[index] = Role.COMMENT

    def head(self, start: int, end: int) -> None:
        starts = [index for index in range(start, end) if index in self.layout.label_lines]
        self.leftover(start, starts[0] if starts else end)
        for first, last in pairwise([*starts, end]):
            self._head_line(first, last)

    def _head_line(self, start: int, end: int) -> None:
        """Goal and status take their paragraph; another label, or a second one, is kept."""
        _, fields = read_fields(self.layout, start, self._paragraph_end(start, end))
        names = [field.label.casefold() for field in fields]
        if any(name not in HEAD_LABELS or name in self.head_fields for name in names):
            self.leftover(start, end)
            self.roles[start] = Role.LABEL
            return
        stop = self._paragraph_end(start, end)
        for name, found in zip(names, fields, strict=True):
            text = found.text
            if found is fields[-1]:
                column = labels_of(self.layout.text(start))[-1].end
                first = self.layout.text(start)[column:].strip(BLANKS)
                below = self.layout.verbatim(start + 1, stop)
                text = f"{first}\n{below}" if below and first else first or below
            self.head_fields[name] = HeadField(name, text, found.span)
            self.part = name
        self.begin(names[-1], start, stop, Role.LABEL)
        self.leftover(stop, end)

    def _paragraph_end(self, start: int, end: int) -> int:
        while start < end and self.layout.source.lines[start].strip(BLANKS):
            start += 1
        return start

    def section(self, block: Block, lessons: Sequence[Block], end: int) -> None:
        kind = section_kind(block.text)
        repeated = kind is not None and any(kind == section.kind for section in self.sections)
        self.sections.append(Section(kind, self.heading(block), repeated))
        if kind == "lessons":
            understood = self._lessons(block, lessons, end, repeated=repeated)
        elif kind == "concepts" and not repeated:
            understood = self._concepts(block, end)
        elif kind == "mental_models" and not repeated:
            understood = self._mental_models(block, end)
        else:
            understood = False
        self.roles[block.start] = Role.HEADING
        self.below_heading(block.start, block.end)
        if not understood:
            self.leftover(block.start, end)

    def _concepts(self, block: Block, end: int) -> bool:
        anchors = {
            "depth": lambda text: read_depth(text, self.dialect.ladder) is not None,
            "lesson": is_lesson_cell,
        }
        grammar = Grammar(CONCEPT_COLUMNS, "concept", anchors)
        tables = self._tables(block.end, end, grammar)
        if not any(row.reading for table in tables for row in table.rows):
            self.unread_tables.extend(tables)
            return False
        self.concept_tables.extend(tables)
        self._table_section("concepts", block, end, tables)
        return True

    def _tables(self, start: int, end: int, grammar: Grammar) -> list[Table]:
        opaque = frozenset(filter(self.layout.is_opaque, range(start, end)))
        return read_tables(self.layout.source, range(start, end), opaque, grammar)

    def _table_section(self, name: str, block: Block, end: int, tables: Sequence[Table]) -> None:
        self.begin(name, block.start, block.end, Role.HEADING)
        kept = block.end
        count = 0
        for index, role, known in sorted(self._table_lines(tables)):
            self.leftover(kept, index)
            kept = index + 1
            if known and role is Role.ROW:
                count += 1
                self.begin(f"{name}[{count}]", index, index + 1, role)
            elif known:
                self._comments(self.part or name, index, index + 1)
            else:
                self.leftover(index, index + 1)
            self.roles[index] = role
        self.leftover(kept, end)

    def _table_lines(self, tables: Sequence[Table]) -> Iterator[tuple[int, Role, bool]]:
        """The lines of the tables, and whether the model holds them.

        A row without a certain reading is kept as it stands, and so is a stray line of dashes.
        """
        for table in tables:
            known = {table.header.span.line - 1: Role.HEADER}
            if table.delimiter:
                known[table.delimiter.line - 1] = Role.DELIMITER
            known |= {row.span.line - 1: Role.ROW for row in table.rows if row.reading}
            for index in range(table.header.span.line - 1, table.last):
                if self.layout.source.lines[index].strip(BLANKS):
                    yield index, known.get(index, Role.ROW), index in known

    def _lessons(self, block: Block, lessons: Sequence[Block], end: int, *, repeated: bool) -> bool:
        if not lessons:
            return False
        if repeated:
            self.leftover(block.start, lessons[0].start)
        else:
            self.begin("lessons", block.start, block.end, Role.HEADING)
            self.leftover(block.end, lessons[0].start)
        ends = [*(lesson.start for lesson in lessons[1:]), end]
        for lesson, lesson_end in zip(lessons, ends, strict=True):
            self._lesson(lesson, lesson_end)
        return True

    def _lesson(self, block: Block, end: int) -> None:
        prose, fields = read_fields(self.layout, block.end, end)
        last = last_line(self.layout, block.start, end)
        span = self.layout.source.span(block.start, last)
        self.lessons.append(Lesson(self.heading(block), prose, fields, span))
        for index in range(block.end, end):
            if index in self.layout.label_lines:
                self.roles[index] = Role.LABEL
        self.below_heading(block.start, block.end)
        for found in fields:
            for item in found.items:
                self.roles[item.span.line - 1] = Role.ITEM
        bare = frozenset(
            found.span.line - 1 for found in fields if takes_text_below(self.layout, found)
        )
        part = f"lessons[{len(self.lessons)}]"
        self.begin(part, block.start, end, Role.LESSON_HEADING, bare)

    def known_slugs(self) -> set[str]:
        """The slugs that the index and the headings name so far."""
        column = partial(_column, "lesson")
        slugs = {
            slug
            for table in self.concept_tables
            for text in column(table)
            for slug in read_lessons(text).lessons
        }
        names = (read_lesson_heading(lesson.heading.text, slugs) for lesson in self.lessons)
        return slugs | {name.slug for name in names if name.slug}

    def _mental_models(self, block: Block, end: int) -> bool:
        known = self.known_slugs()
        anchors = {"established_in": lambda text: is_reference_cell(text, known)}
        grammar = Grammar(MODEL_COLUMNS, "model", anchors)
        tables = self._tables(block.end, end, grammar)
        if any(row.reading for table in tables for row in table.rows):
            self.model_tables.extend(tables)
            self._table_section("mental_models", block, end, tables)
            return True
        self.unread_tables.extend(tables)
        return self._model_list(block, end)

    def _model_list(self, block: Block, end: int) -> bool:
        items, _ = read_items(self.layout, block.end, end)
        if not items:
            return False
        self.model_items.extend(items)
        self.begin("mental_models", block.start, block.end, Role.HEADING)
        starts = [item.span.line - 1 for item in items]
        last_end = min(self.layout.items[starts[-1]].end, end)
        self.leftover(block.end, starts[0])
        for number, (first, last) in enumerate(pairwise([*starts, last_end]), start=1):
            self.begin(f"mental_models[{number}]", first, last, Role.ITEM)
        self.leftover(last_end, end)
        return True


def _column(name: str, table: Table) -> Iterator[str]:
    if name in table.columns:
        at = table.columns.index(name)
        yield from (
            row.reading[at].text for row in table.rows if row.reading and len(row.reading) > at
        )
