"""The things that an index lists, found by name in a sentence in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from curriculum.model.record import Concept
from curriculum.text.patterns import lazy_pattern

_WORD = lazy_pattern(r"[\w.'-]*\w")
_MOST_WORDS = 8
_SHORTEST = 3


class ListedNames:
    """`A / B` in a term are two names; aliases join names of one thing."""

    def __init__(self, concepts: Sequence[Concept], aliases: Sequence[Sequence[str]] = ()) -> None:
        self._concepts = concepts
        self._aliases = aliases

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], Concept]:
        """Made when the first sentence is read: most records have none."""
        found: dict[tuple[str, ...], Concept] = {}
        for concept in self._concepts:
            for name in dict.fromkeys((concept.term, *concept.term.split(" / "))):
                _add(found, name, concept)
        for group in self._aliases:
            rows = [found[_words(name)] for name in group if _words(name) in found]
            for name in group if rows else ():
                _add(found, name, rows[0])
        return found

    def find(self, text: str) -> Concept | None:
        """The row with the longest name in the text, the first of equals."""
        known = [key for key in _runs(_words(text)) if key in self._rows]
        return self._rows[max(known, key=len)] if known else None


def _add(rows: dict[tuple[str, ...], Concept], name: str, concept: Concept) -> None:
    words = _words(name) if len(name) >= _SHORTEST else ()
    if 0 < len(words) <= _MOST_WORDS:
        rows.setdefault(words, concept)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for length in range(1, min(_MOST_WORDS, len(words) - start) + 1):
            yield tuple(words[start : start + length])
