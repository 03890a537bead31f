"""What a course says of a concept before a lesson: beyond doubt, and perhaps.

Only a row or an item with the same words is beyond doubt. What a neighbouring row, a note or an
item says of nearly the same thing may be what a claim speaks of, so that nothing contradicts it:
see `near_names`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.text.names import LONGEST_NAME, code_name, is_distinctive
from curriculum.text.words import whole_words

# Nobody takes one concept up more often; beyond it, comparing would cost too much.
_MOST_OF_ONE = 400

Key = tuple[str, ...]


class EarlierDepths:
    """The appearances of a course that state a depth of the ladder and know their lesson."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._keys: dict[str, set[Key]] = {}
        rank = course.depths.rank
        self.told = [
            entry
            for entry in course.depths.appearances
            if rank(entry.depth) >= 0 and course.lesson_named(entry.lesson, entry.facts)
        ]

    def keys(self, term: str) -> set[Key]:
        """What a term is known by: its words, its aliases, and the names that it joins by ` / `."""
        found = self._keys.get(term)
        if found is None:
            found = self._keys[term] = self._keys_of(term)
        return found

    def _keys_of(self, term: str) -> set[Key]:
        joined = " / " in term and len(term) <= LONGEST_NAME
        names = [term, *filter(_is_name, term.split(" / "))] if joined else [term]
        known = {key for name in names if (key := whole_words(name))}
        if aliases := self._course.names.aliases:
            same = {self._course.names.of(name) for name in names}
            known |= {("", alias) for alias in same.intersection(aliases.values())}
        if code := code_name(term):
            known.add(("", code))
        return known

    @cached_property
    def _by_key(self) -> dict[Key, list[Appearance]]:
        found: dict[Key, list[Appearance]] = defaultdict(list)
        for entry in self.told:
            for key in self.keys(entry.term):
                found[key].append(entry)
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


def _in_order(entry: Appearance) -> tuple[int, bool]:
    return entry.place, not entry.in_index


def _is_name(part: str) -> bool:
    """`LCM` is a name, `Train` in `Train / test split` may be a part of one."""
    return len(part.split()) > 1 or is_distinctive(part)
