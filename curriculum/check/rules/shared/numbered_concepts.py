"""The rows that a lesson's concepts are numbered in, and the count that its load states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.claims import concept_numbers
from curriculum.claims.concept_numbers import ConceptNumber
from curriculum.claims.passages import Passage, passages_of
from curriculum.config.dialect import LOAD_LABELS
from curriculum.model.record import Concept
from curriculum.model.record_file import RecordFile


class Miscount(Struct, frozen=True):
    passage: Passage
    count: ConceptNumber
    rows: Sequence[Concept]


def miscounts(reading: RecordFile) -> Iterator[Miscount]:
    """Where rows are numbered from 1 without a gap, and the lesson counts fewer or more."""
    rows = _numbered_rows(reading)
    for passage in passages_of(reading) if rows else ():
        field, lesson = passage.field, passage.lesson
        if field and lesson and field.label in LOAD_LABELS:
            for count in concept_numbers.find(passage.text):
                own = rows.get((lesson.slug or "", count.kind)) or (
                    [] if count.kind else _only_kind(rows, lesson.slug or "")
                )
                if own and not count.ordinal and count.number != len(own):
                    yield Miscount(passage, count, own)


Rows = dict[tuple[str, str], list["Concept"]]


def _only_kind(rows: Rows, slug: str) -> list[Concept]:
    """Those of a lesson that numbers one kind of concepts."""
    found = [own for (lesson, _), own in rows.items() if lesson == slug]
    return found[0] if len(found) == 1 else []


def _numbered_rows(reading: RecordFile) -> Rows:
    found: dict[tuple[str, str], dict[int, Concept]] = {}
    for concept in reading.record.concepts:
        # Most notes number nothing, and a search for one character is cheap.
        notes = concept.notes or ""
        for number in concept_numbers.find(notes) if "#" in notes else ():
            if number.ordinal and concept.lesson:
                found.setdefault((concept.lesson, number.kind), {})[number.number] = concept
    return {
        key: [numbered[at] for at in sorted(numbered)]
        for key, numbered in found.items()
        if len(numbered) > 1 and sorted(numbered) == list(range(1, len(numbered) + 1))
    }
