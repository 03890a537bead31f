"""The lessons that the Lesson cells of an index name, and whether they are the record's own."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.mentions import has_nameless_lessons
from curriculum.model.record import Concept
from curriculum.parse.headings import is_long_slug
from curriculum.problem import Span


def rows_without_own_lesson(facts: RecordClaims) -> dict[str, list[Concept]]:
    """Rows that should name a lesson of this record and name none, by the slug that they have.

    A row that revisits a concept, or has a remark on its lesson, may mean another module's.
    """
    if has_nameless_lessons(facts):
        return {}
    own = frozenset(lesson.slug for lesson in facts.record.lessons if lesson.slug)
    rows: dict[str, list[Concept]] = {}
    for concept in facts.record.concepts:
        plain = not concept.revisit and "(" not in concept.lesson_text
        if concept.lesson and plain and own.isdisjoint(concept.lessons):
            rows.setdefault(concept.lesson, []).append(concept)
    return rows


def rows_without_summary(course: Course, facts: RecordClaims) -> dict[str, list[Concept]]:
    """Those whose lesson no record of the course has. A single word may be no slug at all."""
    if not course.settings.dialect.demands("lessons"):
        return {}
    rows = rows_without_own_lesson(facts)
    elsewhere = _of_other_modules(facts) if rows else frozenset()
    return {
        slug: concepts
        for slug, concepts in rows.items()
        if is_long_slug(slug) and slug not in course.lessons_by_slug and slug not in elsewhere
    }


def _of_other_modules(facts: RecordClaims) -> frozenset[str]:
    """Slugs that the record gives another module's number, as in `slug (6.3.3)`."""
    return frozenset(
        placed.claim.slug
        for placed in facts.references
        if placed.claim.slug and placed.claim.module not in {None, facts.module}
    )


def lesson_cells(facts: RecordClaims) -> dict[tuple[int, str], Span]:
    """Where a row's Lesson cell names a slug, by the row's line and the slug."""
    return {
        (placed.span.line, placed.claim.slug): placed.span
        for placed in facts.references
        if placed.kind == "lesson" and placed.claim.slug
    }


def first_of(rows: Sequence[Concept]) -> str:
    """The rows in words."""
    more = f" and of {len(rows) - 1} more" if len(rows) > 1 else ""
    return f'the row "{rows[0].term}"{more}'
