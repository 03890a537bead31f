"""What earlier records put off to a module or a lesson that is still to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.claims.placed import Placed
from curriculum.claims.places.reference import Reference
from curriculum.claims.promises import Promise
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.model.teaching_order import module_key


class Owed(Struct, frozen=True):
    """`words` were put off in `lesson`, or, where it is None, somewhere in the record `facts`.

    `hedge` are the words that take half of it back, such as `if it exists`.
    """

    words: str
    facts: RecordClaims
    lesson: CourseLesson | None
    hedge: str | None
    line: int


def owed_to(
    course: Course, module: str, slugs: Sequence[str]
) -> Mapping[str | None, tuple[Owed, ...]]:
    """By the slugs of the module's lessons, None for the module itself, in teaching order.

    Promises that name two places belong to the first of them that is meant.
    """
    found: dict[str | None, dict[tuple[object, ...], Owed]] = defaultdict(dict)
    for facts in course.facts:
        if module_key(facts.module) >= module_key(module):
            break
        for placed in facts.promises:
            for slug in _meant(placed.claim.targets, module, slugs):
                owed = _owed(course, facts, placed)
                key = (owed.words.casefold(), facts.path, owed.lesson)
                found[slug].setdefault(key, owed)
                break
    return {slug: tuple(entries.values()) for slug, entries in found.items()}


def _meant(targets: Sequence[Reference], module: str, slugs: Sequence[str]) -> Iterator[str | None]:
    """The slug of each target that is a lesson of the module, None for the module itself."""
    for target in targets:
        here = target.module == module
        if target.slug in slugs and (here or not (target.module or target.series)):
            yield target.slug
        elif here and target.slug is None:
            at = target.number or 0
            yield slugs[at - 1] if 0 < at <= len(slugs) else None
        elif here:
            yield None


def _owed(course: Course, facts: RecordClaims, placed: Placed[Promise]) -> Owed:
    line, place = placed.span.line, course.place_of(facts, placed.span.line)
    lesson = course.lessons[place] if 0 <= place < len(course.lessons) else None
    own = lesson if lesson and lesson.facts is facts else None
    return Owed(_words(facts, placed), facts, own, placed.claim.hedge, line)


def _words(facts: RecordClaims, placed: Placed[Promise]) -> str:
    """What is put off; where the sentence does not say it, what its row or item is about."""
    line = placed.span.line
    concept, taught = facts.concept_at(line), facts.taught_at(line)
    subject = concept.term if concept else taught.name if taught else placed.sentence
    return " ".join(placed.claim.words.split()).strip(" *,") or subject
