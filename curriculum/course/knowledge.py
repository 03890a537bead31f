"""What the student knows before a lesson: a course read from its beginning up to there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from curriculum.course.course import Course, CourseLesson
from curriculum.course.depths import Appearance
from curriculum.model.record import Lesson


class KnownConcept(Struct, frozen=True):
    """`depth` is the highest so far, None where no row states one.

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
        best = max(history, key=lambda entry: depths.rank(entry.depth))
        yield KnownConcept(
            term=history[0].term,
            depth=best.depth,
            first=_id_at(course, history[0].place),
            last=_id_at(course, history[-1].place),
            words=best.words,
            path=best.facts.path,
            line=best.span.line,
        )


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
