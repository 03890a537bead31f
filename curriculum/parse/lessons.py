"""The section of lesson summaries."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.parse.block import Block
from curriculum.parse.document import Lesson, Role
from curriculum.parse.fields import last_line, read_fields, takes_text_below
from curriculum.parse.reader import Reader


def read_lessons(reader: Reader, block: Block, lessons: Sequence[Block], end: int) -> bool:
    if not lessons:
        return False
    if reader.lessons:
        reader.leftover(block.start, lessons[0].start)
    else:
        reader.begin("lessons", block.start, block.end, Role.HEADING)
        reader.leftover(block.end, lessons[0].start)
    ends = [*(lesson.start for lesson in lessons[1:]), end]
    for lesson, lesson_end in zip(lessons, ends, strict=True):
        own_end = _without_rule(reader, lesson.end, lesson_end)
        _read_lesson(reader, lesson, own_end)
        reader.leftover(own_end, lesson_end)
    return True


def _without_rule(reader: Reader, start: int, end: int) -> int:
    """A line drawn between two lessons belongs to neither."""
    last = last_line(reader.layout, start, end)
    return last if start < last in reader.layout.rules else end


def _read_lesson(reader: Reader, block: Block, end: int) -> None:
    prose, fields = read_fields(reader.layout, block.end, end)
    last = last_line(reader.layout, block.start, end)
    span = reader.layout.source.span(block.start, last)
    reader.lessons.append(Lesson(reader.heading(block), prose, fields, span))
    for index in range(block.end, end):
        if index in reader.layout.label_lines:
            reader.roles[index] = Role.LABEL
    reader.below_heading(block.start, block.end)
    for found in fields:
        for item in found.items:
            reader.roles[item.span.line - 1] = Role.ITEM
    bare = frozenset(
        found.span.line - 1 for found in fields if takes_text_below(reader.layout, found)
    )
    part = f"lessons[{len(reader.lessons)}]"
    reader.begin(part, block.start, end, Role.LESSON_HEADING, bare)
