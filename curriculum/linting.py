"""Checks and mends many records: what every one of them comes to, planned before any is written."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from curriculum.check.engine import Checker, without
from curriculum.fix import UnprovenFix, fix_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from curriculum.discovery import Found
    from curriculum.problem import Problem
    from curriculum.reading import Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """`data` is what fixes make of the record's bytes; `unproven` says why none was made."""

    path: Path
    reading: Reading
    problems: tuple[Problem, ...]
    suppressed: int
    data: bytes
    mended: int = 0
    unproven: str | None = None

    @property
    def changed(self) -> bool:
        return self.data != self.reading.source.data


@dataclass(frozen=True, slots=True)
class Linter:
    """`ignores` are rules to leave out in files whose path matches a glob."""

    checker: Checker
    ignores: Mapping[str, tuple[str, ...]]
    fix: bool
    unsafe: bool

    def lint(self, found: Found) -> list[Outcome]:
        return [self._outcome(path, reading) for path, reading in found.readings]

    def _outcome(self, path: Path, reading: Reading) -> Outcome:
        checker = without(self.checker, self._ignored(reading.source.path))
        checked = checker.check(reading)
        before = Outcome(path, reading, checked.problems, checked.suppressed, reading.source.data)
        if not self.fix:
            return before
        try:
            fixed = fix_record(reading, checker, unsafe=self.unsafe)
        except UnprovenFix as error:
            return Outcome(
                path,
                reading,
                checked.problems,
                checked.suppressed,
                reading.source.data,
                unproven=str(error),
            )
        return Outcome(path, reading, fixed.problems, checked.suppressed, fixed.data, fixed.mended)

    def _ignored(self, path: str) -> list[str]:
        return [
            name
            for pattern, names in self.ignores.items()
            if fnmatch(path, pattern)
            for name in names
        ]
