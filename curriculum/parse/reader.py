"""What is being read of one file: the parts met so far, and what stands between them."""

from __future__ import annotations

from msgspec import Struct, field

from curriculum.config.dialect import Dialect
from curriculum.parse.block import Block
from curriculum.parse.comments import BLANKS, without_comment
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
from curriculum.parse.fields import Layout
from curriculum.problem import Span


class Reader(Struct):
    """`part` is the last part met: what belongs to none is kept as standing behind it.

    All line indexes are 0-based, ends exclusive.
    """

    layout: Layout
    dialect: Dialect
    part: str | None = None
    head_fields: dict[str, HeadField] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    concept_tables: list[Table] = field(default_factory=list)
    concept_items: list[Item] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    model_tables: list[Table] = field(default_factory=list)
    model_items: list[Item] = field(default_factory=list)
    unread_tables: list[Table] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.roles = [
            Role.TEXT if line.strip(BLANKS) or index in self.layout.opaque else Role.BLANK
            for index, line in enumerate(self.layout.source.lines)
        ]

    def heading(self, block: Block) -> Heading:
        line = without_comment(self.layout.source.lines[block.start])
        text = block.text
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
        self.comment(part, start, end, bare)

    def below_heading(self, start: int, end: int) -> None:
        for index in range(start + 1, end):
            self.roles[index] = Role.HEADING_BELOW

    def leftover(self, start: int, end: int) -> None:
        start = self.layout.skip_blanks(start, end)
        text = self.layout.raw(start, end) if start < end else ""
        if text:
            last = start + text.count("\n")
            for index in range(start + 1, last + 1):
                if self.roles[index] is not Role.BLANK:
                    self.roles[index] = Role.KEPT
            self.leftovers.append(Leftover(self.part, text, self.layout.source.span(start, last)))

    def comment(
        self, part: str, start: int, end: int, bare_labels: frozenset[int] = frozenset()
    ) -> None:
        """A bare label counts together with the text below it: they are one canonical line."""
        if self.layout.comments.keys().isdisjoint(range(start, end)):
            return
        count = 0
        for index in range(start, end):
            line = self.layout.source.lines[index]
            own_line = index in self.layout.comment_lines
            count += bool(line.strip(BLANKS)) and not own_line and index not in bare_labels
            text = self.layout.comments.get(index)
            if text:
                column = line.rfind(text) + 1
                span = Span(index + 1, column, index + 1, column + len(text))
                self.comments.append(Comment(part, count, own_line, text, span))
                if own_line:
                    self.roles[index] = Role.COMMENT
