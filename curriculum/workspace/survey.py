"""What Markdown files look like: first headings, tables, lists with brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from curriculum.files.own_pages import is_generated
from curriculum.files.source import Source
from curriculum.parse.block import BlockKind
from curriculum.parse.blocks import read_blocks
from curriculum.parse.rows import bare, has_border, is_delimiter, split_row
from curriculum.text.patterns import lazy_pattern

MOST_BYTES = 2_000_000
_ITEM = lazy_pattern(
    r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?P<name>[^()]{2,80}?)\s*\((?P<word>[^()]{1,30})\)"
)


class Grid(Struct, frozen=True):
    """A table, or a list as a table of two columns; `heading` is what it stands under."""

    heading: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_list: bool = False

    def column(self, at: int) -> list[str]:
        return [row[at].strip("*`_ ") for row in self.rows if at < len(row)]


class Surveyed(Struct, frozen=True):
    """A file: `path` is relative to the folder that was surveyed, `title` its first heading."""

    path: Path
    title: str
    grids: tuple[Grid, ...]
    text: str


def survey(folder: Path, files: Sequence[Path]) -> list[Surveyed]:
    """Files that cannot be read, are no UTF-8, or are too large to be a record, are left out."""
    found = []
    for file in files:
        try:
            data = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        if text and not is_generated(text):
            found.append(_surveyed(file.relative_to(folder), data))
    return found


def _surveyed(path: Path, data: bytes) -> Surveyed:
    source = Source(path.as_posix(), data)
    blocks = read_blocks(source.lines)
    headings = [block for block in blocks.top if block.kind is BlockKind.HEADING]
    title = headings[0].text.replace("\n", " ") if headings else ""
    ends = [*(block.start for block in headings[1:]), len(source.lines)]
    grids = tuple(
        grid
        for block, end in zip(headings, ends, strict=True)
        for grid in _grids(block.text.replace("\n", " "), source.lines[block.end : end])
    )
    return Surveyed(path, title, grids, source.text)


def _grids(heading: str, lines: Sequence[str]) -> Iterator[Grid]:
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate(lines):
        text = bare(line)
        if has_border(text) and not is_delimiter(text):
            rows.append(tuple(cell.text for cell in split_row(text, number + 1)))
        elif rows and not has_border(text):
            yield from _table(heading, rows)
            rows = []
    yield from _table(heading, rows)
    items = [found for line in lines if (found := _ITEM.match(line))]
    if items:
        pairs = tuple((found["name"], found["word"]) for found in items)
        yield Grid(heading, ("", ""), pairs, is_list=True)


def _table(heading: str, rows: Sequence[tuple[str, ...]]) -> Iterator[Grid]:
    if len(rows) > 1 and len(rows[0]) > 1:
        yield Grid(heading, rows[0], tuple(rows[1:]))
