"""A plan held against the course: where its lesson stands, and what its rows mean there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.course.course import Course, CourseLesson
from curriculum.course.depths import Appearance
from curriculum.course.uses import Use
from curriculum.model.teaching_order import module_key
from curriculum.plans.known_names import KnownNames, Match
from curriculum.plans.names import ConceptName, Likeness, concept_name
from curriculum.plans.plan import Plan, PlanRow
from curriculum.plans.sources import NamedSource, named_source
from curriculum.text.words import stems

# Certain enough that a depth may be held against another.
NAMED = Likeness.BEGINNING


class RowInCourse(Struct, frozen=True, dict=True):
    """`end` is the place of the plan's lesson: what was reached before it counts."""

    row: PlanRow
    course: Course
    end: int

    @cached_property
    def name(self) -> ConceptName:
        return concept_name(self.row.concept.text.replace("\\|", "|"))

    @cached_property
    def sources(self) -> tuple[NamedSource, ...]:
        return tuple(named_source(one, self.course) for one in self.row.references)

    @property
    def is_sourced(self) -> bool:
        """Each of its sources is here."""
        return bool(self.sources) and all(source.lessons for source in self.sources)

    @cached_property
    def places(self) -> frozenset[int]:
        """Those of all lessons that the source names."""
        return frozenset(lesson.place for source in self.sources for lesson in source.lessons)

    @cached_property
    def matches(self) -> Sequence[Match]:
        return self.course.once(KnownNames).matches(self.name)

    @cached_property
    def cited(self) -> Sequence[Match]:
        """What the named lessons have of that name."""
        return [match for match in self.matches if self._is_cited(match.appearance)]

    def _is_cited(self, entry: Appearance) -> bool:
        """Also on the way to another lesson."""
        if entry.place in self.places:
            return True
        concept = entry.facts.concept_at(entry.span.line) if entry.in_index else None
        passed = concept.lessons if concept else ()
        lessons = (self.course.lesson_named(slug, entry.facts) for slug in passed)
        return any(lesson.place in self.places for lesson in lessons if lesson)

    @cached_property
    def best(self) -> Likeness:
        return max((match.likeness for match in self.cited), default=Likeness.NONE)

    def named(self, least: Likeness = NAMED) -> list[Appearance]:
        return [match.appearance for match in self.cited if match.likeness >= least]

    @cached_property
    def reached(self) -> int:
        """The highest rank of anything that may speak of it before the plan's lesson; else -1."""
        known = self.course.once(KnownNames).related(self.name)
        ranks = [self.course.depths.rank(one.depth) for one in known if one.place < self.end]
        return max(ranks, default=-1)

    @cached_property
    def surely_reached(self) -> int:
        """As `reached`, by names that are more than merely alike."""
        known = (*self.elsewhere(NAMED), *self.named())
        return max((self.course.depths.rank(one.depth) for one in known), default=-1)

    def earlier(self, entries: Sequence[Appearance]) -> list[Appearance]:
        """Those before the plan's lesson that say a depth."""
        return [one for one in entries if one.place < self.end and one.depth is not None]

    def elsewhere(self, least: Likeness) -> list[Appearance]:
        """What other lessons before the plan's have of that name, in teaching order."""
        found = [
            match.appearance
            for match in self.matches
            if match.likeness >= least
            and match.appearance.place not in self.places
            and match.appearance.place < self.end
        ]
        return sorted(found, key=lambda entry: entry.place)


class PlanInCourse(Struct, frozen=True, dict=True):
    """`background` are subjects that the course takes for granted."""

    plan: Plan
    course: Course
    background: tuple[str, ...] = ()

    @cached_property
    def lesson(self) -> CourseLesson | None:
        """The lesson that the plan is for, where a record has it."""
        lessons = self.course.lessons_by_slug.get(self.plan.slug, ())
        own = [one for one in lessons if one.facts.module == self.plan.module]
        return own[0] if own else lessons[0] if len(lessons) == 1 else None

    @cached_property
    def end(self) -> int:
        """Where the lesson stands, or will stand; the end of the course where nothing says so."""
        if self.lesson:
            return self.lesson.place
        if self.plan.module is None:
            return len(self.course.lessons)
        facts = self.course.modules.get(self.plan.module)
        if facts:
            return self.course.last_place_of(facts) + 1
        key = module_key(self.plan.module)
        later = (one.place for one in self.course.lessons if module_key(one.facts.module) > key)
        return next(later, len(self.course.lessons))

    @cached_property
    def rows(self) -> tuple[RowInCourse, ...]:
        return tuple(RowInCourse(row, self.course, self.end) for row in self.plan.rows)

    @property
    def judged_rows(self) -> Iterator[RowInCourse]:
        """Those about what the course teaches."""
        return (row for row in self.rows if not self._is_background(row.name))

    def _is_background(self, name: ConceptName) -> bool:
        return any(
            name.words[: len(words)] == words for words in map(stems, self.background) if words
        )


def uses_in(plan: PlanInCourse, lesson: str) -> Iterator[Use]:
    """The rows whose source is the lesson with this id, alone or among others."""
    for row in plan.rows:
        named = (one for found in row.sources if not found.whole for one in found.lessons)
        if any(one.id == lesson for one in named):
            yield Use(plan.plan.slug, row.row.concept.text, plan.plan.path, row.row.span.line)
