"""The mental models and analogies of a course, and the lessons that have them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct, field

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import NamedPlace
from curriculum.model.record import Field, MentalModel
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import stems

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
# Who looks for a source or for a like name needs no more.
_MOST_SOURCES = 10
_MOST_KEYS = 20
_FEWEST_WORDS = 3
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


class _Group(Struct):
    """The models with the same words; many records may speak of one."""

    of_lesson: dict[int, list[KnownModel]] = field(default_factory=dict)
    of_record: dict[str, list[KnownModel]] = field(default_factory=dict)
    first: list[KnownModel] = field(default_factory=list)

    def add(self, model: KnownModel) -> None:
        if model.lesson:
            found = self.of_lesson.setdefault(model.lesson.place, [])
        else:
            found = self.of_record.setdefault(model.facts.path, [])
        if len(found) < _MOST_SOURCES:
            found.append(model)
        if self._is_wanted(model):
            self.first.append(model)

    def _is_wanted(self, model: KnownModel) -> bool:
        """Of those that recall another, and of those that do not, the first are kept."""
        if len(self.first) < _MOST_SOURCES:
            return True
        if len(self.first) == 2 * _MOST_SOURCES:
            return False
        return [other.original for other in self.first].count(model.original) < _MOST_SOURCES

    def within(self, place: NamedPlace) -> Iterator[KnownModel]:
        """Those of its lessons, and those of its records that name no lesson."""
        for lesson in place.lessons:
            yield from self.of_lesson.get(lesson.place, ())
        for facts in place.facts if self.of_record else ():
            yield from self.of_record.get(facts.path, ())


class KnownModels:
    """Found by their words; a look-up costs no more than the names that share a rare word."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._aliases = {
            stems(name): stems(group[0]) for group in course.settings.aliases for name in group
        }
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._called_by: dict[tuple[str, ...], list[_Group]] = {}
        self._near_to: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._listing: set[RecordClaims] = set()
        for facts in course.facts:
            for model in _models(course, facts):
                self._add(model)
                self._listing.add(facts)

    def lists(self, facts: RecordClaims) -> bool:
        """The record names its models, so that one that it does not name is not there."""
        return facts in self._listing

    def _add(self, model: KnownModel) -> None:
        key = self._key(model.name)
        if key and key not in self._groups:
            self._groups[key] = _Group()
            for word in dict.fromkeys(key):
                self._by_word[word].append(key)
        if key:
            self._groups[key].add(model)

    def _key(self, name: str) -> tuple[str, ...]:
        key = stems(name)
        return self._aliases.get(key, key)

    def first_called(self, name: str) -> Iterator[KnownModel]:
        """The first ones with the same words, or of which one name is a good part of the other."""
        for group in self._called(name):
            yield from group.first

    def called_at(self, name: str, place: NamedPlace) -> Iterator[KnownModel]:
        """All of them that a named place has."""
        for group in self._called(name):
            yield from group.within(place)

    def _called(self, name: str) -> Sequence[_Group]:
        key = self._key(name)
        if key not in self._called_by:
            keys = [key, *(other for other in self._near(key) if _is_part(key, other))]
            self._called_by[key] = [self._groups[one] for one in keys if one in self._groups]
        return self._called_by[key]

    def says(self, name: str, place: NamedPlace) -> bool:
        """A model of this place has the words of the name side by side."""
        said = plain_words(name)
        return any(_has(said, model.words) for model in self._like(name, place))

    def nearly_called(self, name: str, place: NamedPlace) -> KnownModel | None:
        """A model of this place whose words differ in exactly one."""
        said = plain_words(name)
        found = self._like(name, place)
        return next((m for m in found if _differ_in_one(said, m.words)), None)

    def _like(self, name: str, place: NamedPlace) -> Iterator[KnownModel]:
        key = self._key(name)
        for other in (key, *self._near(key)):
            if other in self._groups:
                yield from self._groups[other].within(place)

    def _near(self, key: tuple[str, ...]) -> list[tuple[str, ...]]:
        if key not in self._near_to:
            self._near_to[key] = self._sharing_a_word(key)
        return self._near_to[key]

    def _sharing_a_word(self, key: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Keys that share one of the two rarest words; very common words find nothing."""
        rarest = sorted(set(key), key=lambda word: (len(self._by_word.get(word, ())), word))
        known = [word for word in rarest if word in self._by_word][:2]
        keys = [other for word in known for other in self._by_word[word][:_MOST_KEYS]]
        return [other for other in dict.fromkeys(keys) if other != key]


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


def _is_part(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The words of the shorter stand in the longer side by side, and are half of it."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return len(shorter) > 1 and len(shorter) * 2 >= len(longer) and _has(shorter, longer)


def _has(part: tuple[str, ...], words: tuple[str, ...]) -> bool:
    at = range(len(words) - len(part) + 1)
    return any(words[first : first + len(part)] == part for first in at)


def _differ_in_one(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """One word is another one, or stands in one of the two only; three are the same."""
    shorter, longer = sorted((said, known), key=len)
    if len(longer) - len(shorter) > 1 or len(shorter) < _FEWEST_WORDS:
        return False
    same = next((at for at, word in enumerate(shorter) if word != longer[at]), len(shorter))
    if same == len(longer):
        return False
    skip = 1 if len(shorter) == len(longer) else 0
    # `as` for `is` makes no other phrase.
    differing = (longer[same], *shorter[same : same + skip])
    return shorter[same + skip :] == longer[same + 1 :] and any(map(stems, differing))


def _models(course: Course, facts: RecordClaims) -> Iterator[KnownModel]:
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
