"""A course in a living process: each file as it is in the editor, or else on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from curriculum.check.engine import Checker
from curriculum.claims.read_claims import claims_of
from curriculum.course.course import Course, course_of
from curriculum.files.source import Source, read_source
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.workspace.discovery import RecordFolders, record_of


class Live:
    """Only what was changed is read again; what was found of the other records is kept."""

    def __init__(
        self,
        checker: Checker,
        folders: RecordFolders,
        readings: Sequence[tuple[Path, RecordFile]],
    ) -> None:
        self.checker = checker
        self._folders = folders
        self._files = {os.path.realpath(path): file for path, file in readings}
        self._course: Course | None = None

    @property
    def files(self) -> Mapping[str, RecordFile]:
        """By real path."""
        return self._files

    @property
    def course(self) -> Course:
        if self._course is None:
            whole = (one.as_markdown for one in self._files.values() if not one.is_broken)
            self._course = course_of(map(claims_of, whole), self.checker.settings)
        return self._course

    def file(self, path: str) -> RecordFile | None:
        return self._files.get(os.path.realpath(path))

    def place_of(self, shown: str) -> str | None:
        """The real path of a record by the name that problems use."""
        return next((place for place, file in self._files.items() if file.path == shown), None)

    def show(self, path: str, text: str) -> None:
        """The text of a buffer takes the place of the file."""
        self._put(path, text.encode("utf-8", "surrogatepass"))

    def close(self, path: str) -> None:
        """What is on the disk counts again; a file that is gone is no record."""
        try:
            data = read_source(Path(path)).data
        except OSError:
            self._files.pop(os.path.realpath(path), None)
            self._course = None
        else:
            self._put(path, data)

    def _put(self, path: str, data: bytes) -> None:
        place = os.path.realpath(path)
        file = Path(path)
        known = self._files.get(place)
        source = Source(known.path if known else self._folders.shown(file), data)
        reading = record_of(file, source, self._folders)
        if reading:
            self._files[place] = reading
        else:
            self._files.pop(place, None)
        self._course = None

    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """Of each record, by real path: what `lint` would report of the same texts."""
        readings = sorted(self._files.values(), key=lambda file: file.path)
        checked = self.checker.check_course(readings, known=self.course)
        return {place: checked[file.path].problems for place, file in self._files.items()}
