r"""Rows of a table: cells from the source line, and broken rows put together again.

GFM cuts a cell at every `|` that no backslash protects; a code span does not. Where that makes
too many cells, those whose columns are recognisable say where the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from curriculum.files.source import Source
from curriculum.parse.comments import BLANKS, comment_in, without_comment
from curriculum.parse.document import Cell, Row
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

# What tells that a cell may stand in a column.
Fits = Callable[[str], bool]
Anchors = Mapping[str, Fits]

# Enough to name in a message; a hostile row could be read in as many ways as it has cells.
MOST_READINGS = 4

# It begins with the pipe itself, where a search is quick.
_BORDER = lazy_pattern(r"\|(?<!\\\|)")
# Marks of quotations and list items before a row, and those of a quotation before any text.
_BEFORE_PIPE = lazy_pattern(r"[ \t]*(?:(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+))+(?=\|)")
_QUOTATION = lazy_pattern(r"[ \t]*(?:>[ \t]*)+")
_BEFORE_ROWS = frozenset(">-*+0123456789")
_DELIMITER_CHARACTERS = "|-: \t"
_DRAWN_CHARACTERS = "|-:+=_ \t"
_QUOTED_BLANKS = f"> {BLANKS}"
_DELIMITER_CELL = lazy_pattern(r"[ \t]*:?-+:?[ \t]*")


def bare(line: str) -> str:
    """The line without its curriculum comment, and blanks for the marks of what contains it."""
    line = without_comment(line)
    start = line.lstrip(BLANKS)[:1]
    if not start or start not in _BEFORE_ROWS or is_delimiter(line):
        return line
    found = _BEFORE_PIPE.match(line) or _QUOTATION.match(line)
    return " " * found.end() + line[found.end() :] if found else line


def container(line: str) -> str:
    """What stands before a row: indentation, and the marks of a quotation or a list item."""
    return line[: len(line) - len(bare(line).lstrip(BLANKS))]


def borders(line: str) -> list[int]:
    """0-based columns of the pipes that GFM takes for borders."""
    return [match.start() for match in _BORDER.finditer(line)]


def has_border(line: str) -> bool:
    return _BORDER.search(line) is not None


def is_delimiter(line: str) -> bool:
    if line.strip(_DELIMITER_CHARACTERS) or "|" not in line or "-" not in line:
        return False
    text = line.strip(BLANKS)
    return all(_DELIMITER_CELL.fullmatch(cell) for cell in text.strip("|").split("|"))


def is_meant_as_delimiter(line: str) -> bool:
    """A line of dashes, or of what other kinds of tables draw, that is no delimiter row in GFM."""
    drawn = not line.strip(_DRAWN_CHARACTERS) and ("|" in line or "+" in line)
    return drawn and ("-" in line or "=" in line) and not is_delimiter(line)


def is_gap(line: str) -> bool:
    """A blank line, or one that is a comment: both end a table for a renderer."""
    text = line.lstrip(_QUOTED_BLANKS).rstrip(BLANKS)
    if text.startswith("<!--"):
        return (
            text.endswith("-->") and text.find("-->") == len(text) - 3 and comment_in(line) is None
        )
    return not text


def split_row(line: str, number: int) -> tuple[Cell, ...]:
    """The cells as GFM splits them, outer pipes left out. `number` is the 1-based line."""
    text = line.rstrip(BLANKS)
    start = len(text) - len(text.lstrip(BLANKS))
    edges = borders(text)
    if not edges or edges[0] != start:
        edges.insert(0, start - 1)
    if edges[-1] != len(text) - 1 or len(edges) == 1:
        edges.append(len(text))
    return tuple([make_cell(text, left + 1, right, number) for left, right in pairwise(edges)])


def make_cell(line: str, start: int, end: int, number: int) -> Cell:
    raw = line[start:end]
    text = raw.strip(BLANKS)
    start += len(raw) - len(raw.lstrip(BLANKS)) if text else min(1, len(raw))
    span = Span(number, start + 1, number, start + len(text) + 1)
    return Cell(text.replace("\\|", "|"), span)


class Shape(Struct, frozen=True):
    """How many columns a table has, and the anchored ones, which stand behind `before` others.

    `fits` is empty where the anchored columns are not neighbours: they prove nothing then.
    """

    width: int
    before: int
    fits: tuple[Fits, ...]


def shape_of(columns: Sequence[str], anchors: Anchors) -> Shape:
    anchored = [column for column in columns if column in anchors]
    before = columns.index(anchored[0]) if anchored else 0
    neighbours = list(columns[before : before + len(anchored)]) == anchored
    fits = tuple(anchors[column] for column in anchored) if neighbours else ()
    return Shape(len(columns), before, fits)


def read_row(source: Source, index: int, shape: Shape) -> Row:
    """`index` is the 0-based line."""
    line = bare(source.lines[index])
    cells = split_row(line, index + 1)
    readings = tuple(islice(_readings(line, cells, shape), MOST_READINGS))
    return Row(cells, readings, source.span(index))


def _readings(line: str, cells: tuple[Cell, ...], shape: Shape) -> Iterator[tuple[Cell, ...]]:
    """The ways to fit the cells to the columns, the anchored ones taking one cell each."""
    before, fits = shape.before, shape.fits
    plain = _without_stray_borders(cells, shape.width)
    enough = len(plain) <= shape.width
    whole = len(plain) == len(cells)
    # One anchor alone, such as a slug, is no proof that a row of fitting length is shifted.
    if enough and (not fits or (len(fits) == 1 and whole) or _fit(plain, before, fits)):
        yield plain
        return
    if whole and len(cells) == shape.width and not _is_shifted(cells, before, fits):
        yield plain
        return
    after = shape.width - before - len(fits)
    places = _places(cells, before, fits) if fits else ()
    merged = [
        _merge(line, cells, (at, at + len(fits)), (before, after), missing=enough and whole)
        for at in places
    ]
    found = [reading for reading in merged if reading is not None]
    yield from found
    if enough and whole and not found:
        yield plain


def _is_shifted(cells: Sequence[Cell], before: int, fits: Sequence[Fits]) -> bool:
    """In a row of fitting length, only all anchored cells together prove that they moved."""
    ends = range(before + 1, len(cells) - len(fits) + 1)
    return any(_fit(cells, at, fits) for at in ends)


def _places(cells: Sequence[Cell], before: int, fits: Sequence[Fits]) -> list[int]:
    """Where the anchored cells may begin: where all fit, else where one of them fits alone."""
    ends = range(before, len(cells) - len(fits) + 1)
    places = [at for at in ends if _fit(cells, at, fits)]
    for offset, fit in enumerate(fits if not places else ()):
        places = places or [at for at in ends if fit(cells[at + offset].text)]
    return places[: MOST_READINGS + 1]


def _without_stray_borders(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """A border too many at the row's end makes an empty cell, which holds nothing to lose."""
    end = len(cells)
    while end > width and not cells[end - 1].text:
        end -= 1
    return cells[:end] if end == width else cells


def _fit(cells: Sequence[Cell], at: int, fits: Sequence[Fits]) -> bool:
    placed = cells[at : at + len(fits)]
    return len(placed) == len(fits) and all(
        fit(cell.text) for fit, cell in zip(fits, placed, strict=True)
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
