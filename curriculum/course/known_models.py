"""The mental models and analogies of a course by their names, and the lessons that have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.models import KnownModel, models_of, plain_words
from curriculum.course.places import NamedPlace
from curriculum.text.words import stems

# Who looks for a source or for a like name needs no more.
_MOST_SOURCES = 10
_MOST_KEYS = 20
_FEWEST_WORDS = 3


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
            for model in models_of(course, facts):
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
        """A model of this place whose words differ in exactly one, else the one that is alike."""
        said = plain_words(name)
        found = list(self._like(name, place))
        nearest = (m for m in found if _differ_in_one(said, m.words))
        alike = (m for m in found if _are_alike(said, m.words))
        return next(nearest, None) or next(alike, None)

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


def _are_alike(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Most words of meaning are the same, and neither is a part of the other."""
    one, other = (frozenset(stems(" ".join(words))) for words in (said, known))
    shared = len(one & other)
    return (
        shared >= _FEWEST_WORDS
        and shared < min(len(one), len(other))
        and (shared * 3 >= max(len(one), len(other)) * 2)
    )
