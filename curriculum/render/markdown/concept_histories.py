"""Concepts A to Z, each with the depths that it reached and where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from curriculum.course.depths import Appearance
from curriculum.render.markdown.concepts import ConceptHistory
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View


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
