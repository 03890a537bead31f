"""What the student knows before a lesson, with links."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.course.knowledge import state_before
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View

_PARTS = (
    ("Mental models", "mental_models"),
    ("Analogies", "analogies"),
    ("Misconceptions addressed", "misconceptions"),
    ("Explicitly not covered", "not_covered"),
)


def state_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    """After the whole course where no lesson is named."""
    state = state_before(view.course, scope.before)
    yield from header("Concept", "Depth", "First", "Last")
    for known in state.concepts:
        if scope.holds_depth(known.depth, view.course.depths.rank):
            key = view.course.names.of(known.term)
            ends = (links.lesson_by_id(known.first), links.lesson_by_id(known.last))
            yield row(links.concept(key, known.term), known.depth or "", *ends)
    for name, entries_of in _PARTS:
        entries = getattr(state, entries_of)
        if entries:
            yield ""
            yield from header(name, "Lesson")
            for entry in entries:
                yield row(inline(entry.text), links.lesson_by_id(entry.lesson))
