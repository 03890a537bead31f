"""References by number to lessons that their module does not have."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.mentions import Mention, is_unfinished


class Unnumbered(Struct, frozen=True):
    """`record` is that of the module which has no lesson with that number."""

    mention: Mention
    record: RecordClaims
    certain: bool


def unnumbered(course: Course, facts: RecordClaims) -> Iterator[Unnumbered]:
    for mention in course.references.in_record(facts):
        reference = mention.reference
        if reference.number is None or reference.stance.hedged or _is_found(mention):
            continue
        if reference.module is not None:
            record = course.modules.get(reference.module)
            if record and _is_beyond(record, reference.number):
                yield Unnumbered(mention, record, certain=reference.form != "notebook")
        elif reference.form == "lesson" and _is_beyond_series(course, mention):
            yield Unnumbered(mention, mention.facts, certain=True)


def _is_found(mention: Mention) -> bool:
    """Where the slug is that of a lesson, the number is another rule's."""
    return mention.numbered is not None or (
        mention.named is not None and "-" in (mention.reference.slug or "")
    )


def _is_beyond(record: RecordClaims, number: int) -> bool:
    """It is none of the module's, planned ones included."""
    return bool(record.record.lessons) and not _may_be_planned(record, number)


def _may_be_planned(record: RecordClaims, number: int) -> bool:
    status = record.record.status
    if status is None or not is_unfinished(record):
        return False
    return status.planned is None or number <= status.planned


def _is_beyond_series(course: Course, mention: Mention) -> bool:
    """`Lesson 9` counts over the module, or over its series as far as it is taught by then."""
    facts = mention.facts
    lessons = course.lessons_of(facts)
    number = mention.reference.number or 0
    if not lessons or not facts.module or _may_be_planned(facts, number):
        return False
    total = course.references.number_in_series(lessons[-1])
    return total is not None and number > total and mention.reference.is_backward
