"""Rows of a concept that an earlier lesson has, and that do not say so.

Three rules share them, so that none is told of twice: lower is a regression; equal, with the same
name and in another record, a duplicate; equal otherwise, an undeclared revisit. Higher is a stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.model.record import Concept, Record
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import loose, share, stems, whole_words

# What its words begin with is asked first: most words are none of them.
_SAYS_SO = lazy_pattern(
    r"\b(?=[abcdefikmnoprsu])"
    r"(?:again|already|earlier|previous|prior|before|known|original|recap|recall|review|callback"
    r"|revisit|reinforc|refresh|remind|continu|exten[ds]|deepen|elevat|upgrad|expand|familiar"
    r"|build(?:s|ing)|built on|from|since|brief|mention|named only|not re-?taught|echo)",
    re.IGNORECASE,
)
_MARKS = str.maketrans("", "", "*`")

# Glosses that share less than this are those of two sides of a thing.
_ONE_SIDE = 0.5


class Repeat(Struct, frozen=True):
    """Two rows of one concept, in teaching order; `steps` is how far the depth goes down."""

    earlier: Concept
    later: Concept
    steps: int

    @property
    def same_name(self) -> bool:
        return plain_name(self.earlier) == plain_name(self.later)


def plain_name(concept: Concept) -> str:
    """Case is kept: `torch.tensor` is not `torch.Tensor`."""
    return " ".join(concept.name.translate(_MARKS).split())


def repeats_in(record: Record, ladder: Sequence[str]) -> Iterator[Repeat]:
    """Within one record, each row against the one before it."""
    places = {lesson.slug: place for place, lesson in enumerate(record.lessons)}
    latest: dict[tuple[str, ...], Concept] = {}
    for concept in record.concepts:
        key = whole_words(concept.term)
        earlier = latest.get(key) if key else None
        latest[key] = concept
        if earlier and places.get(earlier.lesson, 0) <= places.get(concept.lesson, len(places)):
            yield from _repeat(earlier, concept, ladder)


def _repeat(earlier: Concept, later: Concept, ladder: Sequence[str]) -> Iterator[Repeat]:
    """Nothing where the lesson is the same, the depth is higher, or the row says what it is."""
    if earlier.depth not in ladder or later.depth not in ladder:
        return
    steps = ladder.index(earlier.depth) - ladder.index(later.depth)
    apart = later.lessons and not {*earlier.lessons} & {*later.lessons}
    if apart and steps >= 0 and not declares(later) and not _two_sides(earlier, later):
        yield Repeat(earlier, later, steps)


def declares(concept: Concept) -> bool:
    """The row says that it is no new thing."""
    if concept.revisit or concept.prior_depth is not None:
        return True
    said = f"{concept.name} {concept.depth_text} {concept.lesson_text} {concept.notes or ''}"
    return _SAYS_SO.search(said) is not None


def _two_sides(earlier: Concept, later: Concept) -> bool:
    first, second = (loose(stems(concept.gloss or "")) for concept in (earlier, later))
    if not first or not second:
        return False
    fewer, more = sorted((first, second), key=len)
    return share(fewer, more) < _ONE_SIDE


class CourseRepeat(Struct, frozen=True):
    """A repeat over two records; what is at the top of the ladder may be practised again."""

    facts: RecordClaims
    other: RecordClaims
    rows: Repeat
    at_the_top: bool

    @property
    def is_duplicate(self) -> bool:
        return self.rows.steps == 0 and self.rows.same_name and not self.at_the_top


def repeats_across(course: Course) -> tuple[CourseRepeat, ...]:
    """Three rules ask for the same: `course.once(repeats_across)`."""
    return tuple(_repeats_across(course))


def _repeats_across(course: Course) -> Iterator[CourseRepeat]:
    """Rows against the highest of earlier records, where their own record has no earlier one."""
    highest: dict[str, tuple[RecordClaims, Concept]] = {}
    own: set[tuple[str, str]] = set()
    rank, ladder = course.depths.rank, course.settings.dialect.ladder
    for facts, concept, key in _rows(course):
        other = highest.get(key)
        if other and facts.module != other[0].module and (key, facts.path) not in own:
            for repeat in _repeat(other[1], concept, ladder):
                yield CourseRepeat(facts, other[0], repeat, concept.depth == ladder[-1])
        own.add((key, facts.path))
        if other is None or rank(concept.depth) >= rank(other[1].depth):
            highest[key] = (facts, concept)


def _rows(course: Course) -> Iterator[tuple[RecordClaims, Concept, str]]:
    """Those that have a name and know their lesson, in teaching order, with their keys."""
    aliases = frozenset(course.names.aliases.values())
    for entry in course.depths.appearances:
        concept = entry.facts.concept_at(entry.span.line) if entry.in_index else None
        words = whole_words(concept.term) if concept else ()
        if concept and words and course.lesson_named(concept.lesson, entry.facts):
            alias = course.names.of(concept.term) if aliases else ""
            # By the whole term, or the alias that a house gives it.
            yield entry.facts, concept, alias if alias in aliases else " ".join(words)
