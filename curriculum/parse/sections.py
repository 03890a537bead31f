"""The sections of a record: what each is, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from curriculum.config.dialect import Dialect
from curriculum.parse.block import Block
from curriculum.parse.cells import is_lesson_cell, read_depth
from curriculum.parse.comments import BLANKS
from curriculum.parse.document import Item, Role, Section, Table
from curriculum.parse.fields import read_items
from curriculum.parse.lessons import read_lessons
from curriculum.parse.lists import read_taught
from curriculum.parse.place_cells import read_places
from curriculum.parse.reader import Reader
from curriculum.parse.rows import Fits
from curriculum.parse.section_names import section_kind
from curriculum.parse.tables import MODEL_COLUMNS, Grammar, concept_columns, read_tables


def read_section(reader: Reader, block: Block, lessons: Sequence[Block], end: int) -> None:
    kind = section_kind(block.text, reader.dialect)
    repeated = kind is not None and any(kind == section.kind for section in reader.sections)
    reader.sections.append(Section(kind, reader.heading(block), repeated))
    if kind == "lessons":
        understood = read_lessons(reader, block, lessons, end)
    elif kind == "concepts" and not reader.concept_tables:
        understood = _read_concepts(reader, block, end)
    elif kind == "mental_models" and not (reader.model_tables or reader.model_items):
        understood = _read_models(reader, block, end)
    else:
        understood = False
    reader.roles[block.start] = Role.HEADING
    reader.below_heading(block.start, block.end)
    if not understood:
        reader.leftover(block.start, end)


def _read_concepts(reader: Reader, block: Block, end: int) -> bool:
    """A table that the model holds row by row; else the section is kept as it stands."""
    grammar = _concept_grammar(reader.dialect)
    tables = _tables(reader, block.end, end, grammar)
    if not any(row.reading for table in tables for row in table.rows):
        reader.unread_tables.extend(tables)
        reader.concept_items.extend(_concept_items(reader, block.end, end))
        return False
    reader.concept_tables.extend(tables)
    if reader.dialect.is_spread:
        return False
    _table_section(reader, "concepts", block, end, tables)
    return True


def _concept_grammar(dialect: Dialect) -> Grammar:
    anchors: dict[str, Fits] = {
        "depth": lambda text: read_depth(text, dialect) is not None,
        "lesson": is_lesson_cell,
    }
    if dialect.is_own:
        anchors["lesson"] = lambda text: bool(read_places(text, dialect).names)
    return Grammar(concept_columns(dialect), "concept", anchors, dialect.own.lessons_as_columns)


def _concept_items(reader: Reader, start: int, end: int) -> tuple[Item, ...]:
    """A list is an index where an item says a depth; an item without a name is no concept."""
    items, _ = read_items(reader.layout, start, end)
    words = tuple(reader.dialect.depth_words)
    named = [(item, read_taught(item.text, words)) for item in items]
    named = [(item, taught) for item, taught in named if taught.name]
    is_index = any(taught.depth for _, taught in named)
    return tuple(item for item, _ in named) if is_index else ()


def _tables(reader: Reader, start: int, end: int, grammar: Grammar) -> list[Table]:
    return read_tables(reader.layout.source, range(start, end), reader.layout.opaque, grammar)


def _table_section(
    reader: Reader, name: str, block: Block, end: int, tables: Sequence[Table]
) -> None:
    reader.begin(name, block.start, block.end, Role.HEADING)
    kept = block.end
    count = 0
    for index, role, known in sorted(_table_lines(reader, tables)):
        reader.leftover(kept, index)
        kept = index + 1
        if known and role is Role.ROW:
            count += 1
            reader.begin(f"{name}[{count}]", index, index + 1, role)
        elif known:
            reader.comment(reader.part or name, index, index + 1)
        else:
            reader.leftover(index, index + 1)
        reader.roles[index] = role
    reader.leftover(kept, end)


def _table_lines(reader: Reader, tables: Sequence[Table]) -> Iterator[tuple[int, Role, bool]]:
    """The lines of the tables, and whether the model holds them.

    A row without a certain reading is kept as it stands, and so is a stray line of dashes.
    """
    for table in tables:
        known = {table.header.span.line - 1: Role.HEADER}
        if table.delimiter:
            known[table.delimiter.line - 1] = Role.DELIMITER
        known |= {row.span.line - 1: Role.ROW for row in table.rows if row.reading}
        for index in range(table.header.span.line - 1, table.last):
            if reader.layout.source.lines[index].strip(BLANKS):
                yield index, known.get(index, Role.ROW), index in known


def _read_models(reader: Reader, block: Block, end: int) -> bool:
    anchors = {"established_in": is_lesson_cell}
    grammar = Grammar(MODEL_COLUMNS, "model", anchors)
    tables = _tables(reader, block.end, end, grammar)
    if any(row.reading for table in tables for row in table.rows):
        reader.model_tables.extend(tables)
        _table_section(reader, "mental_models", block, end, tables)
        return True
    reader.unread_tables.extend(tables)
    return _read_model_list(reader, block, end)


def _read_model_list(reader: Reader, block: Block, end: int) -> bool:
    items, _ = read_items(reader.layout, block.end, end)
    if not items:
        return False
    reader.model_items.extend(items)
    reader.begin("mental_models", block.start, block.end, Role.HEADING)
    starts = [item.span.line - 1 for item in items]
    last_end = min(reader.layout.items[starts[-1]].end, end)
    reader.leftover(block.end, starts[0])
    for number, (first, last) in enumerate(pairwise([*starts, last_end]), start=1):
        reader.begin(f"mental_models[{number}]", first, last, Role.ITEM)
    reader.leftover(last_end, end)
    return True
