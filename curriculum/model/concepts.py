"""The rows of the two tables as concepts and mental models."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from curriculum.config.dialect import Dialect
from curriculum.model.record import Concept, MentalModel, OtherCell
from curriculum.parse.cells import (
    Depth,
    read_depth,
    read_established,
    read_lesson_cell,
    read_references,
)
from curriculum.parse.document import Item, Row, Table
from curriculum.parse.headings import dashed, last_opening
from curriculum.parse.tables import CONCEPT_COLUMNS, MODEL_COLUMNS


def read_concepts(tables: Collection[Table], dialect: Dialect) -> Iterator[Concept]:
    for table in tables:
        others = _other_columns(table, CONCEPT_COLUMNS)
        for row in table.rows:
            if row.reading:
                yield _concept(table, row, others, dialect)


def _concept(table: Table, row: Row, others: Sequence[str], dialect: Dialect) -> Concept:
    texts = _texts(table, row)
    name = texts.get("concept", "")
    term, gloss = split_name(name)
    depth_text = texts.get("depth", "")
    depth = read_depth(depth_text, dialect.ladder) or Depth(None)
    lesson_text = texts.get("lesson", "")
    lessons = read_lesson_cell(lesson_text)
    return Concept(
        name=name,
        term=term,
        gloss=gloss,
        depth=depth.depth,
        prior_depth=depth.prior_depth,
        revisit=depth.revisit,
        depth_text=depth_text,
        lesson=lessons.lesson,
        lessons=lessons.lessons,
        lesson_text=lesson_text,
        notes=texts.get("notes"),
        other=_other_cells(texts, others),
        span=row.span,
    )


def _texts(table: Table, row: Row) -> dict[str, str]:
    """A column that the row does not reach is not in it."""
    cells = row.reading or ()
    return {column: cell.text for column, cell in zip(table.columns, cells, strict=False)}


def _other_columns(table: Table, columns: Mapping[str, str]) -> list[str]:
    others = (column for column in table.columns if column not in columns.values())
    return list(dict.fromkeys(others))


def _other_cells(texts: Mapping[str, str], columns: Sequence[str]) -> tuple[OtherCell, ...]:
    """A column that the row does not reach is empty there: its header must not be lost."""
    return tuple([OtherCell(column, texts.get(column, "")) for column in columns])


def split_name(name: str) -> tuple[str, str | None]:
    """Term and gloss: a dash with blanks, or a bracket behind a blank that closes at the end."""
    dash = next((before for before, _ in dashed(name)), None)
    bracket = _closing_bracket(name)
    if bracket is not None and (dash is None or bracket < len(dash)):
        return name[:bracket].rstrip(), name[bracket + 1 : -1].strip() or None
    if dash is not None:
        return dash, next(after for _, after in dashed(name)) or None
    return name, None


def _closing_bracket(name: str) -> int | None:
    """Where the bracket opens that closes at the end, if a blank stands before it."""
    opening = last_opening(name)
    return opening if opening and name[opening - 1].isspace() else None


def read_model_rows(tables: Collection[Table], known: Collection[str]) -> Iterator[MentalModel]:
    for table in tables:
        others = _other_columns(table, MODEL_COLUMNS)
        for row in table.rows:
            if row.reading:
                yield _model_row(table, row, others, known)


def _model_row(
    table: Table, row: Row, others: Sequence[str], known: Collection[str]
) -> MentalModel:
    texts = _texts(table, row)
    established, used_again = texts.get("established_in"), texts.get("used_again_in")
    return MentalModel(
        text=texts.get("model", ""),
        detail="",
        form="table",
        marker=None,
        established_in=read_established(established or "", known),
        used_again_in=read_references(used_again or "", known),
        established_text=established,
        used_again_text=used_again,
        other=_other_cells(texts, others),
        span=row.span,
    )


def read_model_items(items: Collection[Item]) -> Iterator[MentalModel]:
    for number, item in enumerate(items, start=1):
        text, detail = split_model(item.text)
        marker = item.marker if item.marker != f"{number}." else None
        marker = "-" if marker in {"*", "+"} else marker
        yield MentalModel(text, detail, "list", marker, (), (), None, None, (), item.span)


def split_model(text: str) -> tuple[str, str]:
    """`**"Text"** rest -- detail`: the text without its stars, and what stands behind the dash."""
    end = text.find("**", 2) if text.startswith("**") else -1
    is_in_word = end > 0 and text[end - 1].isalnum() and text[end + 2 : end + 3].isalnum()
    bold, rest = (text[2:end], text[end + 2 :]) if end > 0 and not is_in_word else ("", text)
    for dash in ("--", "—"):
        if bold and rest.lstrip().startswith(dash):
            return bold, rest.lstrip().removeprefix(dash).strip()
    first = next(dashed(rest), None)
    return (bold + first[0], first[1]) if first else (bold + rest, "")
