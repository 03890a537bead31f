"""What the student knows of a concept, and since when: its appearances over a course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.teaching_order import TeachingOrder
from curriculum.model.concepts import split_name
from curriculum.model.record import Concept
from curriculum.problem import Span
from curriculum.text.names import split


class Appearance(Struct, frozen=True, gc=False):
    """One row of an index, or one item of a lesson's own list, at its place in the course.

    `place` is that of `CourseLesson`; `words` are the row's name and notes, or the item.
    """

    place: int
    facts: RecordClaims
    term: str
    name: str
    depth: str | None
    prior_depth: str | None
    revisit: bool
    lesson: str | None
    words: str
    span: Span
    in_index: bool


class Depths(Struct, frozen=True, eq=False, dict=True):
    """The histories of all concepts of a course."""

    course: TeachingOrder

    @cached_property
    def appearances(self) -> tuple[Appearance, ...]:
        """All of them, in teaching order; a row stands before the items of its lesson."""
        found = [entry for facts in self.course.facts for entry in self._of(facts)]
        return tuple(sorted(found, key=lambda entry: (entry.place, not entry.in_index)))

    def _of(self, facts: RecordClaims) -> Iterator[Appearance]:
        for concept in facts.record.concepts:
            yield from self.of_row(facts, concept)
        for lesson in self.course.lessons_of(facts):
            for taught in lesson.lesson.concepts_taught:
                yield Appearance(
                    lesson.place,
                    facts,
                    split_name(taught.name)[0],
                    taught.name,
                    taught.depth,
                    taught.prior_depth,
                    False,
                    lesson.lesson.slug,
                    f"{taught.name} -- {taught.detail}" if taught.detail else taught.name,
                    taught.span,
                    in_index=False,
                )

    def of_row(self, facts: RecordClaims, concept: Concept) -> Iterator[Appearance]:
        """`A -> B` in `one -> two` is two appearances: A was reached in the first lesson."""
        place = self.course.place_of_row(facts, concept)
        first = self.course.lesson_named((concept.lessons or (None,))[0], facts)
        words = f"{concept.name} | {concept.notes}" if concept.notes else concept.name
        row = Appearance(
            place,
            facts,
            concept.term,
            concept.name,
            concept.depth,
            concept.prior_depth,
            concept.revisit,
            concept.lesson,
            words,
            concept.span,
            in_index=True,
        )
        if first and first.place < place and concept.prior_depth:
            yield replace(
                row,
                place=first.place,
                depth=concept.prior_depth,
                prior_depth=None,
                lesson=first.lesson.slug,
            )
        yield row

    def keys(self, term: str) -> tuple[str, ...]:
        """A name's own key, then those of the things that it lists: `SD3 / SD3.5` are two."""
        names = self.course.names
        return tuple(dict.fromkeys(map(names.of, (term, *split(term)))))

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Appearance]]:
        """Appearances in teaching order by each of their terms' keys."""
        found: dict[str, list[Appearance]] = defaultdict(list)
        keys = {term: self.keys(term) for term in {entry.term for entry in self.appearances}}
        for entry in self.appearances:
            for key in keys[entry.term]:
                found[key].append(entry)
        return found

    def of_term(self, term: str) -> Sequence[Appearance]:
        """The history of exactly this term, its aliases included, in teaching order."""
        return self.by_key.get(self.course.names.of(term), ())

    def before(self, term: str, place: int) -> list[Appearance]:
        """What was said of the term in lessons before that place."""
        return [entry for entry in self.of_term(term) if entry.place < place]

    def rank(self, depth: str | None) -> int:
        """0 for the lowest depth of the ladder; -1 for none."""
        return -1 if depth is None else self._ranks.get(depth, -1)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """The first of a word that a house has twice."""
        ladder = self.course.settings.dialect.ladder
        return {depth: rank for rank, depth in reversed(list(enumerate(ladder)))}
