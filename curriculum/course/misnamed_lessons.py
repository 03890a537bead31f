"""References by slug to lessons that no record of the course has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.claims.places.slugs import is_distinct
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.nearest import nearest, one_edit_apart
from curriculum.course.course import Course, CourseLesson
from curriculum.course.index_lessons import rows_without_summary
from curriculum.course.mentions import Mention
from curriculum.problem import Severity

# So that time stays linear in a course of any size.
MOST_SUGGESTED = 200
MOST_NEAREST = 200
# A slug as long as this is hardly a topic that stands beside a lesson's number.
LEAST_WORDS = 3
# A single word is told only where it is a slug with a slip of the pen.
_ONE_WORD_CELLS = frozenset({"lesson", "established_in"})
SHORTEST = 5


class Misnamed(Struct, frozen=True):
    """`meant` is the lesson that it probably is."""

    mention: Mention
    meant: CourseLesson | None
    severity: Severity


def misnamed(course: Course, facts: RecordClaims) -> Iterator[Misnamed]:
    told = rows_without_summary(course, facts)
    left = MOST_NEAREST
    for mention in course.references.in_record(facts):
        if not _is_unknown(course, mention):
            continue
        if mention.placed.kind == "lesson" and (
            mention.reference.slug in told or facts.path in course.references.nameless
        ):
            continue
        left -= 1
        meant = _meant(course, mention) if left >= 0 else None
        severity = _severity(course, mention, meant)
        if severity:
            yield Misnamed(mention, meant, severity)


def _is_unknown(course: Course, mention: Mention) -> bool:
    """It stands like a slug, and no lesson has it."""
    reference = mention.reference
    slug = reference.slug
    if slug is None or reference.stance.hedged or reference.form == "notebook":
        return False
    if "-" not in slug and (len(slug) < SHORTEST or mention.placed.kind not in _ONE_WORD_CELLS):
        return False
    stands = reference.whole or (is_distinct(slug) and reference.form != "slug")
    if not stands or course.references.is_lesson(slug):
        return False
    module = reference.module
    return module is None or (module in course.modules and not course.is_external(module))


def _meant(course: Course, mention: Mention) -> CourseLesson | None:
    """The lesson with the nearest slug: that of the number, else one of the likely records."""
    candidates = list(_candidates(course, mention))[:MOST_SUGGESTED]
    slugs = [lesson.lesson.slug or "" for lesson in candidates]
    slug = mention.reference.slug or ""
    found = nearest(slug, slugs)
    if found is None or ("-" not in slug and not one_edit_apart(slug, found)):
        return None
    return candidates[slugs.index(found)]


def _candidates(course: Course, mention: Mention) -> Sequence[CourseLesson]:
    if mention.numbered:
        return (mention.numbered,)
    if mention.reference.module:
        record = course.modules.get(mention.reference.module)
        return course.lessons_of(record) if record else ()
    own = course.lessons_of(mention.facts)
    first = max((own[0].place if own else mention.place) - MOST_SUGGESTED + len(own), 0)
    return course.lessons[first : first + MOST_SUGGESTED]


def _severity(course: Course, mention: Mention, meant: CourseLesson | None) -> Severity | None:
    """None where the word may well be a topic."""
    reference = mention.reference
    words = (reference.slug or "").split("-")
    if reference.whole and len(words) > 1 and mention.placed.kind != "used_again_in":
        return _in_cell(course, mention, meant)
    if meant:
        return Severity.WARNING
    likely = course.references.is_complete if reference.whole else len(words) >= LEAST_WORDS
    return Severity.INFO if likely and len(words) > 1 else None


def _in_cell(course: Course, mention: Mention, meant: CourseLesson | None) -> Severity:
    """Beyond doubt where the lesson could be in no record that is not here."""
    own = mention.placed.kind == "lesson" and len(course.facts) == 1
    if own or course.references.is_complete or mention.reference.module is not None:
        return Severity.ERROR
    return Severity.WARNING if meant else Severity.INFO
