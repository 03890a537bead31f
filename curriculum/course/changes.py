"""What changed between two revisions of a course, for the student: concepts, depths, lessons.

Things are the same by identity, not by place: a module by its number, a lesson by its slug, a row
by its name. Where a name is gone and a new one stands in its lesson, the likeness of the two says
whether it was renamed.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.change import Change, ModulePair, Place
from curriculum.course.course import Course
from curriculum.course.same_things import matched, renamed_in
from curriculum.model.record import Concept, Lesson, MentalModel, Record
from curriculum.model.teaching_order import module_key
from curriculum.problem import Span
from curriculum.text.names import key


def changes(old: Course, new: Course) -> list[Change]:
    """In teaching order. A record without a number is known by its path."""
    before, after = _records(old), _records(new)
    found: list[Change] = []
    for module in sorted({*before, *after}, key=lambda name: _order(name, old, new)):
        found += _of_module(module, before.get(module), after.get(module), new)
    return found


def _records(course: Course) -> dict[str, RecordClaims]:
    found: dict[str, RecordClaims] = {}
    for facts in course.facts:
        found.setdefault(facts.record.module or facts.path, facts)
    return found


def _order(module: str, old: Course, new: Course) -> tuple[int, ...]:
    return (*module_key(module if "." in module else None), len(old.facts) + len(new.facts))


def _of_module(
    module: str, old: RecordClaims | None, new: RecordClaims | None, course: Course
) -> Iterator[Change]:
    if old is None or new is None:
        facts = new or old
        assert facts is not None
        kind = "added" if old is None else "removed"
        title = facts.record.title or ""
        yield Change("module", kind, module, title, None, None, Place(facts.path, facts.head.line))
    empty = Record(module, None, "", None, None, (), (), (), (), ())
    pair = ModulePair(module, old, new, old.record if old else empty, new.record if new else empty)
    yield from _texts(pair)
    yield from _concepts(pair, course)
    yield from _lessons(pair, course)
    yield from _models(pair)


def _texts(pair: ModulePair) -> Iterator[Change]:
    if pair.old_claims is None or pair.new_claims is None:
        return
    statuses = [one.status.text if one.status else None for one in (pair.old, pair.new)]
    texts = {
        "title": (pair.old.title, pair.new.title),
        "goal": (pair.old.goal, pair.new.goal),
        "status": (statuses[0], statuses[1]),
    }
    for what, (before, after) in texts.items():
        if before != after:
            head = pair.new_claims.head
            yield pair.change(what, "changed", "", head, before=before, after=after)


def _concepts(pair: ModulePair, course: Course) -> Iterator[Change]:
    same, gone, come = matched(pair.old.concepts, pair.new.concepts, _concept_key)
    renamed = renamed_in(gone, come, lambda row: row.term, lambda row: row.lesson)
    for old, new, score in renamed:
        yield pair.change(
            "concept", "renamed", new.term, new.span, before=old.term, after=new.term, score=score
        )
        yield from _row_changes(pair, old, new, course)
    taken = {id(one) for old, new, _ in renamed for one in (old, new)}
    for old in (row for row in gone if id(row) not in taken):
        leaned_on = _later_rows(course, old, pair.module)
        yield pair.change(
            "concept", "removed", old.term, old.span, before=_said(old), leaned_on=leaned_on
        )
    for new in (row for row in come if id(row) not in taken):
        yield pair.change("concept", "added", new.term, new.span, after=_said(new))
    for old, new in same:
        yield from _row_changes(pair, old, new, course)


def _concept_key(concept: Concept) -> str:
    return key(concept.term)


def _said(concept: Concept) -> str:
    return f"{concept.depth or concept.depth_text or '-'} in {concept.lesson_text or '-'}"


def _row_changes(pair: ModulePair, old: Concept, new: Concept, course: Course) -> Iterator[Change]:
    ladder = course.settings.dialect.ladder
    if old.depth != new.depth:
        ranks = [ladder.index(row.depth) if row.depth in ladder else -1 for row in (old, new)]
        kind = "raised" if ranks[1] > ranks[0] else "lowered"
        leaned_on = _later_rows(course, new, pair.module) if kind == "lowered" else ()
        before, after = old.depth or old.depth_text, new.depth or new.depth_text
        yield pair.change(
            "concept", kind, new.term, new.span, before=before, after=after, leaned_on=leaned_on
        )
    if old.lessons != new.lessons:
        before, after = old.lesson_text, new.lesson_text
        yield pair.change("concept", "moved", new.term, new.span, before=before, after=after)


def _later_rows(course: Course, concept: Concept, module: str) -> tuple[Place, ...]:
    """Rows of the same name in later records, and lists of later lessons that name it."""
    name = key(concept.term)
    own = module_key(module)
    return tuple(
        Place(facts.path, span.line)
        for facts in course.facts
        if module_key(facts.record.module) > own
        for term, span in _named(facts.record)
        if key(term) == name
    )


def _named(record: Record) -> Iterator[tuple[str, Span]]:
    yield from ((row.term, row.span) for row in record.concepts)
    known = {row.term for row in record.concepts}
    for lesson in record.lessons:
        yield from ((one.name, one.span) for one in lesson.concepts_taught if one.name not in known)


def _lessons(pair: ModulePair, course: Course) -> Iterator[Change]:
    same, gone, come = matched(pair.old.lessons, pair.new.lessons, _lesson_key)
    renamed = renamed_in(gone, come, _lesson_name, lambda lesson: lesson.number)
    for old, new, score in renamed:
        leaned_on = _references(course, old)
        yield pair.change(
            "lesson", "renamed", _lesson_name(new), new.span, before=_lesson_name(old),
            after=_lesson_name(new), score=score, leaned_on=leaned_on,
        )  # fmt: skip
    taken = {id(one) for old, new, _ in renamed for one in (old, new)}
    for old in (lesson for lesson in gone if id(lesson) not in taken):
        leaned_on = _references(course, old)
        yield pair.change("lesson", "removed", _lesson_name(old), old.span, leaned_on=leaned_on)
    for new in (lesson for lesson in come if id(lesson) not in taken):
        yield pair.change("lesson", "added", _lesson_name(new), new.span)
    for old, new in (*same, *((old, new) for old, new, _ in renamed)):
        yield from _lesson_changes(pair, old, new)


def _lesson_key(lesson: Lesson) -> str:
    return lesson.slug or key(_lesson_name(lesson))


def _lesson_name(lesson: Lesson) -> str:
    return lesson.slug or lesson.title or f"lesson {lesson.number}"


def _references(course: Course, lesson: Lesson) -> tuple[Place, ...]:
    """Places that still name the slug."""
    return tuple(
        Place(facts.path, placed.span.line)
        for facts in course.facts
        for placed in facts.references
        if lesson.slug and placed.claim.slug == lesson.slug
    )


def _lesson_changes(pair: ModulePair, old: Lesson, new: Lesson) -> Iterator[Change]:
    for what, items in (
        ("promise", (old.not_covered, new.not_covered)),
        ("misconception", (old.misconceptions, new.misconceptions)),
    ):
        before, after = ({key(item): item for item in one} for one in items)
        for name in (name for name in before if name not in after):
            yield pair.change(what, "removed", before[name], old.span)
        for name in (name for name in after if name not in before):
            yield pair.change(what, "added", after[name], new.span)
    verdicts = [one.review.outcome if one.review else None for one in (old, new)]
    if verdicts[0] != verdicts[1]:
        name = _lesson_name(new)
        yield pair.change(
            "review", "changed", name, new.span, before=verdicts[0], after=verdicts[1]
        )


def _models(pair: ModulePair) -> Iterator[Change]:
    old, new = pair.old.mental_models, pair.new.mental_models
    same, gone, come = matched(old, new, lambda model: key(model.text))
    renamed = renamed_in(gone, come, lambda model: model.text, lambda model: model.established_in)
    for before, after, score in renamed:
        yield pair.change(
            "model", "renamed", after.text, after.span, before=before.text, after=after.text,
            score=score,
        )  # fmt: skip
    taken = {id(one) for before, after, _ in renamed for one in (before, after)}
    yield from (pair.change("model", "removed", m.text, m.span) for m in gone if id(m) not in taken)
    yield from (pair.change("model", "added", m.text, m.span) for m in come if id(m) not in taken)
    for before, after in same:
        if before.established_in != after.established_in:
            yield _moved_model(pair, before, after)


def _moved_model(pair: ModulePair, old: MentalModel, new: MentalModel) -> Change:
    before, after = old.established_text, new.established_text
    return pair.change("model", "moved", new.text, new.span, before=before, after=after)
