"""Lessons that are named with an earlier depth, but never had the concept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.depth_claims import Told, depth_claims
from curriculum.check.rules.shared.earlier_depths import EarlierDepths
from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.course.evidence import Evidence
from curriculum.course.places import NamedPlace
from curriculum.problem import Place

_FEW_LESSONS = 3


def taught_elsewhere(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    """What a row or item says to come from a lesson at a depth that another lesson gave it."""
    earlier, evidence = course.once(EarlierDepths), course.once(Evidence)
    for told in depth_claims(course, record.claims):
        if told.missing or not told.reached or not 0 < len(told.cited) <= _FEW_LESSONS:
            continue
        rows = [row for row in earlier.of(told.term, told.place) if row.depth == told.depth]
        places = [NamedPlace(lesson.id, (lesson,)) for lesson in told.cited]
        words = evidence.words(told.term)
        if rows and words and not any(evidence.found(words, place) for place in places):
            yield _of_another(told, places, rows[-1])


def _of_another(told: Told, places: Sequence[NamedPlace], row: Appearance) -> Finding:
    where = " and ".join(f'"{place.name}"' for place in places)
    return Finding(
        told.span,
        f'"{told.term}" names {where} as its source, which does not mention it; "{row.lesson}" '
        f"({row.facts.module or row.facts.path}) reached {row.depth}: name that lesson",
        subject=told.term,
        related=(Place(row.facts.path, row.span, f"{row.depth} here: {row.name}"),),
    )
