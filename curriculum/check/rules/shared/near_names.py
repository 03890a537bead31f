"""What neighbouring rows, notes and items say of nearly the same concept as a doubtful claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.check.rules.shared.earlier_depths import EarlierDepths, Key
from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.text.words import loose, stems

# Whatever stands in more places than these is too common a word to tell anything.
_MOST_NEIGHBOURS = 200
# To look for more words than these in every text would cost more than to read all its words.
_MOST_LOOKED_FOR = 10


class NearNames:
    """Neighbours by each word of their names, and of notes that speak of a depth.

    Few claims are doubtful, if any: only the words that these ask for are looked up.
    """

    def __init__(self, course: Course) -> None:
        self._ladder = course.settings.dialect.ladder
        self._earlier = course.once(EarlierDepths)
        self._asked: dict[str, list[_Neighbour]] = {}

    @cached_property
    def _said(self) -> list[str]:
        return [entry.words.casefold() for entry in self._earlier.told]

    @cached_property
    def _all(self) -> Mapping[str, list[_Neighbour]]:
        found: dict[str, list[_Neighbour]] = defaultdict(list)
        for entry in self._earlier.told:
            neighbour = self._neighbour(entry)
            for word in neighbour.words | neighbour.name:
                found[word].append(neighbour)
        return found

    def _with(self, word: str) -> Sequence[_Neighbour]:
        if word in self._asked:
            return self._asked[word]
        if len(self._asked) >= _MOST_LOOKED_FOR:
            return self._all.get(word, ())
        # `theory` is the stem of `theories`; an empty text is in each.
        letters = word.removesuffix("y")
        near = (
            self._neighbour(entry)
            for entry, said in zip(self._earlier.told, self._said, strict=True)
            if letters in said
        )
        self._asked[word] = [one for one in near if word in one.words or word in one.name]
        return self._asked[word]

    def _neighbour(self, entry: Appearance) -> _Neighbour:
        name = _words(entry.term)
        words = _words(entry.words) if self._speaks_of_depth(entry) else name
        return _Neighbour(entry, self._earlier.keys(entry.term), name, words)

    def _speaks_of_depth(self, entry: Appearance) -> bool:
        return any(depth in entry.words for depth in self._ladder)

    def have(self, term: str, depth: str, before: int) -> bool:
        """Some row, note or item of nearly the same name, or with it, has the depth."""
        words = _words(term)
        lists = [self._with(word) for word in words]
        if min(map(len, lists), default=0) > _MOST_NEIGHBOURS:
            return True
        own = self._earlier.keys(term)
        return any(
            neighbour.entry.place < before
            and own.isdisjoint(neighbour.keys)
            and neighbour.agrees(words, depth)
            for neighbours in lists
            if len(neighbours) <= _MOST_NEIGHBOURS
            for neighbour in neighbours
        )


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


def _words(text: str) -> frozenset[str]:
    return loose(stems(text))
