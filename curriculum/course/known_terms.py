"""The terms of all indexes of a course, found by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.model.record import Concept
from curriculum.text.words import loose, stems

# A word that is in more terms tells nothing.
_MOST_ROWS = 50


class TermRow(Struct, frozen=True, eq=False, gc=False):
    facts: RecordClaims
    concept: Concept
    words: frozenset[str]


class KnownTerms:
    """Made once for a course; a look-up costs no more than the rows of one rare word."""

    def __init__(self, course: Course) -> None:
        self._rows: dict[tuple[str, ...], list[TermRow]] = defaultdict(list)
        self._rows_of_word: dict[str, list[TermRow]] = defaultdict(list)
        for facts in course.facts:
            for concept in facts.record.concepts:
                key = stems(concept.term)
                row = TermRow(facts, concept, loose(key))
                self._rows[key].append(row)
                for word in row.words:
                    self._rows_of_word[word].append(row)

    def called(self, name: str) -> list[TermRow]:
        """The rows with just these words, in any order of the course."""
        return self._rows.get(stems(name) or ("",), [])

    def naming(self, words: frozenset[str]) -> Iterator[TermRow]:
        """The rows that have all these words."""
        rows = self._rows_of_word.get(self.rarest(words), ())
        return (row for row in rows[:_MOST_ROWS] if words <= row.words)

    def rarest(self, words: frozenset[str]) -> str:
        """The word that says most: few terms have it."""
        return min(words, key=lambda word: (len(self._rows_of_word.get(word, ())), word))
