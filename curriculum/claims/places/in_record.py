"""The references of one record, each with its place and the direction that its place gives it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from curriculum.claims.cues.direction import NEUTRAL, Direction
from curriculum.claims.passages import Passage, passages_of
from curriculum.claims.placed import Placed, placed
from curriculum.claims.places import in_cell, in_text
from curriculum.claims.places.reference import Reference
from curriculum.model.record_file import RecordFile

_HEADINGS = frozenset({"title", "heading", "header"})
_LESSON_CELLS = frozenset({"lesson", "established_in", "used_again_in"})
_FUTURE_FIELDS = frozenset({"What is NOT covered", "Notes for future lessons"})
# They tell of the work on the lesson, not of what is taught in it.
_WORK_FIELDS = frozenset({"Review history", "Build notes", "Deviations from plan", "Status"})


def read_references(reading: RecordFile) -> Iterator[Placed[Reference]]:
    """All references outside headings, and what may be the slug of a lesson."""
    for passage in passages_of(reading):
        if passage.kind not in _HEADINGS:
            cell = passage.kind in _LESSON_CELLS
            for reference in (in_cell if cell else in_text).find(passage.text):
                yield placed(passage, _seen_from(passage, reference))


def _seen_from(passage: Passage, reference: Reference) -> Reference:
    stance, field = reference.stance, passage.field.name if passage.field else ""
    if field in _WORK_FIELDS:
        stance = NEUTRAL
    elif passage.kind == "established_in" and reference.whole:
        stance = replace(stance, direction=Direction.BACKWARD)
    elif passage.kind == "used_again_in" or (field in _FUTURE_FIELDS and not reference.is_backward):
        stance = replace(stance, direction=Direction.PROMISE)
    return reference if stance == reference.stance else replace(reference, stance=stance)
