"""Writes a record in the canonical form. What it did not understand, it puts back in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.model.record import (
    Comment,
    Concept,
    Extra,
    Lesson,
    MentalModel,
    OtherCell,
    Record,
)
from curriculum.parse.comments import is_comment_line
from curriculum.parse.headings import dashed
from curriculum.write.comments import with_comments
from curriculum.write.fields import field_lines, item_lines
from curriculum.write.headings import lesson_heading, own_title
from curriculum.write.tables import delimiter_line, row_line

CONCEPT_HEADERS = ("Concept", "Depth", "Lesson")
MODEL_HEADERS = ("Model/Analogy", "Established In", "Used Again In")

Block = list[str]


def write_markdown(record: Record, dialect: Dialect = DEFAULT_DIALECT) -> str:
    """Ends with one newline and has LF line ends, unless the record is empty."""
    blocks = _Writer(record, dialect).blocks()
    text = "\n\n".join("\n".join(block) for block in blocks)
    return f"{text}\n" if text else ""


class _Writer:
    def __init__(self, record: Record, dialect: Dialect) -> None:
        self.record = record
        self.dialect = dialect
        self.extras: dict[str | None, list[Extra]] = defaultdict(list)
        self.comments: dict[str, list[Comment]] = defaultdict(list)
        for extra in record.extra:
            self.extras[extra.after].append(extra)
        for comment in record.comments:
            self.comments[comment.part].append(comment)

    def blocks(self) -> Iterator[Block]:
        yield from self._extras(None)
        yield from self._title()
        yield from self._head()
        if any(not concept.kept for concept in self.record.concepts):
            yield from self._concepts()
        if self.record.lessons and self.dialect.own.record != "lesson":
            yield from self._lessons()
        if self.record.mental_models:
            yield from self._mental_models()

    def _extras(self, part: str | None) -> Iterator[Block]:
        for extra in self.extras[part]:
            yield extra.text.split("\n")

    def _part(self, part: str, lines: Sequence[str]) -> Block:
        return list(with_comments(lines, self.comments[part]))

    def _title(self) -> Iterator[Block]:
        module, title = self.record.module, self.record.title
        own = own_title(self.record, self.dialect)
        if own:
            yield self._part("title", [f"# {own}"])
        elif module is not None:
            name = f"{module}: {title}" if title else module
            yield self._part("title", [f"# Module {name} {self.dialect.dash} Record"])
        yield from self._extras("title")

    def _head(self) -> Iterator[Block]:
        """Goal and status are neighbours, unless something stands between them."""
        lines: Block = []
        status = self.record.status.text if self.record.status else None
        for part, text in (("goal", self.record.goal), ("status", status)):
            if text is not None:
                name = self.dialect.field_word(part.capitalize())
                label = f"**{name}:** {text}".rstrip(" ")
                lines += self._part(part, label.split("\n"))
            if self.extras[part]:
                yield from [lines] if lines else []
                yield from self._extras(part)
                lines = []
        if lines:
            yield lines

    def _concepts(self) -> Iterator[Block]:
        concepts = [concept for concept in self.record.concepts if not concept.kept]
        notes = ["Notes"] if any(concept.notes is not None for concept in concepts) else []
        others = other_columns(concepts)
        names = (*CONCEPT_HEADERS, *notes)
        words = [self.dialect.column_word(name.casefold(), name) for name in names]
        headers: list[str | None] = [*words, *others]
        cells = [list(concept_cells(concept, others, notes=bool(notes))) for concept in concepts]
        if self.dialect.own.record == "lesson" and not any(one.lesson_text for one in concepts):
            for row in (headers, *cells):  # the file is the lesson of all its rows
                del row[CONCEPT_HEADERS.index("Lesson")]
        rows = [_row(row) for row in cells]
        heading = self.dialect.section_word("index", "Concept Index")
        yield from self._table("concepts", f"## {heading}", _row(headers), rows)

    def _mental_models(self) -> Iterator[Block]:
        models = self.record.mental_models
        heading = f"## {self.dialect.section_word('models', 'Key Mental Models and Analogies')}"
        if models[0].form == "table":
            others = other_columns(models)
            width = model_width(models)
            rows = [_row(model_cells(model, others, width)) for model in models]
            headers = [*MODEL_HEADERS[:width], *others]
            yield from self._table("mental_models", heading, headers, rows)
            return
        yield self._part("mental_models", [heading])
        yield from self._extras("mental_models")
        lines: Block = []
        for number, model in enumerate(models, start=1):
            part = f"mental_models[{number}]"
            lines += self._part(part, model_item(model, number))
            if self.extras[part]:
                yield lines
                yield from self._extras(part)
                lines = []
        if lines:
            yield lines

    def _table(
        self, name: str, heading: str, headers: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> Iterator[Block]:
        """What stands between two rows is a line of the table, or ends it and begins another."""
        yield self._part(name, [heading])
        top = [row_line(headers), delimiter_line(headers, models=name == "mental_models")]
        above = [extra.text for extra in self.extras[name]]
        yield from (text.split("\n") for text in above if not _is_row(text))
        lines = [*top, *filter(_is_row, above)]
        for number, row in enumerate(rows, start=1):
            part = f"{name}[{number}]"
            if not lines:
                lines = list(top)
            lines.append(row_line(row, " ".join(c.text for c in self.comments[part]) or None))
            for extra in self.extras[part]:
                if _belongs_in_table(extra.text, last=number == len(rows)):
                    lines.append(extra.text)
                    continue
                yield from [lines] if lines else []
                yield extra.text.split("\n")
                lines = []
        if lines:
            yield lines

    def _lessons(self) -> Iterator[Block]:
        heading = self.dialect.section_word("lessons", "Per-Lesson Summaries")
        yield self._part("lessons", [f"## {heading}"])
        yield from self._extras("lessons")
        for place, lesson in enumerate(self.record.lessons, start=1):
            part = lesson.id or f"lessons[{place}]"
            yield self._part(part, lesson_lines(lesson, place, self.dialect))
            yield from self._extras(part)


def _belongs_in_table(text: str, *, last: bool) -> bool:
    return _is_row(text) or (not last and is_comment_line(text))


def _is_row(text: str) -> bool:
    """A row that was not understood is one line; what has more is a table of its own."""
    return text.startswith("|") and "\n" not in text


def lesson_lines(lesson: Lesson, place: int, dialect: Dialect = DEFAULT_DIALECT) -> list[str]:
    """The lesson's heading, prose and fields, one blank line between them."""
    blocks = [[lesson_heading(lesson, place, dialect)]]
    if lesson.prose:
        blocks.append(lesson.prose.split("\n"))
    for field in lesson.fields:
        lines = field_lines(field, dialect)
        if field.joined and blocks:
            blocks[-1][-1] += f" | {lines[0]}"
            blocks[-1] += lines[1:]
        else:
            blocks.append(lines)
    return [line for block in blocks for line in ("", *block)][1:]


def other_columns(rows: Iterable[Concept | MentalModel]) -> list[str]:
    return list(dict.fromkeys(cell.column for row in rows for cell in row.other))


def concept_cells(concept: Concept, others: Sequence[str], *, notes: bool) -> Iterator[str | None]:
    yield from (concept.name, concept.depth_text, concept.lesson_text)
    if notes:
        yield concept.notes
    yield from _other_cells(concept.other, others)


def model_width(models: Iterable[MentalModel]) -> int:
    """How many of the three columns the author's table had, at least two."""
    return 3 if any(model.used_again_text is not None for model in models) else 2


def model_cells(model: MentalModel, others: Sequence[str], width: int) -> Iterator[str | None]:
    yield from (model.text, model.established_text, model.used_again_text)[:width]
    yield from _other_cells(model.other, others)


def _other_cells(cells: Iterable[OtherCell], columns: Sequence[str]) -> Iterator[str | None]:
    texts = {cell.column: cell.text for cell in cells}
    yield from (texts.get(column) for column in columns)


def _row(cells: Iterable[str | None]) -> list[str]:
    """Cells that the author's row did not have are left out at its end."""
    row = list(cells)
    while row and row[-1] is None:
        row.pop()
    return [cell or "" for cell in row]


def model_item(model: MentalModel, number: int) -> list[str]:
    detail = f" -- {model.detail}" if model.detail else ""
    return item_lines(model.marker or f"{number}.", _bold(model.text) + detail)


def _bold(text: str) -> str:
    """The quoted beginning is what stands out; without one, the whole text."""
    end = text.find('"', 1) if text.startswith('"') else -1
    if not text or "**" in text or "*" in text[0] + text[-1]:
        return text
    if end > 0 and not any(dashed(text[end + 1 :])):
        return f"**{text[: end + 1]}**{text[end + 1 :]}"
    return f"**{text}**"
