"""Dates that name a day or an odd year, and what is wrong with those that no calendar has.

`Jun 31`, `30 February 2024`, `2024-13-05`. A number behind a month may be a size (`Dec 2048` of a
decoder) or a typing error in anything else, so an odd year without a day is judged only where a
date must stand: behind the maker in the bracket of a thing, `Wan (Alibaba, Mar 2924: video)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.dates import ROLE_OF, is_maker
from curriculum.claims.hint import Hint
from curriculum.claims.periods import MONTH, MONTHS, month_of
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_NAMES = lazy_pattern("|".join((*map(str.capitalize, MONTHS), "-[0-9]")))


class _DayHint(Hint, frozen=True):
    """Names of months begin with capitals: one pattern finds them sooner than twelve words do."""

    def is_in(self, text: str) -> bool:
        return _NAMES.search(text) is not None and _HELD.search(text) is not None


_HELD = lazy_pattern(rf"{MONTH} [0-9]|[0-9][dhnrst]{{0,2}} {MONTH}|[0-9]{{4}}-[0-9][0-9]-")
HINT = _DayHint((), _HELD, has_digit=True)

_BEHIND = r"(?![\w%.,/-]*\d|[\w%]|-\w)"
_DATE = lazy_pattern(
    r"(?<![\w.,/#$:-])(?:"
    r"(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\w-]|\.\d)"
    rf"|(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>{MONTH})(?:,? (?P<year>\d{{4}}){_BEHIND})?"
    rf"|(?P<month2>{MONTH}) (?P<day2>\d\d?)(?:st|nd|rd|th)?(?![\w%-]|\.\d|,\d)"
    rf"(?:,? (?P<year2>\d{{4}}){_BEHIND})?"
    rf"|(?P<month3>{MONTH}) (?P<year3>\d{{4}}){_BEHIND}"
    r")"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
EARLIEST, LATEST = 1500, 2100
_MAKER = lazy_pattern(rf"(?<=\()(?P<maker>[^(),]{{1,60}}), (?:(?:{'|'.join(ROLE_OF)}) )?$")
_LONGEST_HEAD = 100
_STAMP_ENDS = (":", ")", ",", " ", ";", "/")


class CalendarDay(Struct, frozen=True):
    """`fault` says what no calendar has; empty where the date can be."""

    start: int
    end: int
    text: str
    fault: str

    def __str__(self) -> str:
        return f"{self.text}: {self.fault}" if self.fault else self.text


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "released 31 Jun 2024": ("31 Jun 2024: Jun 2024 has 30 days",),
    "on February 30": ("February 30: February has 29 days",),
    "Feb 29, 2023 and Feb 29, 2024": (
        "Feb 29, 2023: Feb 2023 has 28 days",
        "Feb 29, 2024",
    ),
    "built 2024-13-05, shown 2024-06-30": ("2024-13-05: there is no month 13", "2024-06-30"),
    "Wan (Alibaba, Mar 2924: video)": ("Mar 2924: the year is not between 1500 and 2100",),
    "Kolors (Jul 2024)": ("Jul 2024",),
    "Enc 512, Dec 3072; Mar 42.5%": (),
    "a batch of Jun 2400 rows (May 2200 at most)": (),
    "3 May be enough, and 99 Mar": ("3 May",),
    "gpt-4-2024-13-05 and 2024-25": (),
}


def find(text: str) -> Iterator[CalendarDay]:
    for match in _DATE.finditer(text) if HINT.is_in(text) else ():
        day = _read(match, text)
        if day:
            yield day


def _read(match: re.Match[str], text: str) -> CalendarDay | None:
    name = match["month"] or match["month2"] or match["month3"]
    year_text = match["iso_year"] or match["year"] or match["year2"] or match["year3"]
    month = month_of(name) if name else whole_number(match["iso_month"])
    year = whole_number(year_text) if year_text else None
    day_text = match["iso_day"] or match["day"] or match["day2"]
    day = whole_number(day_text) if day_text else None
    odd = year is not None and not EARLIEST <= year <= LATEST
    if odd and day is None and not _is_stamp(text, match):
        return None
    if year is None and not 0 < (day or 0) <= _DAYS[0]:
        return None
    return CalendarDay(match.start(), match.end(), match[0], _fault(day, month, year, name))


def _is_stamp(text: str, match: re.Match[str]) -> bool:
    """The bracket begins with a maker, and the date follows, with a word or two for its role."""
    head = text[max(0, match.start() - _LONGEST_HEAD) : match.start()]
    maker = _MAKER.search(head)
    return (
        maker is not None
        and is_maker(maker["maker"])
        and not _DATE.fullmatch(maker["maker"])
        and text[match.end() : match.end() + 1] in _STAMP_ENDS
    )


def _fault(day: int | None, month: int, year: int | None, name: str | None) -> str:
    if not 1 <= month <= 12:
        return f"there is no month {month:02}"
    if year is not None and not EARLIEST <= year <= LATEST:
        return f"the year is not between {EARLIEST} and {LATEST}"
    most = _days(month, year)
    if day is None or 1 <= day <= most:
        return ""
    when = f"{name} {year}" if name and year else name or f"{year}-{month:02}"
    return f"{when} has {most} days" if day else "there is no day 0"


def _days(month: int, year: int | None) -> int:
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 28 if month == _FEBRUARY and not leap else _DAYS[month - 1]
