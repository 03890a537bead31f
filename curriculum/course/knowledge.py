"""What the student knows before a lesson: a course read from its beginning up to there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from curriculum.course.course import Course, CourseLesson
from curriculum.course.depths import Appearance
from curriculum.model.record import Lesson


class Coming(Struct, frozen=True):
    """A depth that is reached in a later lesson, by its id."""

    depth: str
    lesson: str


class KnownConcept(Struct, frozen=True):
    """`depth` is the highest so far, None where no row states one.

    `at` is the id of the lesson that reached it. `coming` is a higher depth of a row that names
    several lessons, and was begun in one of them.

    `first` and `last` are ids of lessons; `words` are those of the row that states the depth, at
    the 1-based `line` of `path`.
    """

    term: str
    depth: str | None
    first: str | None
    last: str | None
    words: str
    path: str
    line: int
    at: str = ""
    coming: Coming | None = None


class Remembered(Struct, frozen=True):
    """A text of an earlier lesson, or of a row of the models table, and where it stands."""

    text: str
    lesson: str | None
    path: str
    line: int


class State(Struct, frozen=True):
    """`before` is the id of a lesson or a planned module, None after the last lesson.

    All in teaching order.
    """

    before: str | None
    concepts: tuple[KnownConcept, ...]
    mental_models: tuple[Remembered, ...]
    analogies: tuple[Remembered, ...]
    misconceptions: tuple[Remembered, ...]
    not_covered: tuple[Remembered, ...]

    @property
    def is_empty(self) -> bool:
        return not (
            self.concepts
            or self.mental_models
            or self.analogies
            or self.misconceptions
            or self.not_covered
        )


def state_before(course: Course, lesson: CourseLesson | None = None) -> State:
    """What all lessons before this one taught; after the whole course without a lesson."""
    return state_at(course, lesson.place, lesson.id) if lesson else state_at(course)


def state_at(course: Course, end: int | None = None, before: str | None = None) -> State:
    """What the first lessons of the course taught, `end` of them or all."""
    end = len(course.lessons) if end is None else end
    earlier = course.lessons[:end]
    return State(
        before=before,
        concepts=tuple(_concepts(course, end)),
        mental_models=_without_repeats(_mental_models(course, end)),
        analogies=_without_repeats(_texts(earlier, lambda one: one.analogies)),
        misconceptions=_without_repeats(_texts(earlier, lambda one: one.misconceptions)),
        not_covered=_without_repeats(_texts(earlier, lambda one: one.not_covered)),
    )


def holding(state: State, text: str) -> State:
    """Only what has these words in its name or text, whatever their case."""
    words = _folded(text)

    def of(entries: tuple[Remembered, ...]) -> tuple[Remembered, ...]:
        return tuple(entry for entry in entries if words in _folded(entry.text))

    return State(
        state.before,
        tuple(concept for concept in state.concepts if words in _folded(concept.words)),
        of(state.mental_models),
        of(state.analogies),
        of(state.misconceptions),
        of(state.not_covered),
    )


def _concepts(course: Course, end: int) -> Iterator[KnownConcept]:
    depths = course.depths
    histories: dict[str, list[Appearance]] = defaultdict(list)
    for entry in depths.appearances:
        # Before the first lesson nothing is known, whatever a record without lessons says.
        if entry.in_index and entry.place < end and end:
            histories[course.names.of(entry.term)].append(entry)
    for history in histories.values():
        reached = [entry for entry in history if _reached_at(course, entry) < end]
        best = max(reached or history, key=lambda entry: depths.rank(entry.depth))
        yield KnownConcept(
            term=history[0].term,
            depth=best.depth if reached else None,
            first=_id_at(course, history[0].place),
            last=_id_at(course, history[-1].place),
            words=best.words,
            path=best.facts.path,
            line=best.span.line,
            at=_id_at(course, best.place) or "",
            coming=_coming(course, best if reached else None, history, end),
        )


def _reached_at(course: Course, entry: Appearance) -> int:
    """Of a row that names several lessons, the depth is reached at the last of them."""
    concept = entry.facts.concept_at(entry.span.line)
    if concept is None or concept.depth != entry.depth:
        return entry.place
    lessons = (course.lesson_named(slug, entry.facts) for slug in concept.lessons)
    return max((entry.place, *(lesson.place for lesson in lessons if lesson)))


def _coming(
    course: Course, best: Appearance | None, history: Iterable[Appearance], end: int
) -> Coming | None:
    rank = course.depths.rank
    least = rank(best.depth) if best else -1
    for entry in history:
        place = _reached_at(course, entry)
        if place >= end and entry.depth and rank(entry.depth) > least:
            return Coming(entry.depth, course.lessons[place].id)
    return None


def _id_at(course: Course, place: int) -> str | None:
    return course.lessons[place].id if 0 <= place < len(course.lessons) else None


def _mental_models(course: Course, end: int) -> Iterator[Remembered]:
    """Those of the tables at the place where they were established, then those of the lessons."""
    for facts in course.facts:
        for model in facts.record.mental_models:
            place = course.place_of_model(facts, model)
            if place < end:
                yield Remembered(model.text, _id_at(course, place), facts.path, model.span.line)
    yield from _texts(course.lessons[:end], lambda one: one.mental_models)


def _texts(
    lessons: Iterable[CourseLesson], texts: Callable[[Lesson], tuple[str, ...]]
) -> Iterator[Remembered]:
    for lesson in lessons:
        for text in texts(lesson.lesson):
            yield Remembered(text, lesson.id, lesson.facts.path, lesson.lesson.span.line)


def _without_repeats(entries: Iterable[Remembered]) -> tuple[Remembered, ...]:
    first: dict[str, Remembered] = {}
    for entry in entries:
        first.setdefault(_folded(entry.text), entry)
    return tuple(first.values())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
