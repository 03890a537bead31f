"""Which files are lesson plans: those that the configuration's patterns match."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from curriculum.files.file import read_file
from curriculum.files.repository import lies_in, limit_of
from curriculum.workspace.discovery import Buffer, RecordFolders, files_in

_SUFFIXES = (".md", ".markdown")


class PlanFile(Struct, frozen=True):
    """`shown` is its name in reports. `asked` are those that PATHS name, or all without PATHS."""

    file: Path
    shown: str
    data: bytes
    asked: bool


def find_plans(
    patterns: Sequence[str],
    folders: RecordFolders,
    paths: Sequence[str] = (),
    buffer: Buffer | None = None,
) -> list[PlanFile]:
    """In the order of their names. Raises OSError for one that cannot be read."""
    asked = [Path(os.path.realpath(path)) for path in paths if path != "-"]
    return [
        PlanFile(
            file,
            folders.shown(file),
            buffer.data if buffer and buffer.is_for(file) else read_file(file),
            not asked or any(Path(os.path.realpath(file)).is_relative_to(one) for one in asked),
        )
        for file in plan_paths(patterns, folders)
    ]


def plan_paths(patterns: Sequence[str], folders: RecordFolders) -> list[Path]:
    """A link that leads out of the repository is none, nor is a file with a record's name."""
    if not patterns:
        return []
    limit = limit_of(folders.base)
    found = {
        file
        for file in _matching(patterns, folders.base)
        if lies_in(file, limit) and not folders.is_named(file)
    }
    return sorted(found)


def _matching(patterns: Sequence[str], base: Path) -> Iterator[Path]:
    wanted = re.compile("|".join(map(_pattern, patterns)))
    for file in files_in(base):
        name = file.relative_to(base).as_posix()
        if name.endswith(_SUFFIXES) and wanted.fullmatch(name):
            yield file


def _pattern(glob: str) -> str:
    """`**/` is any number of folders; a star ends at a slash."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob.removeprefix("./"))
    meaning = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meaning.get(part, re.escape(part)) for part in parts)


def without_plans(paths: Iterable[str], plans: Sequence[PlanFile]) -> tuple[str, ...]:
    """The PATHS that name no plan itself."""
    files = {os.path.realpath(plan.file) for plan in plans}
    return tuple(path for path in paths if os.path.realpath(path) not in files)
