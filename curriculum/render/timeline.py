"""Dated things of a course in the order of their dates, conflicts marked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct, field

from curriculum.render.escaping import header, inline, label, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from curriculum.claims.dates import Dated, Dating
    from curriculum.claims.placed import Placed
    from curriculum.course import CourseLesson
    from curriculum.facts import Facts
    from curriculum.render.scope import Scope
    from curriculum.render.view import Links, View

CONFLICT = "date-conflict"
# A Mermaid timeline with more is too wide to read.
MOST_DATES = 12
_YEAR = 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


# A thing, the stage, and the months.
EventKey = tuple[str, str, int, int]


class Event(Struct):
    """`first` and `last` are months counted from year 0; `lessons` are those that tell it."""

    name: str
    role: str
    first: int
    last: int
    makers: dict[str, None] = field(default_factory=dict)
    lessons: dict[int, CourseLesson] = field(default_factory=dict)
    in_conflict: bool = False

    @property
    def date(self) -> str:
        """`2024`, `Jul 2024`, `Jun to Oct 2024`, `Nov 2023 to Feb 2024`."""
        if self.first % _YEAR == 0 and self.last == self.first + _YEAR - 1:
            return str(self.first // _YEAR)
        if self.first == self.last:
            return _month(self.first)
        first = _month(self.first)
        same_year = self.first // _YEAR == self.last // _YEAR
        return f"{first.partition(' ')[0] if same_year else first} to {_month(self.last)}"


def _month(month: int) -> str:
    return f"{_MONTHS[month % _YEAR]} {month // _YEAR}"


def timeline_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    """A diagram, and a table that says where each date stands."""
    events = events_of(view, scope)
    yield from _diagrams(events)
    yield from header("Date", "What", "Stage", "Who", "Said in", "")
    for event in events:
        yield row(
            event.date,
            inline(event.name),
            inline(event.role),
            inline(" / ".join(event.makers)),
            ", ".join(links.lesson(event.lessons[place]) for place in sorted(event.lessons)),
            "**conflicting dates**" if event.in_conflict else "",
        )


def _diagrams(events: Sequence[Event]) -> Iterator[str]:
    """Neighbouring years share a diagram as long as it can be read."""
    years: list[tuple[int, list[Event]]] = []
    dates = 0
    for year, group in groupby(events, lambda event: event.first // _YEAR):
        same = list(group)
        more = len({event.date for event in same})
        if years and dates + more > MOST_DATES:
            yield from _diagram(years)
            years, dates = [], 0
        years.append((year, same))
        dates += more
    yield from _diagram(years) if years else ()


def _diagram(years: Iterable[tuple[int, Sequence[Event]]]) -> Iterator[str]:
    yield from ("```mermaid", "timeline")
    for year, events in years:
        yield f"    section {year}"
        for date, same in groupby(events, lambda event: event.date):
            when = date.removesuffix(f" {year}")
            yield f"        {when} : {' : '.join(_label(event) for event in same)}"
    yield from ("```", "")


def _label(event: Event) -> str:
    conflict = ", conflicting dates" if event.in_conflict else ""
    role = f", {label(event.role)}" if event.role else ""
    return f"{label(event.name) or 'unnamed'}{role}{conflict}"


def events_of(view: View, scope: Scope) -> list[Event]:
    """One for each thing, stage and period: what a list or a maker shows to be meant, or disputes.

    Other brackets may date a paper by that name, or an event.
    """
    found: dict[EventKey, Event] = {}
    disputed = _disputed(view)
    for facts in view.course.facts:
        for placed in facts.dated:
            lesson = _lesson(view, facts, placed)
            in_conflict = (facts.path, placed.span.line) in disputed
            told = placed.entry or placed.claim.certain or in_conflict
            if told and scope.holds(facts, lesson):
                for dating in placed.claim.datings:
                    _tell(found, view, placed.claim, dating, lesson, in_conflict)
    events = _without_plainer(found)
    return sorted(events, key=lambda one: (one.first, one.last, one.name.casefold(), one.role))


def _without_plainer(found: Mapping[EventKey, Event]) -> Iterable[Event]:
    """A date that one place gives without a stage is that of the stage that another one names."""
    staged = {
        (thing, first, last): event for (thing, role, first, last), event in found.items() if role
    }
    for (thing, role, first, last), event in found.items():
        other = staged.get((thing, first, last))
        if role or other is None:
            yield event
        else:
            other.makers |= event.makers
            other.lessons |= event.lessons
            other.in_conflict |= event.in_conflict


def _tell(
    found: dict[EventKey, Event],
    view: View,
    claim: Dated,
    dating: Dating,
    lesson: CourseLesson | None,
    in_conflict: bool,
) -> None:
    first, last = sorted((dating.period.first, dating.period.last))
    key = (view.course.names.of(claim.name), dating.role, first, last)
    event = found.setdefault(key, Event(claim.name, dating.role, first, last))
    event.makers |= dict.fromkeys(claim.makers)
    event.in_conflict |= in_conflict
    if lesson:
        event.lessons[lesson.place] = lesson


def _lesson(view: View, facts: Facts, placed: Placed[Dated]) -> CourseLesson | None:
    place = view.course.place_of(facts, placed.span.line)
    own = view.course.lessons_of(facts)
    return view.course.lessons[place] if own and place >= own[0].place else None


def _disputed(view: View) -> frozenset[tuple[str, int]]:
    """The lines whose dates contradict each other, by their paths."""
    conflicts = [problem for problem in view.problems if problem.rule == CONFLICT]
    here = {(problem.path, problem.span.line) for problem in conflicts}
    there = {(one.path, one.span.line) for problem in conflicts for one in problem.related}
    return frozenset(here | there)
