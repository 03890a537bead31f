"""Calendar periods as records write them: `Jun-Oct 2024`, `2022`, `3 Mar 2024`, `Q1 2025`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
YEAR = r"(?:19|20)\d\d(?![\d,.%]*\d|[%x×])"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TO = r" ?(?:-|–|—|to|/) ?"
_PERIOD = lazy_pattern(
    rf"(?P<from>{MONTH})(?: (?P<from_year>{YEAR}))?{_TO}(?P<to>{MONTH}),? (?P<to_year>{YEAR})"
    rf"|(?:\d\d? )?(?P<month>{MONTH})(?: \d\d?,)? (?P<year>{YEAR})"
    r"|(?P<iso>(?:19|20)\d\d)-(?P<iso_month>0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\w-])"
    rf"|Q(?P<quarter>[1-4]) (?P<quarter_year>{YEAR})"
    rf"|(?P<first>{YEAR}) ?[-–] ?(?P<last>{YEAR})"
    rf"|(?P<alone>{YEAR})(?! ?[-–] ?\d)"
)
_START = r"(?<![\w$#/.,:'-])(?<![-–] )"


class Period(Struct, frozen=True, gc=False, omit_defaults=True):
    """Months counted from year 0, both ends included: a year contains its months."""

    start: int
    end: int
    first: int
    last: int
    text: str

    @property
    def is_reversed(self) -> bool:
        return self.last < self.first

    def __str__(self) -> str:
        ends = (f"{month // 12}-{month % 12 + 1:02}" for month in (self.first, self.last))
        return "..".join(dict.fromkeys(ends))


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Aug 2022": ("2022-08",),
    "in September 2022 and on 3 Mar. 2024": ("2022-09", "2024-03"),
    "March 14, 2023": ("2023-03",),
    "Jun-Oct 2024": ("2024-06..2024-10",),
    "Nov 2023 - Feb 2024": ("2023-11..2024-02",),
    "2022-2025": ("2022-01..2025-12",),
    "2024-05-14": ("2024-05",),
    "Q2 2024": ("2024-04..2024-06",),
    "2017": ("2017-01..2017-12",),
    "[77,2048], 2,048 and 2048.5": (),
    "2022-25": (),
    "Mayor 2024x": (),
    "v2024.1, 20240": (),
}

_SEARCH = lazy_pattern(_START + f"(?:{_PERIOD.pattern})")


def find(text: str) -> Iterator[Period]:
    for match in _SEARCH.finditer(text) if has_year(text) else ():
        yield _period(match)


def has_year(text: str) -> bool:
    """Every period has one; this is seen at once."""
    return "19" in text or "20" in text


def read(text: str) -> Period | None:
    """The period that this is, as a whole."""
    match = _PERIOD.fullmatch(text)
    return _period(match) if match else None


def _period(match: re.Match[str]) -> Period:
    first, last = _months(match)
    return Period(match.start(), match.end(), first, last, match[0])


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["from"]:
        last_year = whole_number(match["to_year"])
        first, last = _month(match["from"]), _month(match["to"])
        # "Nov-Feb 2024" goes over the turn of the year.
        first_year = whole_number(match["from_year"] or last_year - (first > last))
        return first_year * 12 + first, last_year * 12 + last
    if match["month"]:
        month = whole_number(match["year"]) * 12 + _month(match["month"])
        return month, month
    if match["iso"]:
        month = whole_number(match["iso"]) * 12 + whole_number(match["iso_month"]) - 1
        return month, month
    if match["quarter"]:
        month = whole_number(match["quarter_year"]) * 12 + 3 * whole_number(match["quarter"]) - 3
        return month, month + 2
    first_year, last_year = (
        whole_number(match[name] or match["alone"]) for name in ("first", "last")
    )
    return first_year * 12, last_year * 12 + 11


def _month(name: str) -> int:
    return month_of(name) - 1


def month_of(name: str) -> int:
    """1 for January."""
    return MONTHS.index(name[:3].casefold()) + 1
