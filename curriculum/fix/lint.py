"""Checks and mends a course: what each of its records comes to, planned before any is written."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from curriculum.check.engine import Checker
from curriculum.files.source import Source
from curriculum.fix.fix import CourseFixed, fix_course
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.workspace.discovery import Found


class Outcome(Struct, frozen=True):
    """`fixed_data` is what fixes make of the record; `unproven` says why none was made.

    One that is not `asked_for` is there because the course tells of it.
    """

    path: Path
    reading: RecordFile
    problems: tuple[Problem, ...]
    suppressed: int
    fixed_data: bytes | None = None
    asked_for: bool = True
    fixed: int = 0
    unproven: str | None = None
    is_plan: bool = False

    @property
    def data(self) -> bytes:
        return self.reading.source.data if self.fixed_data is None else self.fixed_data

    def lines(self) -> tuple[str, ...]:
        source = self.reading.source
        return (Source(source.path, self.data) if self.changed else source).lines

    @property
    def changed(self) -> bool:
        return self.fixed_data is not None and self.fixed_data != self.reading.source.data


class Linter(Struct, frozen=True):
    checker: Checker
    fix: bool
    unsafe: bool

    def lint(self, asked: Found, course: Found) -> list[Outcome]:
        """What was asked for, judged with the whole course in view."""
        scope = {os.path.realpath(path) for path, _ in asked.readings}
        outside = {os.path.realpath(path) for path in asked.outside}
        paths = {reading.path: path for path, reading in course.readings}
        places = {shown: os.path.realpath(path) for shown, path in paths.items()}
        asked_for = {shown for shown, place in places.items() if place in scope}
        readings = [reading for _, reading in course.readings]
        read_only = {shown for shown, place in places.items() if place in outside}
        return [
            outcome
            for outcome in self._outcomes(readings, paths, asked_for, read_only)
            if outcome.asked_for or outcome.problems
        ]

    def _outcomes(
        self,
        readings: list[RecordFile],
        paths: dict[str, Path],
        asked_for: set[str],
        read_only: set[str],
    ) -> list[Outcome]:
        checked = self.checker.check_course(readings, asked_for)
        outcomes = [
            Outcome(
                path=paths[reading.path],
                reading=reading,
                problems=checked[reading.path].problems,
                suppressed=checked[reading.path].suppressed,
                asked_for=reading.path in asked_for,
            )
            for reading in readings
        ]
        if not self.fix:
            return outcomes
        result = fix_course(
            readings, self.checker, asked_for, unsafe=self.unsafe, read_only=read_only
        )
        return _with_fixes(outcomes, result)


def _with_fixes(outcomes: list[Outcome], result: CourseFixed) -> list[Outcome]:
    return [
        Outcome(
            path=outcome.path,
            reading=outcome.reading,
            problems=result.fixed[outcome.reading.path].problems,
            suppressed=outcome.suppressed,
            fixed_data=result.fixed[outcome.reading.path].data,
            asked_for=outcome.asked_for,
            fixed=result.fixed[outcome.reading.path].applied,
            unproven=result.unproven.get(outcome.reading.path),
        )
        for outcome in outcomes
    ]
