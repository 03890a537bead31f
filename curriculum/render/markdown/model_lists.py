"""Mental models and analogies: where each was established, and where it is used again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
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
