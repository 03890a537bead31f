"""Which files look like lesson plans, and the patterns that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath

from curriculum.parse.tables import CONCEPT_COLUMNS, header_key
from curriculum.workspace.survey import Grid, Surveyed

_REQUIRED = "required"


def is_plan(file: Surveyed) -> bool:
    """It has a table of prerequisites: what the lesson requires beside what the student has."""
    return any(map(_is_prerequisites, file.grids))


def _is_prerequisites(grid: Grid) -> bool:
    headers = [header_key(header) for header in grid.headers]
    is_index = bool(headers) and CONCEPT_COLUMNS.get(headers[0]) == "concept"
    return is_index and any(header.startswith(_REQUIRED) for header in headers)


def plan_patterns(plans: Sequence[Surveyed]) -> list[str]:
    """One for each folder; of folders with one name in several places, one for all of them."""
    folders: dict[str, set[PurePath]] = defaultdict(set)
    for file in plans:
        folders[file.path.parent.name].add(file.path.parent)
    return sorted(_pattern(name, places) for name, places in folders.items())


def _pattern(name: str, places: set[PurePath]) -> str:
    if len(places) > 1:
        return f"**/{name}/*.md"
    (folder,) = places
    return (folder / "*.md").as_posix()
