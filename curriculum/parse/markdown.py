"""Reads a Markdown record into its document. Whatever the file holds, reading does not fail."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.files.source import Source
from curriculum.parse.block import Block, BlockKind, front_matter_end
from curriculum.parse.blocks import read_blocks
from curriculum.parse.document import Document, Lesson, Role
from curriculum.parse.fields import read_layout
from curriculum.parse.head import read_head
from curriculum.parse.headings import read_title
from curriculum.parse.reader import Reader
from curriculum.parse.section_names import section_kind
from curriculum.parse.sections import read_section

SECTION_LEVEL = 2
LESSON_LEVEL = 3


def parse(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> Document:
    blocks = read_blocks(source.lines)
    reader = Reader(read_layout(source, blocks), dialect)
    headings = [block for block in blocks.top if block.kind is BlockKind.HEADING]
    title = headings[0] if headings and _is_title(headings[0], dialect) else None
    sections = [
        block for block in headings if block is not title and _begins_section(block, dialect)
    ]
    lessons = [block for block in headings if block.level == LESSON_LEVEL]
    end = len(source.lines)
    head_end = sections[0].start if sections else end
    _read_head(reader, title, head_end)
    ends = [*(section.start for section in sections[1:]), end]
    for block, section_end in zip(sections, ends, strict=False):
        read_section(reader, block, _lesson_blocks(lessons, block, section_end), section_end)
    if dialect.own.record == "lesson" and title and not reader.lessons:
        heading = reader.heading(title)
        reader.lessons.append(Lesson(heading, "", (), heading.span))
    return _document(reader, headings[0] if headings else None, title)


def _is_title(block: Block, dialect: Dialect) -> bool:
    """A form such as `{title}` fits any heading, also one that begins a section."""
    return (
        read_title(block.text.replace("\n", " "), dialect) is not None
        and section_kind(block.text, dialect) is None
    )


def _begins_section(block: Block, dialect: Dialect) -> bool:
    if block.level <= SECTION_LEVEL:
        return True
    return block.level == LESSON_LEVEL and section_kind(block.text, dialect) is not None


def _lesson_blocks(headings: Sequence[Block], section: Block, end: int) -> list[Block]:
    """`headings` are those of lessons, in order."""
    first = bisect_right(headings, section.start, key=lambda block: block.start)
    last = bisect_left(headings, end, key=lambda block: block.start)
    return list(headings[first:last])


def _read_head(reader: Reader, title: Block | None, end: int) -> None:
    """What stands above the first section: front matter, title, goal and status."""
    lines = reader.layout.source.lines
    start = front_matter_end(lines)
    if title is None:
        reader.leftover(0, start)
        read_head(reader, start, end)
        return
    reader.leftover(0, title.start)
    reader.begin("title", title.start, title.end, Role.TITLE)
    read_head(reader, title.end, end)


def _nested(blocks: Sequence[Block]) -> Iterator[int]:
    for block in blocks:
        if block.kind in {BlockKind.LIST, BlockKind.QUOTE}:
            yield from range(block.start, block.end)


def _document(reader: Reader, first: Block | None, title: Block | None) -> Document:
    return Document(
        source=reader.layout.source,
        first_heading=reader.heading(first) if first else None,
        title=reader.heading(title) if title else None,
        goal=reader.head_fields.get("goal"),
        status=reader.head_fields.get("status"),
        sections=tuple(reader.sections),
        concept_tables=tuple(reader.concept_tables),
        concept_items=tuple(reader.concept_items),
        lessons=tuple(reader.lessons),
        model_tables=tuple(reader.model_tables),
        model_items=tuple(reader.model_items),
        unread_tables=tuple(reader.unread_tables),
        leftovers=tuple(reader.leftovers),
        comments=tuple(reader.comments),
        roles=tuple(reader.roles),
        code=reader.layout.blocks.code,
        opaque=reader.layout.opaque,
        nested=frozenset(_nested(reader.layout.blocks.top)),
    )
