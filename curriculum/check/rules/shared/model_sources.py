"""What records say of where a model comes from, in sentences and in their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from curriculum.claims.places.reference import Reference
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.models import model_name, plain_words
from curriculum.course.places import NamedPlace, Places
from curriculum.model.record import MentalModel
from curriculum.problem import Span
from curriculum.text.names import Identity

# Who says the same as many others is not alone in it.
_MOST_SAYING_SO = 50
_KINDS = frozenset({"model", "analogy", "unknown"})


class SourceClaim(Struct, frozen=True, gc=False):
    """A record says that a model comes from other places: in a sentence, or in its table."""

    name: str
    span: Span
    sources: tuple[Reference, ...]
    row: MentalModel | None = None


class Said(Struct, frozen=True, gc=False):
    """A model is said, at a place of a record, to come from one or several places."""

    facts: RecordClaims
    name: str
    span: Span
    places: tuple[NamedPlace, ...]
    here: int
    row: MentalModel | None = None


def source_claims(facts: RecordClaims) -> Iterator[SourceClaim]:
    yield from _in_sentences(facts)
    yield from _in_table(facts)


def _in_sentences(facts: RecordClaims) -> Iterator[SourceClaim]:
    for placed in facts.attributions:
        claim = placed.claim
        if claim.kind in _KINDS and claim.direction == "backward" and not claim.hedge:
            for name in claim.names:
                yield SourceClaim(name.text, placed.span, claim.sources)


def _in_table(facts: RecordClaims) -> Iterator[SourceClaim]:
    for model in facts.record.mental_models:
        if model.established_in:
            yield SourceClaim(model_name(model.text), model.span, (), model)


def _by_words(facts: RecordClaims, _: Identity) -> Iterator[tuple[str, SourceClaim]]:
    for claim in source_claims(facts):
        yield " ".join(plain_words(claim.name)), claim


def said_of(claim: SourceClaim, facts: RecordClaims, course: Course) -> Said | None:
    """None where the course does not know all the places that are named."""
    row = claim.row
    if row is None:
        line = claim.span.line
        places = course.once(Places).all_of(claim.sources, facts, line)
        here = course.place_of(facts, line) if places else -1
    else:
        lessons = [course.lesson_named(slug, facts) for slug in row.established_in]
        known = [lesson for lesson in lessons if lesson]
        places = tuple(NamedPlace(lesson.id, (lesson,)) for lesson in known)
        places = places if len(known) == len(lessons) else ()
        here = course.last_place_of(facts)
    return Said(facts, claim.name, claim.span, places, here, row) if places else None


def same_words(course: Course, words: str) -> Sequence[Said]:
    """All that is said of models with just these words."""
    said = (said_of(claim, facts, course) for facts, claim in course.ask(_by_words, words))
    return tuple(islice(filter(None, said), _MOST_SAYING_SO))
