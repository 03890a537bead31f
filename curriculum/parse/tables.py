r"""Tables as their authors meant them: cells from the source line, broken rows put together again.

GFM cuts a cell at every `|` that no backslash protects (a code span does not), drops the cells
that are too many and ends a table at a blank line. Here the depth word and a known slug say
where the columns are, and rows below a blank line still belong to their table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.parse.comments import BLANKS
from curriculum.parse.document import Cell, Row, Table
from curriculum.parse.rows import (
    Anchors,
    bare,
    has_border,
    is_delimiter,
    is_gap,
    is_meant_as_delimiter,
    read_row,
    shape_of,
    split_row,
)

CONCEPT_COLUMNS: Mapping[str, str] = {
    "concept": "concept",
    "concepts": "concept",
    "depth": "depth",
    "depth reached": "depth",
    "lesson": "lesson",
    "lessons": "lesson",
    "notes": "notes",
    "note": "notes",
}
MODEL_COLUMNS: Mapping[str, str] = {
    "model/analogy": "model",
    "model": "model",
    "mental model": "model",
    "mental model/analogy": "model",
    "analogy": "model",
    "established in": "established_in",
    "established": "established_in",
    "used again in": "used_again_in",
    "used again": "used_again_in",
    "used in": "used_again_in",
    "available for": "used_again_in",
}


class Grammar(Struct, frozen=True, dict=True):
    """What a table's cells look like. `anchors` tell columns whose cells are recognisable.

    With `free`, the other headers are places, which may be any text.
    """

    columns: Mapping[str, str]
    key: str
    anchors: Anchors
    free: bool = False

    @cached_property
    def _key_words(self) -> frozenset[str]:
        names = (name for name, column in self.columns.items() if column == self.key)
        return frozenset(name.partition("/")[0] for name in names)

    def may_be_header(self, line: str) -> bool:
        """A cheap question: no header is without the beginning of a name of the key column."""
        folded = line.casefold()
        return any(word in folded for word in self._key_words)


def read_tables(
    source: Source, lines: Sequence[int], opaque: frozenset[int], grammar: Grammar
) -> list[Table]:
    """The tables on these lines (0-based indexes, in order); a table needs its header."""
    tables: list[Table] = []
    run: list[int] = []
    for index in lines:
        if run and index in opaque and is_gap(source.lines[index]):
            run.append(index)
            continue
        if (
            index in opaque
            or not _continues(source, index, run)
            or (run and _is_other_table(source, index, grammar))
        ):
            _close(source, run, grammar, tables)
        if index not in opaque and (run or _is_header(source, index, grammar)):
            if _starts_again(source, index, run, grammar):
                if any(bare(source.lines[at]).strip(BLANKS) for at in run[1:]):
                    _close(source, run, grammar, tables)
                run.clear()  # a header with nothing below it but another one is no table
            run.append(index)
    _close(source, run, grammar, tables)
    return tables


def _continues(source: Source, index: int, run: list[int]) -> bool:
    """Blank lines and comments do not end a table that goes on below them."""
    line = bare(source.lines[index])
    if not line.strip(BLANKS) or line.lstrip(BLANKS).startswith("|"):
        return True
    return (
        bool(run)
        and index == run[-1] + 1
        and bool(bare(source.lines[run[-1]]).strip(BLANKS))
        and has_border(line)
    )


def _is_other_table(source: Source, index: int, grammar: Grammar) -> bool:
    """A header that is not ours; a row of ours that only stands above a delimiter row fits."""
    if index + 1 == len(source.lines) or not is_delimiter(bare(source.lines[index + 1])):
        return False
    line = bare(source.lines[index])
    if not has_border(line) or is_delimiter(line) or _is_header(source, index, grammar):
        return False
    cells = [cell.text for cell in split_row(line, index + 1)]
    return not all(any(map(fits, cells)) for fits in grammar.anchors.values())


def _is_header(source: Source, index: int, grammar: Grammar) -> bool:
    line = bare(source.lines[index])
    if not grammar.may_be_header(line) or not has_border(line) or is_delimiter(line):
        return False
    names = _column_names(split_row(line, index + 1), grammar)
    if len(set(names)) < len(names):
        return False
    if grammar.free:
        return grammar.key in names and len(names) > 1
    return grammar.key in names and len(set(names) & set(grammar.columns.values())) > 1


def _starts_again(source: Source, index: int, run: list[int], grammar: Grammar) -> bool:
    """A header that only repeats the one above it, without a line of dashes, is a row."""
    if not run or not _is_header(source, index, grammar):
        return False
    is_apart = not bare(source.lines[index - 1]).strip(BLANKS)
    return is_apart or any(map(is_delimiter, map(bare, source.lines[index + 1 : index + 2])))


def _close(source: Source, run: list[int], grammar: Grammar, tables: list[Table]) -> None:
    while run and (is_gap(source.lines[run[-1]]) or not has_border(bare(source.lines[run[-1]]))):
        run.pop()
    if run:
        tables.append(_table(source, tuple(run), grammar))
    run.clear()


def _table(source: Source, run: Sequence[int], grammar: Grammar) -> Table:
    head = run[0]
    header = Row(split_row(bare(source.lines[head]), head + 1), (), source.span(head))
    columns = _column_names(header.cells, grammar)
    gaps = [index for index in run if is_gap(source.lines[index])]
    below = [index for index in run[1:] if bare(source.lines[index]).strip(BLANKS)]
    below = [index for index in below if index not in gaps]
    delimiter = below[0] if below and _is_any_delimiter(bare(source.lines[below[0]])) else None
    shape = shape_of(columns, grammar.anchors)
    rows = tuple(
        read_row(source, index, shape)
        for index in below
        if index != delimiter
        and has_border(bare(source.lines[index]))
        and not is_delimiter(bare(source.lines[index]))
    )
    return Table(
        columns,
        header,
        None if delimiter is None else source.span(delimiter),
        rows,
        tuple(map(source.span, gaps)),
        run[-1] + 1,
    )


def _is_any_delimiter(line: str) -> bool:
    return is_delimiter(line) or is_meant_as_delimiter(line)


def column_name(cell: Cell, grammar: Grammar) -> str:
    """The canonical name of a column; an unknown one keeps its header."""
    return grammar.columns.get(header_key(cell.text), cell.text)


def header_key(text: str) -> str:
    """Headers are the same whatever their case, their emphasis, or blanks beside a slash."""
    return "/".join(part.strip() for part in text.strip("*`_ ").casefold().split("/"))


def concept_columns(dialect: Dialect) -> Mapping[str, str]:
    """What each header of an index means, `concept`, `depth`, `lesson` or `notes`.

    A column that is a depth, or that is ignored, means itself.
    """
    if not dialect.is_own:
        return CONCEPT_COLUMNS
    columns = dict(CONCEPT_COLUMNS)
    for role, headers in dialect.own.columns.items():
        columns |= {header_key(header): role for header in headers if role != "ignore"}
        if role == "ignore":
            columns = {key: name for key, name in columns.items() if key not in headers}
    return columns | {header_key(header): header for header in dialect.own.matrix}


def _column_names(header: Sequence[Cell], grammar: Grammar) -> tuple[str, ...]:
    """A second column of the same meaning keeps its header, so that no cell hides another."""
    names: list[str] = []
    for cell in header:
        name = column_name(cell, grammar)
        names.append(cell.text if name in names else name)
    return tuple(names)
