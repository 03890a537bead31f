"""Finds what a question means: a module, a lesson, concepts, mental models."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from curriculum.model.record import Concept, Lesson, MentalModel, Record

_Fits = Callable[["Sequence[str]"], bool]


class Answer(Struct, frozen=True):
    """Each thing found, with the record that it stands in."""

    modules: tuple[Record, ...] = ()
    lessons: tuple[tuple[Record, Lesson], ...] = ()
    concepts: tuple[tuple[Record, Concept], ...] = ()
    mental_models: tuple[tuple[Record, MentalModel], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.modules or self.lessons or self.concepts or self.mental_models)


def look_up(records: Sequence[Record], question: str) -> Answer:
    """A number or a slug first; then whole names and terms; then names that hold the words."""
    key = _key(question)
    modules = tuple(record for record in records if record.module == question)
    lessons = tuple(
        (record, lesson)
        for record in records
        for lesson in record.lessons
        if question in (lesson.id, lesson.slug)
    )
    if modules or lessons:
        return Answer(modules, lessons)
    exact = _matching(records, lambda names: key in names)
    return exact or _matching(records, lambda names: any(key in name for name in names))


def _matching(records: Sequence[Record], fits: _Fits) -> Answer:
    return Answer(
        lessons=tuple(
            (record, lesson)
            for record in records
            for lesson in record.lessons
            if lesson.title and fits([_key(lesson.title)])
        ),
        concepts=tuple(
            (record, concept)
            for record in records
            for concept in record.concepts
            if fits([_key(concept.name), _key(concept.term)])
        ),
        mental_models=tuple(
            (record, model)
            for record in records
            for model in record.mental_models
            if fits([_key(model.text), _key(quoted(model.text))])
        ),
    )


def quoted(text: str) -> str:
    """What stands in quotation marks at the beginning of a model's text."""
    return text[1:].partition('"')[0] if text.startswith('"') else text


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).strip('"')


def names_of(records: Iterable[Record]) -> Iterator[str]:
    """All that `look_up` knows by a name of its own."""
    for record in records:
        yield from [record.module] if record.module else []
        yield from (lesson.slug for lesson in record.lessons if lesson.slug)
        yield from (concept.term for concept in record.concepts)
        yield from (quoted(model.text) for model in record.mental_models)
