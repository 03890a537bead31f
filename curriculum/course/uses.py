"""Where a lesson, a module or a mental model is used: every place, with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.lookup import look_up, quoted
from curriculum.model.record import MentalModel


class Use(Struct, frozen=True):
    """`lesson` is the id of the lesson whose text it is; `line` is 1-based."""

    lesson: str | None
    words: str
    path: str
    line: int


class Used(Struct, frozen=True):
    """A concept or a model, where it stands first, and where it is taken up again."""

    name: str
    path: str
    line: int
    again: tuple[Use, ...]


class Uses(Struct, frozen=True):
    """`references` are places outside of what was asked for that name it."""

    name: str
    references: tuple[Use, ...]
    concepts: tuple[Used, ...]
    mental_models: tuple[Used, ...]


def uses_of(course: Course, question: str) -> tuple[Uses, ...]:
    """Of a lesson by number or slug, a module by number, or models by their words."""
    by_id = course.lessons_by_id.get(question)
    lessons = (by_id,) if by_id else course.lessons_by_slug.get(question, ())
    if lessons:
        return tuple(_of_lessons(course, lesson.id, [lesson]) for lesson in lessons)
    if question in course.modules:
        return (_of_module(course, question),)
    return tuple(_of_models(course, question))


def _of_lessons(course: Course, name: str, lessons: Sequence[CourseLesson]) -> Uses:
    places = {lesson.place for lesson in lessons}
    mentions = [
        mention
        for lesson in lessons
        for mention in course.references.to_lesson(lesson)
        if mention.place not in places
    ]
    references = (
        Use(_id_at(course, one.place), one.words, one.facts.path, one.placed.span.line)
        for one in mentions
    )
    return Uses(
        name,
        tuple(dict.fromkeys(references)),
        tuple(_concepts(course, places)),
        tuple(_models(course, places)),
    )


def _of_module(course: Course, module: str) -> Uses:
    facts = course.modules[module]
    own = _of_lessons(course, module, course.lessons_of(facts))
    named = (
        Use(_id_at(course, one.place), one.words, one.facts.path, one.placed.span.line)
        for one in course.references.to_module(module)
        if one.facts is not facts
    )
    return Uses(
        module, tuple(dict.fromkeys((*own.references, *named))), own.concepts, own.mental_models
    )


def _concepts(course: Course, places: set[int]) -> Iterator[Used]:
    """Those that the lessons teach, with later rows and items of the same term."""
    depths = course.depths
    for entry in depths.appearances:
        if entry.in_index and entry.place in places:
            again = tuple(
                Use(_id_at(course, later.place), later.words, later.facts.path, later.span.line)
                for later in depths.of_term(entry.term)
                if later.place > entry.place
            )
            yield Used(entry.term, entry.facts.path, entry.span.line, again)


def _models(course: Course, places: set[int]) -> Iterator[Used]:
    for facts in course.facts:
        for model in facts.record.mental_models:
            if course.place_of_model(facts, model) in places and model.established_in:
                yield _used_model(course, facts, model)


def _of_models(course: Course, question: str) -> Iterator[Uses]:
    by_path = {facts.path: facts for facts in course.facts}
    found = look_up([facts.record for facts in course.facts], question).mental_models
    for record, model in found:
        used = _used_model(course, by_path[record.path], model)
        yield Uses(used.name, (), (), (used,))


def _used_model(course: Course, facts: RecordClaims, model: MentalModel) -> Used:
    """Lessons that its row names, and later lessons that quote it."""
    here, line = course.place_of_model(facts, model), model.span.line
    named = [course.lesson_named(slug, facts) for slug in model.used_again_in]
    again = [
        Use(lesson.id, model.used_again_text or "", facts.path, line) for lesson in named if lesson
    ]
    again += _quoting(course, quoted(model.text), here)
    return Used(model.text, facts.path, line, tuple(dict.fromkeys(again)))


def _quoting(course: Course, name: str, here: int) -> Iterator[Use]:
    words = " ".join(name.casefold().split())
    for lesson in course.lessons[here + 1 :] if words else ():
        for field in lesson.lesson.fields:
            for text in (field.text, *field.items):
                if words in " ".join(text.casefold().split()):
                    yield Use(lesson.id, text, lesson.facts.path, field.span.line)


def _id_at(course: Course, place: int) -> str | None:
    return course.lessons[place].id if 0 <= place < len(course.lessons) else None


def names_in(course: Course) -> Iterable[str]:
    """All that may be asked for."""
    yield from course.modules
    yield from course.lessons_by_id
    yield from course.lessons_by_slug
    for facts in course.facts:
        yield from (quoted(model.text) for model in facts.record.mental_models)
