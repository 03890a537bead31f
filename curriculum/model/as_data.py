"""Records as plain data: what `export` writes, and what it means that two records are equal."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from curriculum.model.record import Record

Data: TypeAlias = "bool | int | str | list[Data] | dict[str, Data] | None"

VERSION = 1
LAYOUT_KEYS = frozenset({"span", "path"})


def as_data(value: object, leave_out: frozenset[str] = frozenset()) -> Data:
    """Structs become objects with their fields in order, tuples become lists."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, tuple):
        return [as_data(entry, leave_out) for entry in value]
    if isinstance(value, Struct):
        return {
            name: as_data(getattr(value, name), leave_out)
            for name in value.__struct_fields__
            if name not in leave_out and not (name == "kept" and not getattr(value, name))
        }
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def same_layout_aside(one: Record, other: Record) -> bool:
    """Equal in all that a layout may not change."""
    return as_data(one, LAYOUT_KEYS) == as_data(other, LAYOUT_KEYS)


def same_words_aside(one: Record, other: Record) -> bool:
    """Equal in all that canonical words may not change.

    A canonical heading numbers its lesson, so a missing number is the lesson's place.
    """
    left_out = LAYOUT_KEYS | {"label"}
    return as_data(numbered(one), left_out) == as_data(numbered(other), left_out)


def numbered(record: Record) -> Record:
    lessons = tuple(
        lesson if lesson.number is not None else replace(lesson, number=place)
        for place, lesson in enumerate(record.lessons, start=1)
    )
    return replace(record, lessons=lessons)
