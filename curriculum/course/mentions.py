"""Where the records of a course refer to lessons, modules and series, and to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.claims.placed import Placed
from curriculum.claims.places.reference import Reference
from curriculum.claims.places.slugs import is_distinct
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.places import Places
from curriculum.course.teaching_order import CourseLesson, TeachingOrder
from curriculum.model.teaching_order import module_key


class Mention(Struct, frozen=True, eq=False, dict=True):
    """One reference. `numbered` is the lesson that its number names, `named` that of its slug.

    `module` is a module that the words certainly name, whether or not the course has it.
    """

    course: TeachingOrder
    facts: RecordClaims
    placed: Placed[Reference]
    numbered: CourseLesson | None
    named: CourseLesson | None
    module: str | None

    @property
    def reference(self) -> Reference:
        return self.placed.claim

    @cached_property
    def place(self) -> int:
        """That of the lesson that the words speak for, see `CourseLesson`."""
        return self.course.place_of(self.facts, self.placed.span.line)

    @property
    def lesson(self) -> CourseLesson | None:
        """The slug says it where the two disagree: numbers are what moves."""
        return self.named or self.numbered

    @property
    def words(self) -> str:
        return self.placed.sentence


class Mentions(Struct, frozen=True, eq=False, dict=True):
    course: TeachingOrder

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """In teaching order of the records."""
        return tuple(mention for facts in self.course.facts for mention in self.in_record(facts))

    def in_record(self, facts: RecordClaims) -> Sequence[Mention]:
        """Those of one record; what only looked like a slug is left out."""
        if facts.path not in self._in_records:
            found = (self._mention(facts, placed) for placed in facts.references)
            self._in_records[facts.path] = tuple(filter(None, found))
        return self._in_records[facts.path]

    @cached_property
    def _in_records(self) -> dict[str, Sequence[Mention]]:
        return {}

    @cached_property
    def _by_lesson(self) -> Mapping[int, Sequence[Mention]]:
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.lesson:
                found[mention.lesson.place].append(mention)
        return found

    def to_lesson(self, lesson: CourseLesson) -> Sequence[Mention]:
        """Every place that refers to it, by number or slug."""
        return self._by_lesson.get(lesson.place, ())

    def to_module(self, module: str) -> Iterator[Mention]:
        """Every place that refers to the module itself, or to one of its lessons."""
        return (mention for mention in self.mentions if mention.module == module)

    @cached_property
    def missing(self) -> Mapping[str, Sequence[Mention]]:
        """Modules that are named beyond doubt, and of which the course has no record."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._certain:
            if mention.module and mention.module not in self.course.modules:
                found[mention.module].append(mention)
        missing = (module for module in found if not self.course.is_external(module))
        return {module: found[module] for module in sorted(missing, key=module_key)}

    @cached_property
    def missing_series(self) -> Mapping[str, Sequence[Mention]]:
        """Series without any record, by number."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._certain:
            series = mention.reference.series
            if series and series not in self.course.series:
                found[series].append(mention)
        missing = (series for series in found if not self.course.is_external(series))
        return {series: found[series] for series in sorted(missing, key=int)}

    @cached_property
    def series_of_missing(self) -> frozenset[str]:
        """The series of the modules that are missing."""
        return frozenset(module.partition(".")[0] for module in self.missing)

    @property
    def _certain(self) -> Iterator[Mention]:
        return (mention for mention in self.mentions if not mention.reference.stance.hedged)

    @property
    def is_complete(self) -> bool:
        """All modules that the records name are here, so a slug that is not here is nowhere."""
        elsewhere = self.missing or self.missing_series or self.course.settings.external
        return len(self.course.facts) > 1 and not elsewhere

    @cached_property
    def nameless(self) -> frozenset[str]:
        """The paths of records with summaries that do not say their slug."""
        return frozenset(one.path for one in self.course.facts if has_nameless_lessons(one))

    @cached_property
    def slugs_of_nameless(self) -> frozenset[str]:
        """Slugs in the indexes of records whose summaries do not all say their own."""
        return frozenset(
            slug
            for facts in self.course.facts
            if facts.path in self.nameless
            for concept in facts.record.concepts
            for slug in concept.lessons
        )

    def is_lesson(self, slug: str) -> bool:
        """Some lesson of the course has it, or may have it."""
        return slug in self.course.lessons_by_slug or slug in self.slugs_of_nameless

    def number_in_series(self, lesson: CourseLesson) -> int | None:
        """Counted over the series; None where a record before it is missing or not yet whole."""
        before = self._lessons_before.get(lesson.facts.path)
        return None if before is None else before + self.number_in_module(lesson)

    def number_in_module(self, lesson: CourseLesson) -> int:
        """The lesson's place in its record, from 1."""
        return lesson.place - self.course.lessons_of(lesson.facts)[0].place + 1

    @cached_property
    def _lessons_before(self) -> Mapping[str, int]:
        """How many lessons of its series stand before a record, where that is beyond doubt."""
        found: dict[str, int] = {}
        for series, records in self.course.series.items():
            count = 0
            for expected, facts in enumerate(records, start=1):
                if facts.module != f"{series}.{expected}":
                    break
                found[facts.path] = count
                if is_unfinished(facts):
                    break
                count += len(facts.record.lessons)
        return found

    def _mention(self, facts: RecordClaims, placed: Placed[Reference]) -> Mention | None:
        reference, places = placed.claim, self.course.once(Places)
        named = self._named(facts, reference)
        if places.is_far(reference) or (
            not reference.certain and named is None and reference.module is None
        ):
            return None
        certain = reference.certain or (named is not None and reference.form != "short")
        return Mention(
            self.course,
            facts,
            placed,
            numbered=places.numbered(reference, facts),
            named=named,
            module=reference.module if certain else None,
        )

    def _named(self, facts: RecordClaims, reference: Reference) -> CourseLesson | None:
        slug = reference.slug
        if slug is None or not (reference.whole or _is_slug(reference)):
            return None
        return self.course.lesson_named(slug, facts)


def _is_slug(reference: Reference) -> bool:
    """A single word only behind *from*, or where it stands with a number in a fixed form."""
    slug = reference.slug or ""
    return is_distinct(slug) or reference.form == "word" or reference.number is not None


def has_nameless_lessons(facts: RecordClaims) -> bool:
    """A summary without a slug may be that of any lesson."""
    lessons = facts.record.lessons
    return not lessons or any(lesson.slug is None for lesson in lessons)


def is_unfinished(facts: RecordClaims) -> bool:
    """More lessons are planned than the record has, or it is open how many."""
    status = facts.record.status
    if status is None or status.built is None:
        return False
    return status.planned is None or status.planned > len(facts.record.lessons)
