"""All that a record says, text by text, and the words of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curriculum.model.record import Concept, Lesson, Record
from curriculum.text.patterns import lazy_pattern

_WORD = lazy_pattern(r"\w+")
_BETWEEN = lazy_pattern(r"\W+")


def words_in(record: Record) -> str:
    """Each word once, in small letters behind a blank, so that `" conv"` finds a beginning."""
    return " " + " ".join(sorted(set(_WORD.findall(" ".join(all_of(record)).casefold()))))


def plain(texts: Iterable[str]) -> str:
    """Words in small letters alone, each behind one blank, so that phrases can be found."""
    return " " + _BETWEEN.sub(" ", " ".join(texts).casefold())


def said_in(lesson: Lesson) -> Iterator[str]:
    yield from (lesson.title or "", lesson.slug or "", lesson.remark or "", lesson.prose)
    for field in lesson.fields:
        yield from (field.label, field.text, *field.items, field.text_after)


def said_in_rows(rows: Iterable[Concept]) -> Iterator[str]:
    for concept in rows:
        yield from (concept.name, concept.notes or "", concept.lesson_text)
        yield from (cell.text for cell in concept.other)


def all_of(record: Record) -> Iterator[str]:
    yield from (record.title or "", record.goal or "")
    yield from said_in_rows(record.concepts)
    for lesson in record.lessons:
        yield from said_in(lesson)
    for model in record.mental_models:
        yield from (
            model.text,
            model.detail,
            model.established_text or "",
            model.used_again_text or "",
        )
    yield from (extra.text for extra in record.extra)
