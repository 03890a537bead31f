"""The rows of the two tables as concepts and mental models."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from curriculum.config.dialect import Dialect
from curriculum.model.record import Concept, MentalModel, OtherCell
from curriculum.parse.cells import (
    Depth,
    Lessons,
    read_depth,
    read_established,
    read_lesson_cell,
    read_references,
)
from curriculum.parse.document import Item, Row, Table
from curriculum.parse.headings import dashed
from curriculum.parse.lists import read_taught
from curriculum.parse.place_cells import read_places
from curriculum.parse.section_names import last_opening
from curriculum.parse.tables import MODEL_COLUMNS, concept_columns, header_key
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

_LINK = lazy_pattern(r"\[([^\[\]]+)\]\([^()]*\)")


def read_concepts(tables: Collection[Table], dialect: Dialect) -> Iterator[Concept]:
    columns = concept_columns(dialect)
    for table in tables:
        others = _other_columns(table, columns)
        for row in table.rows:
            if row.reading:
                texts = _texts(table, row)
                entries = spread(texts, dialect) if dialect.is_spread else [texts]
                for entry in entries:
                    yield concept_of(entry, others, row.span, dialect)


def concept_of(
    texts: Mapping[str, str], others: Sequence[str], span: Span, dialect: Dialect
) -> Concept:
    name = texts.get("concept", "")
    term, gloss = split_name(name)
    depth_text = texts.get("depth", "")
    depth = read_depth(depth_text, dialect) or Depth(None)
    lesson_text = texts.get("lesson", "")
    lessons = _lessons(lesson_text, dialect)
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
        span=span,
        kept=dialect.is_spread,
    )


def _lessons(text: str, dialect: Dialect) -> Lessons:
    """Slugs by the usual grammar; what it does not read, by that of places of any team."""
    if not dialect.is_own:
        lessons = read_lesson_cell(text)
        if lessons.lessons or not text:
            return lessons
    names = read_places(text, dialect).names
    return Lessons(names[0] if names else None, names)


def spread(texts: Mapping[str, str], dialect: Dialect) -> Iterator[Mapping[str, str]]:
    """The entries of a row that holds several: one for each filled cell, or each concept."""
    own, roles = dialect.own, {"concept", "depth", "lesson", "notes"}
    ignored = {header_key(header) for header in own.columns.get("ignore", ())}
    for name in concepts_in(texts.get("concept", ""), own.several):
        plain = {**texts, "concept": name}
        cells = {header: cell for header, cell in texts.items() if header not in roles}
        if own.matrix:
            for header, depth in own.matrix.items():
                if not read_places(cells.get(header, ""), dialect).nothing:
                    yield {**plain, "depth": depth, "lesson": cells[header]}
        elif own.lessons_as_columns:
            for header, cell in cells.items():
                is_filled = cell and not dialect.is_nothing(cell) and cell not in {"-", "–", "—"}
                if is_filled and header_key(header) not in ignored:
                    yield {**plain, "depth": cell, "lesson": header}
        else:
            yield plain


def concepts_in(cell: str, several: str) -> list[str]:
    """The concepts of a cell, where the team writes several into one: ``{concept}`, ``."""
    if not several:
        return [cell]
    before, _, after = several.partition("{concept}")
    end, separator = after.strip()[: len(before)], after.strip()[len(before) :].strip()
    if before and end and before in cell:
        found = re.findall(f"{re.escape(before)}(.+?){re.escape(end)}", cell)
    else:
        found = cell.split(separator or ",")
    return [name.strip() for name in found if name.strip()] or [cell]


def read_concept_items(items: Collection[Item], dialect: Dialect) -> Iterator[Concept]:
    """An index that is a list: `text (D): …`, and the other forms of a list of concepts."""
    words = tuple(dialect.depth_words)
    for item in items:
        taught = read_taught(item.text, words)
        texts = {"concept": taught.name, "depth": taught.depth or "", "notes": taught.detail}
        yield replace(concept_of(texts, (), item.span, dialect), kept=True)


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
    """Term and gloss: a dash with blanks, or a bracket behind a blank that closes at the end.

    Emphasis and a link round the whole term are no part of it.
    """
    term, gloss = _split_name(name)
    return (plain_term(term) if term[:1] in {"*", "_", "["} else term), gloss


def plain_term(term: str) -> str:
    found = _LINK.fullmatch(term)
    if found:
        return plain_term(found[1])
    for mark in ("***", "**", "__", "*", "_"):
        inner = term[len(mark) : -len(mark)]
        if term == f"{mark}{inner}{mark}" and inner.strip() == inner != "" and mark not in inner:
            return plain_term(inner)
    return term


def _split_name(name: str) -> tuple[str, str | None]:
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
