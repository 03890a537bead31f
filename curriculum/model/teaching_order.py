"""The order in which modules are taught: series, then module, then file."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.model.record import Record
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

BEHIND_ALL = 10**9
_NUMBERS = lazy_pattern(r"[0-9]+")


def in_teaching_order(records: Iterable[Record]) -> list[Record]:
    """Records without a module number stand at the end."""
    return sorted(records, key=lambda record: (module_key(record.module), record.path))


def module_key(module: str | None) -> tuple[int, ...]:
    if module is None:
        return (BEHIND_ALL,)
    numbers = _NUMBERS.findall(module)
    return tuple(map(whole_number, numbers)) if numbers else (BEHIND_ALL,)
