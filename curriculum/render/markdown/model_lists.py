"""Lists of mental models and where each is used, and of promises and whether they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from curriculum.claims.placed import Placed
from curriculum.claims.places.reference import Reference
from curriculum.claims.promises import Promise
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import NamedPlace, Places
from curriculum.problem import Severity
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.model_names import model_key, model_name
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View


class ModelUses(Struct):
    """Lessons by their place; `home` is the first record that speaks of it."""

    text: str
    home: RecordClaims
    established: dict[int, CourseLesson] = field(default_factory=dict)
    used: dict[int, CourseLesson] = field(default_factory=dict)

    @property
    def lessons(self) -> Mapping[int, CourseLesson]:
        return self.established | self.used


def model_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    yield from header("Model or analogy", "Established in", "Used again in")
    for model in uses_of(view.course):
        lessons = model.lessons.values()
        anywhere = not lessons and scope.holds(model.home, None)
        if anywhere or any(scope.holds(lesson.facts, lesson) for lesson in lessons):
            again = {at: one for at, one in model.used.items() if at not in model.established}
            yield row(inline(model.text), _listed(model.established, links), _listed(again, links))


def _listed(lessons: Mapping[int, CourseLesson], links: Links) -> str:
    return ", ".join(links.lesson(lessons[place]) for place in sorted(lessons))


def uses_of(course: Course) -> Iterable[ModelUses]:
    """In teaching order of where they were established; tables first, then what lessons say."""
    found: dict[str, ModelUses] = {}
    for facts in course.facts:
        for model in facts.record.mental_models:
            uses = found.setdefault(_key(model.text), ModelUses(model.text, facts))
            _add(uses.established, course, facts, model.established_in)
            _add(uses.used, course, facts, model.used_again_in)
    for lesson in course.lessons:
        for text in (*lesson.lesson.mental_models, *lesson.lesson.analogies):
            uses = found.setdefault(_key(text), ModelUses(text, lesson.facts))
            (uses.used if uses.established else uses.established)[lesson.place] = lesson
    return sorted(found.values(), key=lambda one: min(one.lessons, default=len(course.lessons)))


def _add(
    lessons: dict[int, CourseLesson], course: Course, facts: RecordClaims, slugs: Iterable[str]
) -> None:
    for slug in slugs:
        lesson = course.lesson_named(slug, facts)
        if lesson:
            lessons[lesson.place] = lesson


def _key(text: str) -> str:
    return model_key(model_name(text)) or text


UNKEPT = "unkept-promise"
_PLACES = {
    "module": "Module {}",
    "series": "Series {}",
    "number": "lesson {}",
    "next": "the next lesson",
}


def promise_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    named = Places(view.course)
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


def _said(target: Reference) -> str:
    """A place that the course does not have, as a reader would name it."""
    kind = "number" if target.series and target.number else target.kind
    place = _PLACES.get(kind, "{}").format(target.digits or "").strip()
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
