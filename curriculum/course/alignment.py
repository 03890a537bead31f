"""Which items of a lesson's list speak of which rows of the concept index.

Authors shorten names, group rows, add clauses and use other forms of a word. Two questions are
told apart: does an item *name* a row, beyond doubt (`pairs`), and may it *cover* one (`covered`)?
Rules that compare use the first, rules that miss something use the second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from curriculum.course.likeness import (
    MOST,
    SOME,
    Entry,
    Row,
    is_group,
    may_mean,
    named,
    same_signs,
)
from curriculum.model.record import Concept, Lesson, Record
from curriculum.model.record_file import RecordFile
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import loose, share, stems

# Nobody reads longer lists; beyond it, comparing pairs would cost too much.
LARGEST_LIST = 400
_QUOTED = lazy_pattern(r'["“][^"”]+["”]')


class Alignment(Struct, frozen=True, dict=True):
    """The rows of one lesson and the items of its lists.

    `passing` are rows that name the lesson as a stage on the way to another one.
    """

    lesson: Lesson
    rows: tuple[Row, ...]
    passing: tuple[Row, ...]
    entries: tuple[Entry, ...]

    @property
    def states_depths(self) -> bool:
        stated = sum(entry.taught.depth is not None for entry in self.entries)
        return stated * 2 > len(self.entries)

    @cached_property
    def pairs(self) -> tuple[tuple[Row, Entry], ...]:
        """Those where an item names one row alone, and nothing else names that row."""
        found = [(row, entry) for entry in self.entries for row in named(entry, self.rows)]
        rows = Counter(id(row) for row, _ in found)
        entries = Counter(id(entry) for _, entry in found)
        return tuple(
            (row, entry) for row, entry in found if rows[id(row)] == entries[id(entry)] == 1
        )

    @property
    def same(self) -> Iterator[tuple[Row, Entry]]:
        """The pairs with the same words, or that lack no more than half of them."""
        for row, entry in self.pairs:
            fewer, more = sorted((row.words, frozenset(entry.head)), key=len)
            if fewer == more or (len(fewer) > 1 and len(fewer) * 2 > len(more)):
                yield row, entry

    def names_row(self, entry: Entry) -> bool:
        """The item names a row of the lesson for certain."""
        return id(entry) in self._owners

    def has_row(self, entry: Entry) -> bool:
        """Some row of the lesson is named by the item, or may be meant by it."""
        return self.names_row(entry) or any(
            self._may_mean(entry, row) for row in (*self.rows, *self.passing)
        )

    @staticmethod
    def _may_mean(entry: Entry, row: Row) -> bool:
        return is_group(entry, row) or same_signs(entry, row) or may_mean(entry, row)

    def is_open(self, row: Row) -> bool:
        """An item that no row is named by may group this one, in words that only a reader knows."""
        return any(entry.taught.depth in {None, row.concept.depth} for entry in self._without_row)

    def awaits(self, entry: Entry) -> bool:
        """A row that no item is named by may be meant by this item, in the same way."""
        return any(entry.taught.depth in {None, row.concept.depth} for row in self._without_entry)

    @cached_property
    def _without_row(self) -> tuple[Entry, ...]:
        """Those that no row of their depth is named by, nor may be meant by."""
        return tuple(
            entry
            for entry in self.entries
            if id(entry) not in self._owners
            and not any(
                entry.taught.depth in {None, row.concept.depth} and self._may_mean(entry, row)
                for row in (*self.rows, *self.passing)
            )
        )

    @cached_property
    def _without_entry(self) -> tuple[Row, ...]:
        """Those that no item certainly names."""
        return tuple(row for row in self.rows if id(row) not in self._owned)

    @cached_property
    def _owners(self) -> dict[int, Row]:
        return {id(entry): row for row, entry in self.pairs}

    @cached_property
    def _owned(self) -> frozenset[int]:
        return frozenset(map(id, self._owners.values()))

    @cached_property
    def one_by_one(self) -> bool:
        """Each item has its own row: a list that repeats the index groups nothing silently."""
        return len(self.entries) > 1 and len(self._owners) == len(self.entries)

    def covered(self, row: Row) -> bool:
        """Some item names or groups the row, or may do so."""
        if (
            not row.term
            or id(row) in self._owned
            or any(self._covers(entry, row) for entry in self.entries)
        ):
            return True
        together = frozenset[str]().union(*(entry.words for entry in self.entries))
        return not self.one_by_one and share(row.loose_term, together) >= MOST

    def _covers(self, entry: Entry, row: Row) -> bool:
        owner = self._owners.get(id(entry))
        if owner is row or is_group(entry, row) or same_signs(entry, row):
            return True
        if owner is not None and self.one_by_one:
            own = [word for word in row.main if word not in owner.loose_term]
            return not own or own[0] in entry.words or share(own, entry.words) * 2 >= 1
        if owner is not None:
            return share(row.main, entry.words) >= SOME
        return may_mean(entry, row)


class IndexWords:
    """The words of a whole index, and in which rows' names each of them stands."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._concepts = concepts

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for number, concept in enumerate(self._concepts):
            for word in Row(concept).loose_name:
                rows.setdefault(word, []).append(number)
        return rows

    @cached_property
    def _sizes(self) -> list[int]:
        """How many words the name of each row has."""
        return [len(Row(concept).loose_term) for concept in self._concepts]

    @cached_property
    def _all(self) -> frozenset[str]:
        notes = (loose(stems(concept.notes)) for concept in self._concepts if concept.notes)
        return frozenset(self._rows).union(*notes)

    def lacks(self, entry: Entry) -> bool:
        """No row's name has half of the item's words, and no row's term stands in the item.

        A word of very many rows is in all.
        """
        words = loose(entry.head)
        rows = [self._rows.get(word, []) for word in words]
        common = sum(len(found) > LARGEST_LIST for found in rows)
        hits = Counter(row for found in rows if len(found) <= LARGEST_LIST for row in found)
        best = common + max(hits.values(), default=0)
        if any(count >= self._sizes[row] > 0 for row, count in hits.items()):
            return False
        return best * 2 < len(words) and share(words, self._all) < 1

    def hints_at(self, entry: Entry) -> bool:
        """Enough of its words stand somewhere in the index, notes included."""
        return share(loose(entry.head), self._all) >= SOME


def repeats(row: Row, lesson: Lesson) -> bool:
    """The lesson tells of the row in its own way: as an old concept, or as a quoted model."""
    again = [
        item
        for field in lesson.fields
        if field.name == "Concepts reinforced/connected"
        for item in (*field.items, field.text)
    ]
    if any(share(row.loose_term, loose(stems(item))) >= MOST for item in again):
        return True
    quoted = _QUOTED.match(row.concept.term)
    models = (*lesson.mental_models, *lesson.analogies)
    return quoted is not None and any(quoted[0].casefold() in m.casefold() for m in models)


def alignments(reading: RecordFile) -> Sequence[Alignment]:
    """Those of the record, made once for all rules."""
    return reading.once(_alignments)


def _alignments(reading: RecordFile) -> Sequence[Alignment]:
    return tuple(align(reading.record))


def align(record: Record) -> Iterator[Alignment]:
    """The lessons that have both rows and a list, if neither is longer than anybody reads."""
    rows: dict[str, list[Row]] = {}
    passing: dict[str, list[Row]] = {}
    for concept in record.concepts:
        if concept.lesson:
            rows.setdefault(concept.lesson, []).append(Row(concept))
        for slug in set(concept.lessons) - {concept.lesson}:
            passing.setdefault(slug, []).append(Row(concept))
    for lesson in record.lessons:
        own, others = (table.get(lesson.slug or "", []) for table in (rows, passing))
        listed = len(lesson.concepts_taught)
        if own and len(own) + len(others) <= LARGEST_LIST and 0 < listed <= LARGEST_LIST:
            entries = tuple(Entry(taught) for taught in lesson.concepts_taught)
            yield Alignment(lesson, tuple(own), tuple(others), entries)
