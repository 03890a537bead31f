"""The document's meaning: one record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.model.concepts import (
    read_concept_items,
    read_concepts,
    read_model_items,
    read_model_rows,
)
from curriculum.model.lessons import read_lessons
from curriculum.model.record import Comment, Concept, Extra, Lesson, Record, Status
from curriculum.parse.document import Document
from curriculum.parse.headings import Title, read_title
from curriculum.problem import Span
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_STATE = lazy_pattern(r"[A-Za-z]+(?:[ -][A-Za-z]+)?")
_STATES = ("complete", "active", "planned", "draft", "in progress", "paused", "not started")
_OF = lazy_pattern(r"\b(\d{1,6}) of (\d{1,6}|\?)")
_NUMBER = lazy_pattern(r"[0-9]+(?:\.[0-9]+)*")
_FIRST_NUMBER = lazy_pattern(r"\(\D*(\d{1,6})\b")
_LESSONS = lazy_pattern(r"\b(\d{1,6}) lessons?\b")


def read_record(document: Document, dialect: Dialect = DEFAULT_DIALECT) -> Record:
    title = read_title(document.title.text, dialect) if document.title else None
    module = title.module if title else None
    concepts = (
        *read_concepts(document.concept_tables, dialect),
        *read_concept_items(document.concept_items, dialect),
    )
    if _is_lesson(document) and title and document.title:
        lessons: tuple[Lesson, ...] = (_lesson_of_file(title, document.title.span),)
        place = lessons[0].slug or module
        concepts = tuple(_placed(concept, place) for concept in concepts)
    else:
        lessons = read_lessons(document.lessons, _slugs(concepts), module, dialect)
    concepts = tuple(_resolved(concept, module, lessons) for concept in concepts)
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
        status=read_status(document.status.text, dialect) if document.status else None,
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


def _is_lesson(document: Document) -> bool:
    """The file describes one lesson, whose heading is the title."""
    title, nodes = document.title, document.lessons
    return title is not None and len(nodes) == 1 and nodes[0].heading.span == title.span


def _lesson_of_file(title: Title, span: Span) -> Lesson:
    """A file that describes one lesson: what it says stands in its sections."""
    number = title.number or ""
    return Lesson(
        id=title.module,
        number=whole_number(number) if number.isdecimal() else None,
        slug=title.slug,
        slug_inferred=False,
        title=title.text or None,
        type=None,
        remark=None,
        prose="",
        fields=(),
        concepts_taught=(),
        mental_models=(),
        analogies=(),
        misconceptions=(),
        not_covered=(),
        review=None,
        span=span,
    )


def _placed(concept: Concept, place: str | None) -> Concept:
    """A row without a place belongs to the file's lesson."""
    if concept.lessons or place is None:
        return concept
    return replace(concept, lesson=place, lessons=(place,))


def _resolved(concept: Concept, module: str | None, lessons: Sequence[Lesson]) -> Concept:
    """Numbers of the record's own lessons become their slugs; a number of no lesson is none."""
    if not any(name[:1].isdigit() for name in concept.lessons):
        return concept
    names = {str(one.number or place): one.slug for place, one in enumerate(lessons, start=1)}
    names |= {f"{module}.{number}": slug for number, slug in names.items() if module}
    found = [names.get(name, name) for name in concept.lessons]
    known = tuple(name for name in found if name and not _NUMBER.fullmatch(name))
    lesson = known[0] if known else None
    return concept if known == concept.lessons else replace(concept, lesson=lesson, lessons=known)


def _slugs(concepts: Sequence[Concept]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for concept in concepts for slug in concept.lessons))


def _part(part: str | None, module: str | None) -> str | None:
    """A lesson is named by its id, where the module's number is known."""
    if part is None or module is None or not part.startswith("lessons["):
        return part
    return f"{module}.{part[len('lessons[') : -1]}"


def read_status(text: str, dialect: Dialect = DEFAULT_DIALECT) -> Status:
    """`Complete (6 lessons)` says that six are built, and that six were planned."""
    if dialect.own.status:
        return _own_status(text, dialect.own.status)
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


def _own_status(text: str, words: Mapping[str, Sequence[str]]) -> Status:
    """The numbers on both sides of the team's word for *of*, and the state that a word means."""
    folded = text.casefold()
    state = next(
        (
            name.replace("-", " ").casefold()
            for name, own in words.items()
            if name != "of" and any(folded.startswith(word.casefold()) for word in own)
        ),
        None,
    )
    between = "|".join(map(re.escape, words.get("of", ("of",))))
    found = re.search(rf"(\d{{1,6}})\s*(?:{between})\s*(\d{{1,6}}|\?)", text, re.IGNORECASE)
    if found:
        planned = None if found[2] == "?" else whole_number(found[2])
        return Status(state, whole_number(found[1]), planned, text)
    number = _FIRST_NUMBER.search(text)
    count = whole_number(number[1]) if number and state == "complete" else None
    return Status(state, count, count, text)


def _with_more(state: str, words: str) -> tuple[str, ...]:
    """`Complete and reviewed` begins with a state as well as `Complete` alone."""
    return (words,) if words.startswith(f"{state} ") else ()
