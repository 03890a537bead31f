"""Tables with a column of dates: `| Model | Released |`. The text is the whole table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curriculum.claims import periods
from curriculum.claims.dates import ROLE_OF, Dated, Dating
from curriculum.parse.document import Cell
from curriculum.parse.rows import is_delimiter, split_row
from curriculum.text.names import split

_NAME_COLUMNS = ("model", "name", "system", "release", "concept")
_DATE_COLUMNS: Mapping[str, str] = {"date": "", "year": "", "when": ""} | {
    f"{word}{tail}": role for word, role in ROLE_OF.items() for tail in ("", " date", " year")
}

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "| Model | Lab | Date |\n|---|---|---|\n| Kolors | Kuaishou | Jul 2024 |\n| SD3 | | |\n": (
        "Kolors: 2024-07",
    ),
    "| Model | Released | Steps |\n|---|---|---|\n| SDXL Turbo (ADD) | 2023 | 1 |\n": (
        "SDXL Turbo: 2023-01..2023-12 release",
    ),
    "| Model | Tokens |\n|---|---|\n| Kolors | 2048 |\n": (),
    "| Year | Team |\n|---|---|\n| 2024 | 12 |\n": (),
}


def find(text: str) -> Iterator[Dated]:
    start, columns, width = 0, None, 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        cells = split_row(line.rstrip("\r\n"), 1)
        if number == 0:
            columns, width = _columns(cells), len(cells)
            if columns is None:
                return
        elif columns and len(cells) == width and not is_delimiter(line):
            yield from _row(cells, start, *columns)
        start += len(line)


def _columns(header: Sequence[Cell]) -> tuple[int, int, str] | None:
    """Where the name and the date stand, and the role of the dates."""
    titles = [cell.text.strip("*` ").casefold() for cell in header]
    names = [at for at, title in enumerate(titles) if title in _NAME_COLUMNS]
    dates = [at for at, title in enumerate(titles) if title in _DATE_COLUMNS and at not in names]
    if len(dates) != 1 or not names:
        return None
    return names[0], dates[0], _DATE_COLUMNS[titles[dates[0]]]


def _row(
    cells: Sequence[Cell], start: int, name_at: int, date_at: int, role: str
) -> Iterator[Dated]:
    name = cells[name_at].text.partition(" (")[0].partition(" --")[0].strip('*`" ')
    period = periods.read(cells[date_at].text)
    if name and period:
        ends = sorted((cells[name_at].span, cells[date_at].span))
        yield Dated(
            start + ends[0].column - 1,
            start + ends[1].end_column - 1,
            name,
            split(name),
            (),
            (Dating(period, role, period.text),),
            certain=True,
        )
