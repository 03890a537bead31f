"""What neighbouring rows, notes and items say of nearly the same concept as a doubtful claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from curriculum.check.rules.shared.earlier_depths import EarlierDepths, Key
from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.text.words import loose, stems

# Whatever stands in more places than these is too common a word to tell anything.
_MOST_NEIGHBOURS = 200
# To look for more words than these in every text would cost more than to read all its words.
_MOST_LOOKED_FOR = 10


class NearlyTold:
    """Knows only what shares a word with one of `terms`: few claims are doubtful, if any."""

    def __init__(self, course: Course, earlier: EarlierDepths, terms: Iterable[str]) -> None:
        self._ladder = course.settings.dialect.ladder
        self._earlier = earlier
        self._neighbours: dict[str, list[_Neighbour]] = defaultdict(list)
        asked = frozenset[str]().union(*map(_words, terms))
        few = len(asked) <= _MOST_LOOKED_FOR
        # `theory` is the stem of `theories`; an empty text is in each.
        letters = [word.removesuffix("y") for word in asked] if few else [""]
        for entry in earlier.told if asked else ():
            said = entry.words.casefold()
            if any(one in said for one in letters):
                self._add(entry, asked)

    def _add(self, entry: Appearance, asked: frozenset[str]) -> None:
        """By each word of its name, and of notes that speak of a depth."""
        name = _words(entry.term)
        words = _words(entry.words) if self._speaks_of_depth(entry) else name
        shared = asked & words | asked & name
        if shared:
            neighbour = _Neighbour(entry, self._earlier.keys(entry.term), name, words)
            for word in shared:
                self._neighbours[word].append(neighbour)

    def _speaks_of_depth(self, entry: Appearance) -> bool:
        return any(depth in entry.words for depth in self._ladder)

    def has(self, term: str, depth: str, before: int) -> bool:
        """Some row, note or item of nearly the same name, or with it, has the depth."""
        words = _words(term)
        lists = [self._neighbours.get(word, []) for word in words]
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
