"""The records of a course in teaching order, with look-ups by number, slug, title and term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Self, TypeVar, cast

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.config.settings import DEFAULT_SETTINGS, Settings
from curriculum.model.once import Once
from curriculum.model.record import Concept, Lesson, MentalModel
from curriculum.model.teaching_order import module_key
from curriculum.text.names import Identity, identity

Made = TypeVar("Made")
Value = TypeVar("Value")


class CourseLesson(Struct, frozen=True, eq=False, gc=False):
    """A lesson and its record; `place` counts all lessons of the course from 0."""

    place: int
    facts: RecordClaims
    lesson: Lesson

    @property
    def id(self) -> str:
        """`7.4.3`, else its slug or title; its line where it has none of them."""
        lesson = self.lesson
        return lesson.id or lesson.slug or lesson.title or f"line {lesson.span.line}"


class TeachingOrder(Once, frozen=True, eq=False, dict=True):
    """`facts` are in teaching order; of two records of one module both are there.

    `is_rest` says that other records were deleted, so that even a single one is no course yet.
    """

    facts: tuple[RecordClaims, ...]
    settings: Settings = DEFAULT_SETTINGS
    is_rest: bool = False

    @cached_property
    def names(self) -> Identity:
        """Which names mean one thing, by spelling and by the aliases of the house."""
        return identity(self.settings.aliases)

    def ask(
        self, read: Callable[[RecordClaims, Identity], Iterable[tuple[str, Value]]], key: str
    ) -> Sequence[tuple[RecordClaims, Value]]:
        """What the records say under a key, in teaching order; `read` finds it in each of them.

        This is the only way from one record to what the others say of a thing.
        """
        known: dict[str, list[tuple[RecordClaims, Value]]] | None = self._said.get(read)
        if known is None:
            known = self._said[read] = {}
            for facts in self.facts:
                for name, value in read(facts, self.names):
                    known.setdefault(name, []).append((facts, value))
        return known.get(key, ())

    def is_shared(
        self, read: Callable[[RecordClaims, Identity], Iterable[tuple[str, Any]]], key: str
    ) -> bool:
        """More than one record says something under the key."""
        said = self.ask(read, key)
        return bool(said) and said[0][0] is not said[-1][0]

    def answer(self, find: Callable[[Self, str], Made], key: str) -> Made:
        """What `find` finds out about a key, kept for all records that ask for it."""
        if (find, key) not in self._made:
            self._made[find, key] = find(self, key)
        return cast("Made", self._made[find, key])

    @cached_property
    def _said(self) -> dict[object, Any]:
        return {}

    def order_of(self, facts: RecordClaims) -> int:
        """The record's place among all of them, from 0."""
        return self._orders[facts.path]

    @cached_property
    def _orders(self) -> Mapping[str, int]:
        return {facts.path: place for place, facts in enumerate(self.facts)}

    @cached_property
    def modules(self) -> Mapping[str, RecordClaims]:
        """By number, `8.4`; the first record where there are several."""
        found: dict[str, RecordClaims] = {}
        for facts in self.facts:
            if facts.module:
                found.setdefault(facts.module, facts)
        return found

    @cached_property
    def series(self) -> Mapping[str, tuple[RecordClaims, ...]]:
        """The records of a series by its number, `8`, in teaching order."""
        found: dict[str, list[RecordClaims]] = defaultdict(list)
        for module, facts in self.modules.items():
            found[module.partition(".")[0]].append(facts)
        return {number: tuple(records) for number, records in found.items()}

    @cached_property
    def lessons(self) -> tuple[CourseLesson, ...]:
        pairs = [(facts, lesson) for facts in self.facts for lesson in facts.record.lessons]
        return tuple(CourseLesson(place, *pair) for place, pair in enumerate(pairs))

    @cached_property
    def lessons_by_id(self) -> Mapping[str, CourseLesson]:
        """By module-relative number, `8.4.1`; the first where a number occurs twice."""
        found: dict[str, CourseLesson] = {}
        for lesson in self.lessons:
            if lesson.lesson.id:
                found.setdefault(lesson.lesson.id, lesson)
        return found

    def has_lesson(self, name: str) -> bool:
        """By id or slug."""
        return name in self.lessons_by_id or name in self.lessons_by_slug

    @cached_property
    def lessons_by_slug(self) -> Mapping[str, tuple[CourseLesson, ...]]:
        found: dict[str, list[CourseLesson]] = defaultdict(list)
        for lesson in self.lessons:
            if lesson.lesson.slug:
                found[lesson.lesson.slug].append(lesson)
        return {slug: tuple(lessons) for slug, lessons in found.items()}

    @cached_property
    def _lessons_of_path(self) -> Mapping[str, tuple[CourseLesson, ...]]:
        found: dict[str, list[CourseLesson]] = defaultdict(list)
        for lesson in self.lessons:
            found[lesson.facts.path].append(lesson)
        return {path: tuple(lessons) for path, lessons in found.items()}

    def lessons_of(self, facts: RecordClaims) -> tuple[CourseLesson, ...]:
        return self._lessons_of_path.get(facts.path, ())

    def lesson_in_series(self, series: str, number: int) -> CourseLesson | None:
        """Counted over the series from 1, as far as its records are here without a gap."""
        lessons = self._lessons_of_series.get(series, ())
        return lessons[number - 1] if 0 < number <= len(lessons) else None

    @cached_property
    def _lessons_of_series(self) -> Mapping[str, Sequence[CourseLesson]]:
        """Up to the first module that is not here."""
        found: dict[str, list[CourseLesson]] = {}
        for series, records in self.series.items():
            lessons = found.setdefault(series, [])
            for expected, facts in enumerate(records, start=1):
                if facts.module != f"{series}.{expected}":
                    break
                lessons += self.lessons_of(facts)
        return found

    def lesson_named(self, slug: str | None, near: RecordClaims) -> CourseLesson | None:
        """The lesson with this slug: that of the record `near` first, else the only one."""
        found = self.lessons_by_slug.get(slug) if slug else None
        if found is None:
            return None
        return found[0] if len(found) == 1 else self._own_lessons.get((near, slug))

    @cached_property
    def _own_lessons(self) -> Mapping[tuple[RecordClaims, str | None], CourseLesson]:
        """By record and by a slug that several lessons have; the first of a record."""
        found: dict[tuple[RecordClaims, str | None], CourseLesson] = {}
        for slug, lessons in self.lessons_by_slug.items():
            for lesson in lessons if len(lessons) > 1 else ():
                found.setdefault((lesson.facts, slug), lesson)
        return found

    def place_of(self, facts: RecordClaims, line: int) -> int:
        """The place of the lesson that the 1-based line of a record speaks for.

        That is the lesson it stands in, or that of its row; the record's last lesson elsewhere.
        """
        lesson = facts.lesson_place_at(line)
        if lesson is not None:
            return self.lessons_of(facts)[lesson].place
        concept = facts.concept_at(line)
        if concept is not None:
            return self.place_of_row(facts, concept)
        model = facts.mental_model_at(line)
        if model is not None:
            return self.place_of_model(facts, model)
        return self.last_place_of(facts)

    def place_of_row(self, facts: RecordClaims, concept: Concept) -> int:
        """Where the row's depth was reached."""
        lesson = self.lesson_named(concept.lesson, facts)
        return lesson.place if lesson else self.last_place_of(facts)

    def place_of_model(self, facts: RecordClaims, model: MentalModel) -> int:
        """Where it was established."""
        for slug in model.established_in:
            lesson = self.lesson_named(slug, facts)
            if lesson:
                return lesson.place
        return self.last_place_of(facts)

    def last_place_of(self, facts: RecordClaims) -> int:
        """The place of the record's last lesson; of the lesson before it where it has none."""
        own = self.lessons_of(facts)
        if own:
            return own[-1].place
        return self._places_before[facts.path]

    @cached_property
    def _places_before(self) -> Mapping[str, int]:
        """The place of the last lesson before each record."""
        found: dict[str, int] = {}
        place = -1
        for facts in self.facts:
            found[facts.path] = place
            place += len(facts.record.lessons)
        return found

    def has_gap(self, first: RecordClaims, last: RecordClaims) -> bool:
        """Between these two, or by their numbers, a record is missing, as far as numbers tell."""
        start, end = module_key(first.module), module_key(last.module)
        if len(start) != 2 or len(end) != 2:
            return first is not last
        here = {module_key(module) for module in self.modules if start <= module_key(module) <= end}
        expected = {(series, 1) for series in range(start[0] + 1, end[0] + 1)} | {
            (series, number - 1) for series, number in here - {start} if number > 1
        }
        return not expected <= here

    def is_external(self, number: str) -> bool:
        """A module or series that the house keeps somewhere else."""
        external = self.settings.external
        return number in external or number.partition(".")[0] in external
