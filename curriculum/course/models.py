"""A mental model or analogy as one record names it, and the lesson that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.model.record import Field, MentalModel
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

_QUOTED = lazy_pattern(r'\**["“](?P<name>[^"“”]{2,160})["”]')
_BOLD = lazy_pattern(r"\*\*(?P<name>[^*]{2,160})\*\*")
_HEAD = lazy_pattern(r" ?(?: -- |--| — |—|: |\()")
# It says itself that the model is older.
_RECALL = lazy_pattern(
    r"\b(?=[acefnr\d])(?:callbacks?|calls? back|extend\w*|extension|echo\w*|reinforc\w+"
    r"|revisit\w*|recall\w*|again|formalized|continu\w+|from (?:[\dSML]|[a-z]+-)"
    r"|not used|\d(?:nd|rd|th) time)",
    re.IGNORECASE,
)
_REMARK = 90
_LISTS = frozenset({"Mental models established", "Analogies used"})
_WORD = lazy_pattern(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})


class KnownModel(Struct, frozen=True, eq=False, dict=True):
    """`lesson` is None for a record that does not say where. `told` is what may recall another.

    `named` says that a table of the lesson's own record names it. `again` ones are not the first.
    """

    facts: RecordClaims
    lesson: CourseLesson | None
    name: str
    span: Span
    told: tuple[str, ...]
    named: bool = False
    again: bool = False

    @cached_property
    def original(self) -> bool:
        """It recalls no other."""
        return not self.again and not any(map(recalls, self.told))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return plain_words(self.name)

    @property
    def stated(self) -> bool:
        """A table names the lesson as the one that established it."""
        return self.named and self.original

    @property
    def place_name(self) -> str:
        if self.lesson is None:
            return f"module {self.facts.module}"
        slug = self.lesson.lesson.slug
        return f'{self.lesson.id} ("{slug}")' if slug and slug != self.lesson.id else self.lesson.id


def models_of(course: Course, facts: RecordClaims) -> Iterator[KnownModel]:
    """Those of its table, then those that its lessons list."""
    for model in facts.record.mental_models:
        yield from _of_table(course, facts, model)
    for lesson in course.lessons_of(facts):
        for listed in lesson.lesson.fields:
            if listed.name in _LISTS:
                yield from _of_list(facts, lesson, listed)


def _of_table(course: Course, facts: RecordClaims, model: MentalModel) -> Iterator[KnownModel]:
    name = model_name(model.text)
    told = (f"{model.text[len(name) :]} {model.established_text or ''}", model.detail[:_REMARK])
    first = [course.lesson_named(slug, facts) for slug in model.established_in]
    again = [course.lesson_named(slug, facts) for slug in model.used_again_in]
    for lesson in first or [None]:
        named = lesson is not None and lesson.facts is facts
        yield KnownModel(facts, lesson, name, model.span, told, named)
    for lesson in filter(None, again):
        yield KnownModel(facts, lesson, name, model.span, (), again=True)


def _of_list(facts: RecordClaims, lesson: CourseLesson, listed: Field) -> Iterator[KnownModel]:
    for at, item in enumerate(listed.items):
        name = model_name(item)
        told = (item[len(name) : len(name) + _REMARK],)
        again = _QUOTED.match(item) is None
        yield KnownModel(facts, lesson, name, _item_span(listed, at), told, again=again)


def _item_span(listed: Field, at: int) -> Span:
    """The item's own line where each has one, else the whole field."""
    span = listed.span
    if span.end_line - span.line != len(listed.items):
        return span
    line = span.line + 1 + at
    return Span(line, 1, line, len(listed.items[at]) + 3)


def model_name(text: str) -> str:
    """The quoted words at the beginning, else the bold ones, else what stands before a clause."""
    match = _QUOTED.match(text) or _BOLD.match(text)
    return match["name"] if match else _HEAD.split(text, maxsplit=1)[0]


def plain_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(name.casefold()) if word not in _ARTICLES)


@lru_cache(maxsize=64)
def recalls(text: str) -> bool:
    """Asked again for each lesson that one cell names."""
    return _RECALL.search(text) is not None
