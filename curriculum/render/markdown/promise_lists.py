"""What lessons put off to a later place, and whether it was taken up there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.claims.placed import Placed
from curriculum.claims.pointers import Pointer
from curriculum.claims.promises import Promise
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.named_places import NamedPlace, NamedPlaces
from curriculum.problem import Severity
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View

UNKEPT = "unkept-promise"
_PLACES = {
    "module": "Module {}",
    "series": "Series {}",
    "number": "lesson {}",
    "next": "the next lesson",
}


def promise_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    named = NamedPlaces(view.course)
    yield from header("Promise", "Made in", "For", "State")
    for facts in view.course.facts:
        own = view.course.lessons_of(facts)
        for placed in facts.promises:
            place = view.course.place_of(facts, placed.span.line)
            lesson = view.course.lessons[place] if own and place >= own[0].place else None
            if scope.holds(facts, lesson):
                places = named.all_of(placed.claim.targets, facts, placed.span.line)
                yield row(
                    inline(placed.claim.words or placed.sentence),
                    links.lesson(lesson) if lesson else links.module(facts),
                    _targets(placed, places, links),
                    _state(view, facts, placed, places),
                )


def _targets(placed: Placed[Promise], places: Sequence[NamedPlace], links: Links) -> str:
    if not places:
        return inline(", ".join(map(_said, placed.claim.targets)))
    return ", ".join(_target(place, links) for place in places)


def _said(target: Pointer) -> str:
    """A place that the course does not have, as a reader would name it."""
    place = _PLACES.get(target.kind, "{}").format(target.number or "").strip()
    if target.slug and place:
        return f"{place} ({target.slug})"
    return target.slug or place


def _target(place: NamedPlace, links: Links) -> str:
    if len(place.whole) == 1:
        return f"[{inline(place.name)}]({links.module_target(place.whole[0])})"
    if len(place.lessons) == 1:
        return links.lesson(place.lessons[0])
    return inline(place.name)


def _state(
    view: View, facts: RecordClaims, placed: Placed[Promise], places: Sequence[NamedPlace]
) -> str:
    """An info says that the thing may be called something else there."""
    problems = view.problems_by_place.get((UNKEPT, facts.path, placed.span.line), ())
    broken = [problem for problem in problems if problem.span == placed.span]
    if broken:
        return "**overdue**" if broken[0].severity is not Severity.INFO else "not found by name"
    if placed.claim.hedge or not places or not all(place.complete for place in places):
        return "open"
    return "kept"
