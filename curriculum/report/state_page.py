"""What the student knows before a lesson: for people, and as Markdown for a lesson plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.course.knowledge import KnownConcept, Remembered, State
from curriculum.report.page import wrapped
from curriculum.text.visible import visible
from curriculum.write.tables import delimiter_line, row_line

DEPTH_WIDTH = 11
_PARTS = (
    ("Mental models", "mental_models"),
    ("Analogies", "analogies"),
    ("Misconceptions addressed", "misconceptions"),
    ("Explicitly not covered", "not_covered"),
)
HEADERS = ("Concept", "Depth", "First", "Last", "Words")


def state_lines(state: State) -> Iterator[str]:
    yield from wrapped(_title(state), "")
    yield ""
    title = f"Concepts ({len(state.concepts)}), highest depth so far, first and last lesson"
    yield from wrapped(title, "")
    for concept in state.concepts:
        yield from _concept(concept)
    for name, entries in _parts(state):
        yield ""
        yield f"{name} ({len(entries)})"
        for entry in entries:
            yield from wrapped(f"{entry.lesson or '-'}  {entry.text}", "  ", 4)


def _title(state: State) -> str:
    return f"Before lesson {state.before}" if state.before else "After the last lesson"


def _parts(state: State) -> Iterator[tuple[str, Sequence[Remembered]]]:
    for name, field in _PARTS:
        entries: tuple[Remembered, ...] = getattr(state, field)
        if entries:
            yield name, entries


def _concept(concept: KnownConcept) -> Iterator[str]:
    lessons = _lessons(concept)
    depth = concept.depth or ("begun" if concept.coming else "-")
    yield from wrapped(f"{depth:{DEPTH_WIDTH}} {concept.term}  {lessons}", "  ", 12)
    if concept.coming:
        yield from wrapped(_depth(concept), " " * 14, 2)
    yield from wrapped(f"{visible(concept.path)}:{concept.line}: {concept.words}", " " * 14, 2)


def _depth(known: KnownConcept) -> str:
    if known.coming is None:
        return known.depth or ""
    begun = f"begun in {known.first}, {known.coming.depth} in {known.coming.lesson}"
    return f"{known.depth}; {begun}" if known.depth else begun


def _lessons(concept: KnownConcept) -> str:
    if concept.first == concept.last:
        return f"[{concept.first or '-'}]"
    return f"[{concept.first or '-'} to {concept.last or '-'}]"


def state_markdown(state: State) -> Iterator[str]:
    """A table of the concepts and a list for each of the other parts."""
    yield f"## {_title(state)}"
    yield ""
    yield row_line(HEADERS)
    yield delimiter_line(HEADERS, models=False)
    for known in state.concepts:
        yield row_line(
            (
                known.term,
                _depth(known),
                known.first or "",
                known.last or "",
                " ".join(known.words.split()),
            )
        )
    for name, entries in _parts(state):
        yield f"\n### {name}\n"
        for entry in entries:
            yield f"- {' '.join(entry.text.split())} ({entry.lesson or 'no lesson'})"
