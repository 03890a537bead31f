"""Dated things as Mermaid diagrams, and as a table that says where each date stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from curriculum.render.markdown.dated_events import Event, events_of
from curriculum.render.markdown.escaping import header, inline, label, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View

# A Mermaid timeline with more is too wide to read.
MOST_DATES = 12


def timeline_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    events = events_of(view.course, view.problems, scope)
    yield from _diagrams(events)
    yield from header("Date", "What", "Stage", "Who", "Said in", "")
    for event in events:
        yield row(
            event.date,
            inline(event.name),
            inline(event.role),
            inline(" / ".join(event.makers)),
            ", ".join(_places(event, links)),
            "**conflicting dates**" if event.in_conflict else "",
        )


def _places(event: Event, links: Links) -> Iterator[str]:
    yield from (links.lesson(event.lessons[place]) for place in sorted(event.lessons))
    yield from map(links.module, event.records.values())


def _diagrams(events: Sequence[Event]) -> Iterator[str]:
    """Neighbouring years share a diagram as long as it can be read."""
    years: list[tuple[int, list[Event]]] = []
    dates = 0
    for year, group in groupby(events, lambda event: event.year):
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
