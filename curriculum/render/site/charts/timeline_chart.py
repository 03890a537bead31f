"""Dated things drawn along the years: each with its name, or where they are many, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct

from curriculum.render.markdown.dated_events import YEAR, Event
from curriculum.render.site.page_names import plain

# More names than these are a blot.
MOST_NAMED = 160
_WIDTH = 1_130
_MARGIN = 12
_GAP = 30
_NARROWEST, _WIDEST = 5.0, 30.0
# What the names of the last things take behind the last year.
_OUTRUN = 130
_TOP = 34
_LANE = 26
_TALLEST = 150
_LETTER = 7.1
_LONGEST = 34


class Mark(Struct, frozen=True):
    """`left` to `right` is the period; the name follows it, up to `end`."""

    number: int
    event: Event
    left: float
    right: float
    end: float


class TimelineChart:
    """`urls` lead from a year to its list; things lead to the `#dated-1` of their number."""

    def __init__(self, events: Sequence[Event], urls: Mapping[str, str], *, named: bool) -> None:
        self.events = events
        self.is_named = named
        self._urls = urls
        self._years = sorted({year for one in events for year in (one.year, one.last // YEAR)})
        gaps = sum(after - before > 1 for before, after in pairwise(self._years))
        room = (_WIDTH - _MARGIN * 2 - _OUTRUN - _GAP * gaps) / (YEAR * max(len(self._years), 1))
        self._month = min(max(room, _NARROWEST), _WIDEST)
        self._starts = dict(self._positions())

    @property
    def svg(self) -> str:
        content = list(self._named() if self.is_named else self._counted())
        ends = [mark.end for mark in self._marks()] if self.is_named else []
        width = round(max([*ends, self._right]) + _MARGIN)
        height = _TOP + self._depth + 10
        return "".join(
            (
                f'<svg class="dates" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" role="group" aria-label="{self._told}">',
                *self._bands(height),
                *content,
                "</svg>",
            )
        )

    @property
    def has_conflicts(self) -> bool:
        return any(event.in_conflict for event in self.events)

    @property
    def _told(self) -> str:
        disputed = sum(event.in_conflict for event in self.events)
        return f"{len(self.events)} dates, {disputed} in conflict; the list below has them all"

    @property
    def _right(self) -> float:
        return self._starts[self._years[-1]] + YEAR * self._month if self._years else 0.0

    @property
    def _depth(self) -> int:
        if not self.is_named:
            return _TALLEST
        return _LANE * (1 + max((lane for lane, _ in self._lanes()), default=0))

    def _positions(self) -> Iterator[tuple[int, float]]:
        x = float(_MARGIN)
        for number, year in enumerate(self._years):
            if number and year - self._years[number - 1] > 1:
                x += _GAP
            yield year, round(x, 1)
            x += YEAR * self._month

    def _x(self, month: int) -> float:
        return self._starts[month // YEAR] + month % YEAR * self._month

    def _bands(self, height: int) -> Iterator[str]:
        width = YEAR * self._month
        for number, (year, x) in enumerate(self._starts.items()):
            shade = "odd" if number % 2 else "even"
            yield f'<rect class="{shade}" x="{x}" width="{width:.1f}" height="{height}"/>'
            name = f'<text x="{x + 8:.1f}" y="20">{year}</text>'
            url = self._urls.get(str(year))
            yield f'<a href="{escape(url)}" class="year">{name}</a>' if url else name

    def _marks(self) -> Iterator[Mark]:
        for number, event in enumerate(self.events, start=1):
            left, right = self._x(event.first), self._x(event.last) + self._month
            end = right + 10 + _LETTER * min(len(_name(event)), _LONGEST + 1)
            yield Mark(number, event, left, right, end)

    def _lanes(self) -> Iterator[tuple[int, Mark]]:
        """Each mark in the highest lane that has room for it."""
        ends: list[float] = []
        for mark in self._marks():
            lane = next((at for at, end in enumerate(ends) if end < mark.left), len(ends))
            ends[lane : lane + 1] = [mark.end + 6]
            yield lane, mark

    def _named(self) -> Iterator[str]:
        for lane, mark in self._lanes():
            y = _TOP + _LANE * lane
            event = mark.event
            told = f"{event.date}: {_name(event)}{', dates disagree' if event.in_conflict else ''}"
            kind = "dated conflict" if event.in_conflict else "dated"
            name = _name(event)
            short = name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"
            yield (
                f'<a href="#dated-{mark.number}" class="{kind}" aria-label="{escape(told)}">'
                f"<title>{escape(told)}</title>"
                f'<rect class="hit" x="{mark.left - 2:.1f}" y="{y - 1}" '
                f'width="{mark.end - mark.left + 4:.1f}" height="{_LANE - 2}" rx="4"/>'
                f'<rect class="period" x="{mark.left + 1:.1f}" y="{y + 6}" '
                f'width="{max(mark.right - mark.left - 2, 8):.1f}" height="11" rx="5.5"/>'
                f'<text x="{mark.right + 5:.1f}" y="{y + 16}">{escape(short)}</text></a>'
            )

    def _counted(self) -> Iterator[str]:
        """A bar for each month in which something begins; what is in conflict at its foot."""
        counts: dict[int, list[int]] = {}
        for event in self.events:
            both = counts.setdefault(event.first, [0, 0])
            both[0] += 1
            both[1] += event.in_conflict
        most = max(count for count, _ in counts.values())
        for month, (count, disputed) in sorted(counts.items()):
            for kind, number in (("period", count), ("period disputed", disputed)):
                height = _TALLEST * number / most
                yield (
                    f'<rect class="{kind}" x="{self._x(month) + 0.5:.1f}" '
                    f'y="{_TOP + _TALLEST - height:.1f}" width="{self._month - 1:.1f}" '
                    f'height="{height:.1f}"/>'
                )


def _name(event: Event) -> str:
    name = plain(event.name)
    return f"{name}, {event.role}" if event.role else name
