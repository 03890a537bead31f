"""Concepts A to Z, each with the depths that it reached and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.render.markdown import alphabet
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.scope import Scope

if TYPE_CHECKING:
    from curriculum.render.markdown.view import Links, View


class ConceptHistory(Struct, frozen=True):
    """`steps` are the rows of the index that name it, in teaching order."""

    key: str
    term: str
    steps: tuple[Appearance, ...]

    @property
    def letter(self) -> str:
        return alphabet.letter(self.term)


def histories_of(course: Course) -> tuple[ConceptHistory, ...]:
    found: dict[str, list[Appearance]] = defaultdict(list)
    for entry in course.depths.appearances:
        if entry.in_index:
            found[course.names.of(entry.term)].append(entry)
    histories = [ConceptHistory(key, steps[0].term, tuple(steps)) for key, steps in found.items()]
    return tuple(sorted(histories, key=lambda one: (alphabet.place(one.term), one.key)))


def headings_of_page(histories: Sequence[ConceptHistory]) -> Iterator[tuple[str | None, str]]:
    """Each heading of the page of all concepts, with the key of the concept that it is for."""
    yield None, TITLE
    for letter, group in groupby(histories, key=lambda one: one.letter):
        yield None, letter
        for history in group:
            yield history.key, inline(history.term)


TITLE = "Concepts"


def page_lines(view: View, links: Links) -> Iterator[str]:
    """All that is known of each concept, under a heading of its own."""
    for letter, group in groupby(view.concepts, key=lambda one: one.letter):
        yield f"## {letter}"
        yield ""
        for history in group:
            yield f"### {inline(history.term)}"
            yield ""
            yield from _story(history, view, links)
            yield ""


def _story(history: ConceptHistory, view: View, links: Links) -> Iterator[str]:
    for step in history.steps:
        concept = step.facts.concept_at(step.span.line)
        gloss = step.name.removeprefix(history.term).strip()
        said = f"{_depth(step, mark='**')} {inline(gloss)}".rstrip()
        notes = f": {inline(concept.notes)}" if concept and concept.notes else ""
        yield f"- {_where(step, view, links, titled=True)} {said}{notes}"


def table_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    """The concepts in scope: the depth that each reaches there, and how."""
    yield from header("Concept", "Depth", "History")
    for history in view.concepts:
        steps = [step for step in history.steps if scope.holds(step.facts, view.lesson_at(step))]
        best = max(steps, key=lambda step: view.course.depths.rank(step.depth), default=None)
        if best and scope.holds_depth(best.depth, view.course.depths.rank):
            told = ", ".join(f"{_where(step, view, links)} {_depth(step)}" for step in steps)
            name = links.concept(history.key, history.term)
            yield row(name, best.depth or "", told)


def _where(step: Appearance, view: View, links: Links, *, titled: bool = False) -> str:
    lesson = view.lesson_at(step)
    if lesson is None or lesson.facts is not step.facts:
        return links.module(step.facts)
    return links.lesson(lesson, titled=titled)


def _depth(step: Appearance, mark: str = "") -> str:
    if step.depth is None:
        return "(no depth)"
    if step.revisit:
        return f"{mark}{step.depth}{mark}, revisited"
    before = f" from {step.prior_depth}" if step.prior_depth else ""
    return f"{mark}{step.depth}{mark}{before}"
