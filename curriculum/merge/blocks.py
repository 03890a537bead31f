"""A record as a tree of blocks that lose no byte: sections, lessons, fields, tables, rows, items.

Blank lines belong to the block below them, and so do comments that are a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum, auto

from msgspec import Struct, field

from curriculum.merge.block_names import item_key, row_key
from curriculum.model.record_file import RecordFile
from curriculum.parse.comments import BLANKS, is_comment_line
from curriculum.parse.document import Role
from curriculum.parse.fields import labels_of
from curriculum.text.names import key
from curriculum.text.patterns import lazy_pattern

_BEGINS = lazy_pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]|\|")


class Kind(StrEnum):
    FILE = auto()
    SECTION = auto()
    LESSON = auto()
    FIELD = auto()
    TABLE = auto()
    ROW = auto()
    ITEM = auto()
    TEXT = auto()
    END = auto()


CONTAINERS = (Kind.FILE, Kind.SECTION, Kind.LESSON, Kind.FIELD, Kind.TABLE)
_KINDS = {
    Role.HEADING: Kind.SECTION,
    Role.LESSON_HEADING: Kind.LESSON,
    Role.LABEL: Kind.FIELD,
    Role.HEADER: Kind.TABLE,
    Role.ROW: Kind.ROW,
    Role.ITEM: Kind.ITEM,
}
_BELOW = {Role.DELIMITER, Role.HEADING_BELOW}


class Block(Struct, frozen=True):
    """`gap` are the blank lines above, `lines` its own; a block without a name has no `key`."""

    kind: Kind
    key: str
    gap: tuple[str, ...]
    lines: tuple[str, ...]
    children: tuple[Block, ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """All its lines, without the blank ones above it."""
        return (*self.lines, *(line for child in self.children for line in child.all_lines))

    @property
    def all_lines(self) -> tuple[str, ...]:
        return (*self.gap, *self.text)


class _Start(Struct):
    """A block whose lines are still being collected."""

    kind: Kind
    first: int
    gap: list[str]
    lines: list[str]
    children: list[Block] = field(default_factory=list)


def blocks_of(file: RecordFile) -> Block:
    names = _names(file)
    root = _Start(Kind.FILE, 0, [], [])
    opened = [root]
    for start in _starts(file):
        rank = _rank(start.kind)
        while len(opened) > 1 and not _holds(opened[-1].kind, rank):
            _close(opened, names)
        opened.append(start)
    while len(opened) > 1:
        _close(opened, names)
    return Block(Kind.FILE, "", (), (), tuple(root.children))


def _holds(kind: Kind, rank: int) -> bool:
    return kind in CONTAINERS and CONTAINERS.index(kind) < rank


def _rank(kind: Kind) -> int:
    """A text ends the table above it."""
    if kind is Kind.END:
        return 1
    if kind in CONTAINERS:
        return CONTAINERS.index(kind)
    return len(CONTAINERS) - (kind is not Kind.ROW)


def _starts(file: RecordFile) -> Iterator[_Start]:
    document = file.document
    lines, inside = document.source.lines, _inside(file)
    gap: list[str] = []
    comments: list[str] = []
    last: _Start | None = None
    for index, line in enumerate(lines):
        role = document.roles[index]
        if index in inside and last and not comments:
            last.lines += [*gap, line]
            gap = []
        elif role is Role.BLANK:
            (comments if comments else gap).append(line)
        elif role is Role.COMMENT:
            comments.append(line)
        elif last and not gap and not comments and _goes_on(role, line, last):
            last.lines.append(line)
        else:
            if last:
                yield last
            last = _Start(_KINDS.get(role, Kind.TEXT), index, gap, [*comments, line])
            gap, comments = [], []
    if last:
        yield last
    yield _Start(Kind.END, len(lines), gap, comments)


def _goes_on(role: Role, line: str, last: _Start) -> bool:
    if role in _BELOW:
        return True
    if role in _KINDS or role is Role.TITLE or last.kind in {Kind.ROW, Kind.TABLE}:
        return False
    return not _BEGINS.match(line)


def _inside(file: RecordFile) -> frozenset[int]:
    """0-based lines that belong to what stands above them: of items, code and HTML."""
    document = file.document
    items = [
        *document.concept_items,
        *document.model_items,
        *(item for lesson in document.lessons for one in lesson.fields for item in one.items),
    ]
    of_items = (index for item in items for index in range(item.span.line, item.span.end_line))
    opaque = document.opaque
    return frozenset((*of_items, *(index for index in opaque if index - 1 in opaque)))


def _names(file: RecordFile) -> dict[int, str]:
    """By 0-based line: sections are known by what they are for, lessons by their slugs."""
    document, found = file.document, dict[int, str]()
    for section in document.sections:
        if section.kind:
            found[section.heading.span.line - 1] = section.kind
    if len(document.lessons) == len(file.record.lessons):
        for node, lesson in zip(document.lessons, file.record.lessons, strict=True):
            if lesson.slug and not lesson.slug_inferred:
                found[node.heading.span.line - 1] = f"lesson {lesson.slug}"
    return found


def _close(opened: list[_Start], names: dict[int, str]) -> None:
    done = opened.pop()
    name = names.get(done.first) or _name(done)
    block = Block(done.kind, name, tuple(done.gap), tuple(done.lines), tuple(done.children))
    opened[-1].children.append(block)


def _name(start: _Start) -> str:
    """Comments above a block are no part of its name."""
    if start.kind is Kind.END:
        return "end"
    text = next((line for line in start.lines if not is_above(line)), "")
    if start.kind is Kind.ROW:
        return row_key(text)
    if start.kind is Kind.FIELD:
        labels = labels_of(text)
        return key(labels[0].text.partition(" (")[0]) if labels else ""
    if start.kind is Kind.ITEM or _BEGINS.match(text.lstrip(BLANKS)):
        return item_key(text)
    return key(text) if start.kind in CONTAINERS else ""


def is_above(line: str) -> bool:
    return not line.strip(BLANKS) or is_comment_line(line)
