"""What rows, items and sentences of a record say was reached before, and about which concept."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from curriculum.claims.placed import Placed
from curriculum.claims.prior_depth import PriorDepth
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import Cited, Places
from curriculum.model.concepts import split_name
from curriculum.model.record import Concept, TaughtConcept
from curriculum.problem import Span
from curriculum.text.words import whole_words


class Told(Struct, frozen=True, gc=False):
    """A claim about a term in the lesson at `place`; `depth` is None where one is denied.

    `reached` is the depth that the place itself gives the concept, None where it is about
    another. `raised` says that the depth rose, `originally` that any earlier time may be meant.
    """

    facts: RecordClaims
    span: Span
    place: int
    term: str
    depth: str | None
    reached: str | None
    cited: tuple[CourseLesson, ...]
    missing: bool
    raised: bool
    originally: bool
    denied: bool
    words: str


def depth_claims(course: Course, facts: RecordClaims) -> Iterator[Told]:
    """All claims of a record that assert something of a concept which they name."""
    for concept in facts.record.concepts:
        if concept.prior_depth and course.lesson_named(concept.lesson, facts):
            yield _of_cell(course, facts, concept)
    for placed in facts.prior_depths:
        told = None if placed.claim.hedged else _of_claim(course, facts, placed)
        if told is not None and (told.depth or told.denied):
            yield told


def _of_cell(course: Course, facts: RecordClaims, concept: Concept) -> Told:
    return Told(
        facts=facts,
        span=concept.span,
        place=course.place_of_row(facts, concept),
        term=concept.term,
        depth=concept.prior_depth,
        reached=concept.depth,
        cited=(),
        missing=False,
        raised=False,
        originally=False,
        denied=False,
        words=concept.depth_text,
    )


def _of_claim(course: Course, facts: RecordClaims, placed: Placed[PriorDepth]) -> Told | None:
    claim, line = placed.claim, placed.span.line
    lesson, concept = facts.lesson_at(line), facts.concept_at(line)
    place = course.place_of(facts, line)
    if not (lesson or (concept and _has_one_lesson(course, facts, concept))):
        return None
    taught = facts.taught_at(line) if lesson else None
    term, reached = _subject(claim, concept, taught)
    where = _earlier(course.once(Places).cited(claim.sources, facts), claim, place)
    if not term or where is None:
        return None
    return Told(
        facts=facts,
        span=placed.span,
        place=place,
        term=term,
        depth=claim.depth,
        reached=claim.new_depth or reached,
        cited=where.lessons,
        missing=where.missing,
        raised=claim.raised,
        originally=claim.originally,
        denied=claim.denied,
        words=placed.sentence,
    )


def _has_one_lesson(course: Course, facts: RecordClaims, concept: Concept) -> bool:
    """A row of several lessons does not say which of them its notes speak of."""
    several = len(concept.lessons) > 1 and concept.prior_depth is None
    return not several and course.lesson_named(concept.lesson, facts) is not None


def _subject(
    claim: PriorDepth, concept: Concept | None, taught: TaughtConcept | None
) -> tuple[str | None, str | None]:
    """The term that is spoken of, and its depth here where it is the row's or the item's own."""
    own, depth = None, None
    if concept is not None:
        own, depth = concept.term, concept.depth
    elif taught is not None:
        own, depth = split_name(taught.name)[0], taught.depth
    if claim.subject is None:
        return own, depth
    same = own is not None and whole_words(claim.subject.text) == whole_words(own)
    return claim.subject.text, depth if same else None


def _earlier(where: Cited, claim: PriorDepth, place: int) -> Cited | None:
    """The cited lessons before this one; None where the claim is not about an earlier lesson."""
    lessons = tuple(lesson for lesson in where.lessons if lesson.place < place)
    if not lessons and (where.lessons or (claim.by_source and not where.missing)):
        return None
    return Cited(lessons, where.missing)
