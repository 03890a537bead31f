"""The stretches of a record that are read on their own: a line's text, or a cell's.

Each knows what it belongs to, so that a claim found in it can be placed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from curriculum.model.record import Concept, Field, Lesson, MentalModel
from curriculum.model.record_file import RecordFile
from curriculum.parse.comments import without_comment
from curriculum.parse.document import HeadField, Role
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

PassageKind = Literal[
    "concept", "depth", "lesson", "notes", "model", "established_in", "used_again_in", "other",
    "header", "title", "heading", "goal", "status", "field", "prose", "text",
]  # fmt: skip

_LIST_MARKER = lazy_pattern(
    r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?(?:#{1,6}[ \t]+)?"
)
_SILENT = frozenset({Role.BLANK, Role.COMMENT, Role.DELIMITER})
_HEADINGS: Mapping[Role, PassageKind] = {
    Role.TITLE: "title",
    Role.HEADING: "heading",
    Role.LESSON_HEADING: "heading",
}


class Passage(Struct, frozen=True):
    """`text` is the source's own, escapes included; `line` and `column` are 1-based.

    `kind` is the column of a cell (`concept`, `depth`, `lesson`, `notes`, `model`,
    `established_in`, `used_again_in`, or `other` for a column that has no name here, `header` for
    the header row), or `title`, `heading`, `goal`, `status`, `field`, `prose`, `text`.
    """

    text: str
    line: int
    column: int
    kind: PassageKind
    concept: Concept | None = None
    mental_model: MentalModel | None = None
    lesson: Lesson | None = None
    field: Field | None = None

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        return Span(self.line, self.column + start, self.line, self.column + end)


def passages_of(file: RecordFile) -> Sequence[Passage]:
    """Every stretch of text with what it belongs to, read once for all rules.

    Of a file in another form, each begins where its first character stands in the file.
    """
    return file.once(_passages)


def _passages(file: RecordFile) -> Sequence[Passage]:
    reading = file.as_markdown
    if reading is file:
        return tuple(read_passages(file))
    return tuple(_in_file(passage, file) for passage in passages_of(reading))


def _in_file(passage: Passage, file: RecordFile) -> Passage:
    start = file.span_in_file(passage.span(0, len(passage.text)))
    return replace(passage, line=start.line, column=start.column)


def read_passages(reading: RecordFile) -> Iterator[Passage]:
    """All text outside code and HTML blocks, with list markers and hashes left out."""
    document = reading.document
    cells = dict(_cells(reading))
    context = _Context(reading)
    for index, line in enumerate(reading.source.lines):
        if index in cells:
            yield from cells[index]
        elif document.roles[index] not in _SILENT and index not in document.opaque:
            yield from context.passages(without_comment(line), index)


class _Context:
    """What stands on which line."""

    def __init__(self, reading: RecordFile) -> None:
        self.roles = reading.document.roles
        self.kinds = dict(_head_kinds(reading))
        self.lessons: dict[int, Lesson] = {}
        self.fields: dict[int, list[Field]] = defaultdict(list)
        self.models = {model.span.line: model for model in reading.record.mental_models}
        for lesson in reading.record.lessons:
            for line in range(lesson.span.line, lesson.span.end_line + 1):
                self.lessons[line] = lesson
            for field in lesson.fields:
                for line in range(field.span.line, field.span.end_line + 1):
                    self.fields[line].append(field)

    def passages(self, line: str, index: int) -> Iterator[Passage]:
        """A line, or each of the fields that are joined on it."""
        number = index + 1
        match = _LIST_MARKER.match(line)
        start = match.end() if match else 0
        fields = self.fields.get(number, [])
        lesson = self.lessons.get(number)
        kind = _HEADINGS.get(self.roles[index]) or self.kinds.get(number)
        if len(fields) > 1 and fields[-1].joined:
            starts = [*(field.span.column - 1 for field in fields), len(line)]
            for field, (first, last) in zip(fields, pairwise(starts), strict=True):
                text = line[first:last].rstrip(" |")
                yield Passage(text, number, first + 1, "field", lesson=lesson, field=field)
            return
        field_ = fields[-1] if fields else None
        yield Passage(
            line[start:],
            number,
            start + 1,
            kind or ("field" if field_ else "prose" if lesson else "text"),
            mental_model=self.models.get(number),
            lesson=lesson,
            field=field_,
        )


def _head_kinds(reading: RecordFile) -> Iterator[tuple[int, PassageKind]]:
    heads: Mapping[PassageKind, HeadField | None] = {
        "goal": reading.document.goal,
        "status": reading.document.status,
    }
    for kind, head in heads.items():
        if head:
            yield from ((n, kind) for n in range(head.span.line, head.span.end_line + 1))


_COLUMNS: Mapping[str, PassageKind] = {
    "concept": "concept",
    "depth": "depth",
    "lesson": "lesson",
    "notes": "notes",
    "model": "model",
    "established_in": "established_in",
    "used_again_in": "used_again_in",
}


def _cells(reading: RecordFile) -> Iterator[tuple[int, list[Passage]]]:
    concepts: Mapping[int, Concept] = {c.span.line: c for c in reading.record.concepts}
    models: Mapping[int, MentalModel] = {m.span.line: m for m in reading.record.mental_models}
    document = reading.document
    for table in (*document.concept_tables, *document.model_tables):
        for row in (table.header, *table.rows):
            number = row.span.line
            line = reading.source.lines[number - 1]
            columns = [*table.columns, *[""] * len(row.cells)]
            yield (
                number - 1,
                [
                    Passage(
                        line[cell.span.column - 1 : cell.span.end_column - 1],
                        number,
                        cell.span.column,
                        "header" if row is table.header else _COLUMNS.get(column, "other"),
                        concept=concepts.get(number),
                        mental_model=models.get(number),
                    )
                    for cell, column in zip(row.reading or row.cells, columns, strict=False)
                ],
            )
