"""The words of a row and of an item, and whether one speaks of the other.

`named` is certain; `may_mean`, `is_group` and `same_signs` give the author the benefit of the
doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.model.concepts import split_name
from curriculum.model.record import Concept, TaughtConcept
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import LONGEST_TEXT, beginning, loose, share, stems

_CODE = lazy_pattern(r"`([^`]+)`")
# What stands behind it says how, not what.
_ACCESSORY = lazy_pattern(r"\s(?:with|via)\s")
_CLAUSE = lazy_pattern(r":\s|\s(?:--|—)\s|\s\(")
_RECALL = lazy_pattern(
    r"\b(?:recap|revisit|reinforc|review|callback|refresher|reminder|continued|echo)", re.IGNORECASE
)
# A share of a row's words, and a likeness of 100, from which on a row may be covered.
SOME = 1 / 3
MOST = 0.6
_ALIKE = 80
_ALIKE_IN_PART = 85
_SHORTEST_FUZZY = 5


class Row(Struct, frozen=True, dict=True):
    """A row of the index with the words of its term, and of its whole name."""

    concept: Concept

    @cached_property
    def term(self) -> tuple[str, ...]:
        return stems(self.concept.term) or stems(self.concept.name)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.term)

    @cached_property
    def loose_term(self) -> frozenset[str]:
        return loose(self.term)

    @cached_property
    def loose_name(self) -> frozenset[str]:
        return loose(stems(self.concept.name))

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The term without its `with …`, where two words are left, in order."""
        first = stems(_ACCESSORY.split(self.concept.term, maxsplit=1)[0])
        words = first if len(first) > 1 else self.term
        return tuple(dict.fromkeys(map(beginning, words)))

    @cached_property
    def initials(self) -> str:
        return "".join(word[0] for word in self.term)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        return frozenset(re.findall(r"\b[A-Z][A-Z0-9]+\b", self.concept.name[:LONGEST_TEXT]))

    @cached_property
    def code(self) -> frozenset[str]:
        return frozenset(_CODE.findall(self.concept.name[:LONGEST_TEXT]))

    @property
    def recalls(self) -> bool:
        """The row says itself that it is no new thing."""
        concept = self.concept
        said = f"{concept.name} {concept.lesson_text} {concept.depth_text}"
        return concept.revisit or _RECALL.search(said) is not None


class Entry(Struct, frozen=True, dict=True):
    """An item of a lesson's list; its head is what stands before the first clause."""

    taught: TaughtConcept

    @cached_property
    def text(self) -> str:
        return f"{self.taught.name} {self.taught.detail}"[:LONGEST_TEXT]

    @cached_property
    def head_text(self) -> str:
        term, _ = split_name(self.taught.name)
        return _CLAUSE.split(term, maxsplit=1)[0]

    @cached_property
    def head(self) -> tuple[str, ...]:
        return stems(self.head_text) or stems(self.taught.name)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return stems(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        return loose(self.stems)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        return frozenset(re.findall(r"\b[A-Z][A-Z0-9]+\b", self.text))

    @cached_property
    def code(self) -> frozenset[str]:
        return frozenset(_CODE.findall(self.text))


def may_mean(entry: Entry, row: Row) -> bool:
    """Of an item that names no row: enough words, the same beginning, or alike to the eye."""
    shared = len(row.loose_term & entry.words)
    return (
        shared > 1
        or share(row.loose_term, entry.words) >= SOME
        or loose(entry.head[:1]) == frozenset(row.main[:1])
        or _is_part(entry, row)
        or _reads_alike(entry, row)
    )


def named(entry: Entry, rows: Sequence[Row]) -> list[Row]:
    """The rows with the item's own words; else those with all of them, or most of them."""
    head = frozenset(entry.head)
    if not head:
        return []
    equal = [row for row in rows if row.words == head]
    if equal:
        return equal
    longer = [row for row in rows if head < row.words]
    return [*longer, *(row for row in rows if _is_most(row.words, head))]


def _is_most(words: frozenset[str], head: frozenset[str]) -> bool:
    return bool(words) and words < head and len(words) * 2 >= len(head)


def is_group(entry: Entry, row: Row) -> bool:
    """`Attack kinds: six of them` groups `Attack kinds: direct`, `Attack kinds: indirect`, …"""
    group, colon, _ = row.concept.term.partition(": ")
    words = loose(stems(group))
    return bool(colon and words) and words <= entry.words


def same_signs(entry: Entry, row: Row) -> bool:
    """`MSE` names `Mean squared error`, and the other way round; code names what it stands for."""
    said = "".join(word[0] for word in entry.head)
    return (
        not row.acronyms.isdisjoint(entry.acronyms)
        or not row.code.isdisjoint(entry.code)
        or any(word.casefold() in row.initials for word in entry.acronyms)
        or any(word.casefold() in said for word in row.acronyms)
    )


def _is_part(entry: Entry, row: Row) -> bool:
    """The item's own words stand in the row's name, its gloss included."""
    head = loose(entry.head)
    return bool(head) and share(head, row.loose_name) >= MOST


def _reads_alike(entry: Entry, row: Row) -> bool:
    """Compounds written apart, slips of the pen: likeness of the letters alone."""
    from rapidfuzz import fuzz  # only a row without a match by words needs it

    if fuzz.token_set_ratio(" ".join(row.term), " ".join(entry.head)) >= _ALIKE:
        return True
    short = "".join(row.term)
    return len(short) >= _SHORTEST_FUZZY and (
        fuzz.partial_ratio(short, "".join(entry.stems), score_cutoff=_ALIKE_IN_PART) > 0
    )
