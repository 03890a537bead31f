"""The document's meaning: one record."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.model.concepts import read_concepts, read_model_items, read_model_rows
from curriculum.model.lessons import read_lessons
from curriculum.model.record import Comment, Concept, Extra, Record, Status
from curriculum.parse.document import Document
from curriculum.parse.headings import read_title
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_STATE = lazy_pattern(r"[A-Za-z]+(?:[ -][A-Za-z]+)?")
_STATES = ("complete", "active", "planned", "draft", "in progress", "paused", "not started")
_OF = lazy_pattern(r"\b(\d{1,6}) of (\d{1,6}|\?)")
_LESSONS = lazy_pattern(r"\b(\d{1,6}) lessons?\b")


def read_record(document: Document, dialect: Dialect = DEFAULT_DIALECT) -> Record:
    title = read_title(document.title.text) if document.title else None
    module = title.module if title else None
    concepts = tuple(read_concepts(document.concept_tables, dialect))
    lessons = read_lessons(document.lessons, _slugs(concepts), module, dialect)
    known = {*_slugs(concepts), *(lesson.slug for lesson in lessons if lesson.slug)}
    models = (
        *read_model_rows(document.model_tables, known),
        *read_model_items(document.model_items),
    )
    return Record(
        module=module,
        title=(title.text or None) if title else None,
        path=document.source.path,
        goal=document.goal.text if document.goal else None,
        status=read_status(document.status.text) if document.status else None,
        concepts=concepts,
        lessons=lessons,
        mental_models=models,
        extra=tuple(
            Extra(_part(leftover.after, module), leftover.text) for leftover in document.leftovers
        ),
        comments=tuple(
            Comment(_part(comment.part, module) or "", comment.line, comment.own_line, comment.text)
            for comment in document.comments
        ),
    )


def _slugs(concepts: Sequence[Concept]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for concept in concepts for slug in concept.lessons))


def _part(part: str | None, module: str | None) -> str | None:
    """A lesson is named by its id, where the module's number is known."""
    if part is None or module is None or not part.startswith("lessons["):
        return part
    return f"{module}.{part[len('lessons[') : -1]}"


def read_status(text: str) -> Status:
    """`Complete (6 lessons)` says that six are built, and that six were planned."""
    match = _STATE.match(text)
    words = match[0].casefold().replace("-", " ") if match else ""
    state = next((state for state in _STATES if words in (state, *_with_more(state, words))), None)
    if of := _OF.search(text):
        planned = None if of[2] == "?" else whole_number(of[2])
        return Status(state, whole_number(of[1]), planned, text)
    lessons = _LESSONS.search(text)
    count = whole_number(lessons[1]) if lessons else None
    built = count if state == "complete" or "built" in text.casefold() else None
    planned = count if state != "active" or built is None else None
    return Status(state, built, planned, text)


def _with_more(state: str, words: str) -> tuple[str, ...]:
    """`Complete and reviewed` begins with a state as well as `Complete` alone."""
    return (words,) if words.startswith(f"{state} ") else ()
