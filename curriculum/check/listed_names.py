"""The things that an index lists, found by name in a sentence in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from curriculum.model.record import Concept

_WORD = re.compile(r"[\w.'-]*\w")
_MOST_WORDS = 8
_SHORTEST = 3


class ListedNames:
    """`A / B` in a term are two names; aliases join names of one thing."""

    def __init__(self, concepts: Iterable[Concept], aliases: Iterable[Sequence[str]] = ()) -> None:
        self._rows: dict[tuple[str, ...], Concept] = {}
        for concept in concepts:
            for name in (concept.term, *concept.term.split(" / ")):
                self._add(name, concept)
        for group in aliases:
            rows = [self._rows[_words(name)] for name in group if _words(name) in self._rows]
            for name in group if rows else ():
                self._add(name, rows[0])

    def _add(self, name: str, concept: Concept) -> None:
        if len(name) >= _SHORTEST and 0 < len(_words(name)) <= _MOST_WORDS:
            self._rows.setdefault(_words(name), concept)

    def find(self, text: str) -> Concept | None:
        """The row with the longest name in the text, the first of equals."""
        known = [key for key in _runs(_words(text)) if key in self._rows]
        return self._rows[max(known, key=len)] if known else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for length in range(1, min(_MOST_WORDS, len(words) - start) + 1):
            yield tuple(words[start : start + length])
