r"""Tables as their authors meant them: cells from the source line, broken rows put together again.

GFM cuts a cell at every `|` that no backslash protects (a code span does not), drops the cells
that are too many and ends a table at a blank line. Here the depth word and a known slug say
where the columns are, and rows below a blank line still belong to their table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from curriculum.parse.comments import BLANKS, without_comment
from curriculum.parse.document import Cell, Row, Table
from curriculum.problem import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from curriculum.source import Source

# Enough to name in a message; a hostile row could be read in as many ways as it has cells.
MOST_READINGS = 4

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
    "used again in": "used_again_in",
    "available for": "used_again_in",
}

_BORDER = re.compile(r"(?<!\\)\|")
_DELIMITER_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a table's cells look like. `anchors` tell columns whose cells are recognisable."""

    columns: Mapping[str, str]
    key: str
    anchors: Mapping[str, Callable[[str], bool]]


def borders(line: str) -> list[int]:
    """0-based columns of the pipes that GFM takes for borders."""
    return [match.start() for match in _BORDER.finditer(line)]


def is_delimiter(line: str) -> bool:
    text = line.strip(BLANKS)
    if "|" not in text or "-" not in text:
        return False
    return all(_DELIMITER_CELL.fullmatch(cell) for cell in text.strip("|").split("|"))


def split_row(line: str, number: int) -> tuple[Cell, ...]:
    """The cells as GFM splits them, outer pipes left out. `number` is the 1-based line."""
    text = line.rstrip(BLANKS)
    start = len(text) - len(text.lstrip(BLANKS))
    edges = borders(text)
    if not edges or edges[0] != start:
        edges.insert(0, start - 1)
    if edges[-1] != len(text) - 1 or len(edges) == 1:
        edges.append(len(text))
    return tuple(make_cell(text, left + 1, right, number) for left, right in pairwise(edges))


def make_cell(line: str, start: int, end: int, number: int) -> Cell:
    raw = line[start:end]
    text = raw.strip(BLANKS)
    start += len(raw) - len(raw.lstrip(BLANKS)) if text else min(1, len(raw))
    span = Span(number, start + 1, number, start + len(text) + 1)
    return Cell(text.replace("\\|", "|"), span)


def read_tables(
    source: Source, lines: Sequence[int], opaque: frozenset[int], grammar: Grammar
) -> list[Table]:
    """The tables on these lines (0-based indexes, in order); a table needs its header."""
    tables: list[Table] = []
    run: list[int] = []
    for index in lines:
        if (
            index in opaque
            or not _continues(source, index, run)
            or (run and _is_other_table(source, index, grammar))
        ):
            _close(source, run, grammar, tables)
        if index not in opaque and (run or _is_header(source, index, grammar)):
            if _starts_again(source, index, run, grammar):
                _close(source, run, grammar, tables)
            run.append(index)
    _close(source, run, grammar, tables)
    return tables


def _continues(source: Source, index: int, run: list[int]) -> bool:
    """Blank lines and comments do not end a table that goes on below them."""
    line = without_comment(source.lines[index])
    if not line.strip(BLANKS) or line.lstrip(BLANKS).startswith("|"):
        return True
    return (
        bool(run)
        and index == run[-1] + 1
        and bool(source.lines[run[-1]].strip(BLANKS))
        and (bool(borders(line)))
    )


def _is_other_table(source: Source, index: int, grammar: Grammar) -> bool:
    """A header that is not ours; a row of ours that only stands above a delimiter row fits."""
    line = without_comment(source.lines[index])
    if index + 1 == len(source.lines) or not borders(line) or is_delimiter(line):
        return False
    if not is_delimiter(source.lines[index + 1]) or _is_header(source, index, grammar):
        return False
    cells = [cell.text for cell in split_row(line, index + 1)]
    return not all(any(map(fits, cells)) for fits in grammar.anchors.values())


def _is_header(source: Source, index: int, grammar: Grammar) -> bool:
    line = without_comment(source.lines[index])
    if not borders(line) or is_delimiter(line):
        return False
    names = _column_names(split_row(line, index + 1), grammar)
    if len(set(names)) < len(names):
        return False
    return grammar.key in names and len(set(names) & set(grammar.columns.values())) > 1


def _starts_again(source: Source, index: int, run: list[int], grammar: Grammar) -> bool:
    return bool(run) and _is_header(source, index, grammar)


def _close(source: Source, run: list[int], grammar: Grammar, tables: list[Table]) -> None:
    while run and not borders(without_comment(source.lines[run[-1]])):
        run.pop()
    if run:
        tables.append(_table(source, tuple(run), grammar))
    run.clear()


def _table(source: Source, run: Sequence[int], grammar: Grammar) -> Table:
    head = run[0]
    header = Row(split_row(without_comment(source.lines[head]), head + 1), (), source.span(head))
    columns = _column_names(header.cells, grammar)
    has_delimiter = len(run) > 1 and is_delimiter(source.lines[run[1]])
    body = run[2:] if has_delimiter else run[1:]
    rows = tuple(
        _row(source, index, columns, grammar)
        for index in body
        if borders(without_comment(source.lines[index])) and not is_delimiter(source.lines[index])
    )
    gaps = tuple(source.span(index) for index in run if not source.lines[index].strip(BLANKS))
    return Table(
        columns, header, source.span(run[1]) if has_delimiter else None, rows, gaps, run[-1] + 1
    )


def column_name(cell: Cell, grammar: Grammar) -> str:
    """The canonical name of a column; an unknown one keeps its header."""
    key = "/".join(part.strip() for part in cell.text.strip("*` ").casefold().split("/"))
    return grammar.columns.get(key, cell.text)


def _column_names(header: Sequence[Cell], grammar: Grammar) -> tuple[str, ...]:
    """A second column of the same meaning keeps its header, so that no cell hides another."""
    names: list[str] = []
    for cell in header:
        name = column_name(cell, grammar)
        names.append(cell.text if name in names else name)
    return tuple(names)


def _row(source: Source, index: int, columns: Sequence[str], grammar: Grammar) -> Row:
    line = without_comment(source.lines[index])
    cells = split_row(line, index + 1)
    readings = tuple(islice(_readings(line, cells, columns, grammar.anchors), MOST_READINGS))
    return Row(cells, readings, source.span(index))


def _readings(
    line: str,
    cells: tuple[Cell, ...],
    columns: Sequence[str],
    anchors: Mapping[str, Callable[[str], bool]],
) -> Iterator[tuple[Cell, ...]]:
    """The ways to fit the cells to the columns, the anchored ones taking one cell each."""
    anchored = [column for column in columns if column in anchors]
    before = columns.index(anchored[0]) if anchored else 0
    after = len(columns) - before - len(anchored)
    fits = [anchors[column] for column in anchored]
    usable = bool(anchored) and list(columns[before : before + len(fits)]) == anchored
    plain = _without_stray_borders(cells, len(columns))
    enough = len(plain) <= len(columns)
    whole = len(plain) == len(cells)
    # One anchor alone, such as a slug, is no proof that a row of fitting length is shifted.
    if enough and (not usable or (len(fits) == 1 and whole) or _fit(plain[before:], fits)):
        yield plain
        return
    found = False
    for at in range(before, len(cells) - len(fits) + 1) if usable else ():
        if _fit(cells[at:], fits):
            merged = _merge(
                line, cells, (at, at + len(fits)), (before, after), missing=enough and whole
            )
            found = found or merged is not None
            if merged is not None:
                yield merged
    if enough and not found:
        yield plain


def _without_stray_borders(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """A border too many at the row's end makes an empty cell, which holds nothing to lose."""
    end = len(cells)
    while end > width and not cells[end - 1].text:
        end -= 1
    return cells[:end] if end == width else cells


def _fit(cells: Sequence[Cell], anchors: Sequence[Callable[[str], bool]]) -> bool:
    return len(cells) >= len(anchors) and all(
        fits(cell.text) for fits, cell in zip(anchors, cells, strict=False)
    )


def _merge(
    line: str,
    cells: Sequence[Cell],
    anchored: tuple[int, int],
    widths: tuple[int, int],
    *,
    missing: bool,
) -> tuple[Cell, ...] | None:
    """Only a single column beside the anchored ones may take several cells."""
    at, end = anchored
    before, after = widths
    left, right = cells[:at], cells[end:]
    if (len(left) != before and before != 1) or (len(right) > after and after != 1):
        return None
    if len(right) < after and not missing:
        return None
    return (
        *(left if len(left) == before else (_joined(line, left),)),
        *cells[at:end],
        *(right if len(right) <= after else (_joined(line, right),)),
    )


def _joined(line: str, cells: Sequence[Cell]) -> Cell:
    first, last = cells[0].span, cells[-1].span
    return make_cell(line, first.column - 1, last.end_column - 1, first.line)
