"""Changes of a course as text for a terminal, and as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from curriculum.course.change import Change, Place
from curriculum.report.github import markup_escaped
from curriculum.text.visible import visible

MOST_PLACES = 5


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    for module, of_module in groupby(changes, key=lambda change: change.module):
        yield f"Module {visible(module)}"
        for change in of_module:
            where = f"{change.place.path}:{change.place.line}"
            yield f"  {visible(f'{sentence(change)} ({where})')}"
            if change.leaned_on:
                yield f"    later places rely on it: {visible(_places(change.leaned_on))}"


def change_markdown(changes: Sequence[Change]) -> Iterator[str]:
    yield "### What changed in the course"
    if not changes:
        yield ""
        yield "Nothing changed for the student."
    for module, of_module in groupby(changes, key=lambda change: change.module):
        yield ""
        yield f"**Module {markup_escaped(module)}**"
        yield ""
        for change in of_module:
            rely = f"; relied on in {_places(change.leaned_on)}" if change.leaned_on else ""
            yield f"- {markup_escaped(sentence(change) + rely)}"


def sentence(change: Change) -> str:
    """`concept "Sample space" lowered: DEVELOPED -> INTRODUCED`."""
    name = f' "{" ".join(change.name.split())}"' if change.name else ""
    said = f"{change.what}{name} {change.kind}"
    if change.kind == "renamed":
        return f'{said}, was "{change.before}" ({change.score} % alike)'
    if change.before is not None and change.after is not None:
        return f"{said}: {change.before} -> {change.after}"
    only = change.after if change.before is None else change.before
    return f"{said}: {only}" if only else said


def _places(places: Sequence[Place]) -> str:
    shown = ", ".join(f"{place.path}:{place.line}" for place in places[:MOST_PLACES])
    more = len(places) - MOST_PLACES
    return f"{shown} and {more} more" if more > 0 else shown
