"""A course as flat rows: the tables that CSV, SQLite and JSON lines share.

`id` columns are keys within the export; `module` and `lesson` columns hold such keys. `number` is
what people call it, `8.4` and `8.4.1`. Lines are 1-based.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from curriculum.claims.placed import Placed
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.targets import ClaimTargets
from curriculum.model.record import Concept, MentalModel

Value: TypeAlias = "str | int | None"
Row: TypeAlias = tuple[Value, ...]


class Table(Struct, frozen=True):
    """`references` says which table a column's keys belong to; `texts` are worth searching."""

    columns: tuple[str, ...]
    references: Mapping[str, str]
    texts: tuple[str, ...] = ()


def _table(columns: str, references: Mapping[str, str], texts: str = "") -> Table:
    return Table(tuple(columns.split()), references, tuple(texts.split()))


TABLES: Mapping[str, Table] = {
    "modules": _table("id number title goal state built planned status path", {}, "title goal"),
    "lessons": _table(
        "id module number place slug title type remark prose review_outcome path line",
        {"module": "modules"},
        "title prose",
    ),
    "concepts": _table(
        "id module lesson term name gloss depth prior_depth revisit depth_text lesson_text notes "
        "path line",
        {"module": "modules", "lesson": "lessons"},
        "name notes",
    ),
    "taught_concepts": _table(
        "id lesson name depth prior_depth detail path line", {"lesson": "lessons"}, "name detail"
    ),
    "fields": _table("id lesson name qualifier text path line", {"lesson": "lessons"}, "text"),
    "lesson_items": _table("id lesson kind text path line", {"lesson": "lessons"}, "text"),
    "mental_models": _table(
        "id module text detail established_text used_again_text path line",
        {"module": "modules"},
        "text detail",
    ),
    "mental_model_lessons": _table(
        "id mental_model lesson slug role", {"mental_model": "mental_models", "lesson": "lessons"}
    ),
    "review_iterations": _table(
        "id lesson iteration outcome critical improvement polish findings", {"lesson": "lessons"}
    ),
    "claims": _table(
        "id module lesson kind claim target sentence path line column",
        {"module": "modules", "lesson": "lessons", "target": "lessons"},
        "sentence",
    ),
}
_ITEM_KINDS = ("mental_models", "analogies", "misconceptions", "not_covered")


def course_rows(course: Course) -> Iterator[tuple[str, Row]]:
    """Each row with the name of its table, record by record; what it refers to comes first."""
    rows = _Rows(course)
    for facts in course.facts:
        yield from rows.heads(facts)
    for facts in course.facts:
        yield from rows.of_record(facts)


class _Rows:
    """Counts the keys of each table."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.last: dict[str, int] = defaultdict(int)
        self.modules: dict[str, int] = {}
        self.targets = ClaimTargets(course)

    def row(self, table: str, *values: Value) -> tuple[str, Row]:
        self.last[table] += 1
        return table, (self.last[table], *values)

    def heads(self, facts: RecordClaims) -> Iterator[tuple[str, Row]]:
        """A record and its lessons, which other records refer to."""
        record, status = facts.record, facts.record.status
        entry = self.row(
            "modules",
            record.module,
            record.title,
            record.goal,
            status.state if status else None,
            status.built if status else None,
            status.planned if status else None,
            status.text if status else None,
            facts.path,
        )
        self.modules[facts.path] = self.last["modules"]
        yield entry
        for lesson in self.course.lessons_of(facts):
            one = lesson.lesson
            yield self.row(
                "lessons",
                self.modules[facts.path],
                one.id,
                lesson.place + 1,
                one.slug,
                one.title,
                one.type,
                one.remark,
                one.prose,
                one.review.outcome if one.review else None,
                facts.path,
                one.span.line,
            )

    def of_record(self, facts: RecordClaims) -> Iterator[tuple[str, Row]]:
        for concept in facts.record.concepts:
            yield self._concept(facts, concept)
        for lesson in self.course.lessons_of(facts):
            yield from self._of_lesson(lesson)
        for model in facts.record.mental_models:
            yield from self._model(facts, model)
        yield from self._claims(facts)

    def _concept(self, facts: RecordClaims, concept: Concept) -> tuple[str, Row]:
        return self.row(
            "concepts",
            self.modules[facts.path],
            self._lesson_key(concept.lesson, facts),
            concept.term,
            concept.name,
            concept.gloss,
            concept.depth,
            concept.prior_depth,
            int(concept.revisit),
            concept.depth_text,
            concept.lesson_text,
            concept.notes,
            facts.path,
            concept.span.line,
        )

    def _lesson_key(self, slug: str | None, facts: RecordClaims) -> int | None:
        lesson = self.course.lesson_named(slug, facts)
        return lesson.place + 1 if lesson else None

    def _of_lesson(self, lesson: CourseLesson) -> Iterator[tuple[str, Row]]:
        key, one, path = lesson.place + 1, lesson.lesson, lesson.facts.path
        for taught in one.concepts_taught:
            yield self.row(
                "taught_concepts",
                key,
                taught.name,
                taught.depth,
                taught.prior_depth,
                taught.detail,
                path,
                taught.span.line,
            )
        for field in one.fields:
            text = "\n".join(part for part in (field.text, *field.items, field.text_after) if part)
            yield self.row("fields", key, field.name, field.qualifier, text, path, field.span.line)
        for kind in _ITEM_KINDS:
            texts: tuple[str, ...] = getattr(one, kind)
            for text in texts:
                yield self.row("lesson_items", key, kind, text, path, one.span.line)
        for entry in one.review.iterations if one.review else ():
            yield self.row(
                "review_iterations",
                key,
                entry.number,
                entry.outcome,
                entry.critical,
                entry.improvement,
                entry.polish,
                "\n".join(entry.findings),
            )

    def _model(self, facts: RecordClaims, model: MentalModel) -> Iterator[tuple[str, Row]]:
        yield self.row(
            "mental_models",
            self.modules[facts.path],
            model.text,
            model.detail,
            model.established_text,
            model.used_again_text,
            facts.path,
            model.span.line,
        )
        key = self.last["mental_models"]
        for role, slugs in (
            ("established", model.established_in),
            ("used again", model.used_again_in),
        ):
            for slug in slugs:
                lesson = self._lesson_key(slug, facts)
                yield self.row("mental_model_lessons", key, lesson, slug, role)

    def _claims(self, facts: RecordClaims) -> Iterator[tuple[str, Row]]:
        """All kinds of claims that the facts hold, each kind under the name of its field."""
        for name in facts.__struct_fields__:
            claims = getattr(facts, name)
            for placed in claims if isinstance(claims, tuple) else ():
                if isinstance(placed, Placed) and self.targets.is_claim(facts, placed):
                    yield self._claim(facts, name, placed)

    def _claim(self, facts: RecordClaims, kind: str, placed: Placed[object]) -> tuple[str, Row]:
        lesson = facts.lesson_at(placed.span.line)
        concept = facts.concept_at(placed.span.line)
        slug = lesson.slug if lesson else concept.lesson if concept else None
        target = self.targets.of(facts, placed)
        return self.row(
            "claims",
            self.modules[facts.path],
            self._lesson_key(slug, facts),
            kind,
            str(placed.claim),
            target.place + 1 if target else None,
            placed.sentence,
            facts.path,
            placed.span.line,
            placed.span.column,
        )
