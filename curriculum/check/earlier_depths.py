"""What a course says of a concept before a lesson: beyond doubt, and perhaps.

Only a row or an item with the same words is beyond doubt. What a neighbouring row, a note or an
item says of nearly the same thing may be what a claim speaks of, so that nothing contradicts it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.check.aligned_names import loose, stems, whole_words
from curriculum.claims.things import LONGEST_NAME, is_distinctive

if TYPE_CHECKING:
    from curriculum.course import Course
    from curriculum.depths import Appearance

# Nobody takes one concept up more often; beyond it, comparing would cost too much.
_MOST_OF_ONE = 400
# Whatever stands in more places than these is too common a word to tell anything.
_MOST_NEIGHBOURS = 200

Key = tuple[str, ...]


class EarlierDepths:
    """The appearances of a course that state a depth of the ladder and know their lesson."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._told = [
            entry
            for entry in course.depths.appearances
            if course.depths.rank(entry.depth) >= 0
            and course.lesson_named(entry.lesson, entry.facts) is not None
        ]

    def keys(self, term: str) -> set[Key]:
        """What a term is known by: its words, its aliases, and the names that it joins by ` / `."""
        parts = term.split(" / ") if len(term) <= LONGEST_NAME else [term]
        names = [term, *(part for part in parts if _is_name(part))]
        known = {key for name in names if (key := whole_words(name))}
        if aliases := self._course.names.aliases:
            same = {self._course.names.of(name) for name in names}
            known |= {("", alias) for alias in same.intersection(aliases.values())}
        return known

    @cached_property
    def _by_key(self) -> dict[Key, list[Appearance]]:
        found: dict[Key, list[Appearance]] = defaultdict(list)
        for entry in self._told:
            for key in self.keys(entry.term):
                found[key].append(entry)
        for entries in found.values():
            entries.sort(key=_in_order)
        return found

    @cached_property
    def _neighbours(self) -> dict[str, list[_Neighbour]]:
        """By each word of their names, and of notes that speak of a depth."""
        found: dict[str, list[_Neighbour]] = defaultdict(list)
        ladder = self._course.settings.dialect.ladder
        for entry in self._told:
            name = loose(stems(entry.term))
            speaks = any(depth in entry.words for depth in ladder)
            words = loose(stems(entry.words)) if speaks else name
            neighbour = _Neighbour(entry, self.keys(entry.term), name, words)
            for word in words | name:
                found[word].append(neighbour)
        return found

    def of(self, term: str, before: int) -> list[Appearance]:
        """What is said of this term beyond doubt in lessons before that place, in their order."""
        lists = [self._by_key[key] for key in self.keys(term) if key in self._by_key]
        if sum(map(len, lists)) > _MOST_OF_ONE:
            return []
        earlier = [e[: bisect_left(e, before, key=lambda entry: entry.place)] for e in lists]
        if len(earlier) < 2:
            return earlier[0] if earlier else []
        found = {id(entry): entry for entries in earlier for entry in entries}
        return sorted(found.values(), key=_in_order)

    def may_be(self, term: str, depth: str, before: int) -> bool:
        """Some row, note or item of nearly the same name, or with it, has the depth."""
        words = loose(stems(term))
        lists = [self._neighbours.get(word, []) for word in words]
        if min(map(len, lists), default=0) > _MOST_NEIGHBOURS:
            return True
        own = self.keys(term)
        return any(
            neighbour.entry.place < before
            and own.isdisjoint(neighbour.keys)
            and neighbour.agrees(words, depth)
            for neighbours in lists
            if len(neighbours) <= _MOST_NEIGHBOURS
            for neighbour in neighbours
        )


def _in_order(entry: Appearance) -> tuple[int, bool]:
    return entry.place, not entry.in_index


class _Neighbour(Struct, frozen=True):
    entry: Appearance
    keys: set[Key]
    name: frozenset[str]
    words: frozenset[str]

    def agrees(self, words: frozenset[str], depth: str) -> bool:
        """The name has all the words, or half of them and no others; or the notes say both."""
        inside = self.name <= words and len(self.name) * 2 >= len(words)
        if self.entry.depth == depth and (words <= self.name or inside):
            return True
        return depth in self.entry.words and words <= self.words


def _is_name(part: str) -> bool:
    """`LCM` is a name, `Train` in `Train / test split` may be a part of one."""
    return len(part.split()) > 1 or is_distinctive(part)
