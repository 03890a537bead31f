"""What rendering a course would write and remove, worked out before any file is touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.generated import is_generated
from curriculum.render.pages import OVERVIEWS, module_page, overview_pages
from curriculum.render.regions import filled
from curriculum.render.view import INDEX
from curriculum.source import BOM, Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from curriculum.render.view import View


class HandWritten(Exception):
    """A page would take the place of a file that this tool did not write."""


class PlannedFile(Struct, frozen=True):
    """`old` is None for a file that is not there yet, `new` for one to remove.

    `shown` is its path as users see it; `notes` are what they should know before it is written.
    """

    path: Path
    shown: str
    old: bytes | None
    new: bytes | None
    notes: tuple[str, ...] = ()

    @property
    def is_stale(self) -> bool:
        return self.old != self.new


def planned_pages(view: View, folder: Path, asked: Collection[str]) -> Iterator[PlannedFile]:
    """All overviews, and the pages of the records whose paths are asked for.

    Raises HandWritten.
    """
    for name, text in overview_pages(view):
        yield _page(folder, view.output, name, text)
    for facts in view.course.facts:
        if facts.path in asked:
            yield _page(folder, view.output, *module_page(view, facts))
    yield from _orphans(view, folder)


def _page(folder: Path, shown: str, name: str, text: str) -> PlannedFile:
    path = folder / name
    old = path.read_bytes() if os.path.lexists(path) else None
    if old is not None and not _is_ours(old):
        raise HandWritten(
            f'"{shown}/{name}" was not written by curriculum render, and is left as it is; move '
            "it away, or choose another folder with --output"
        )
    return PlannedFile(path, f"{shown}/{name}", old, text.encode("utf-8", "replace"))


def _orphans(view: View, folder: Path) -> Iterator[PlannedFile]:
    """Pages that this tool wrote for a record that is gone."""
    kept = {INDEX, *OVERVIEWS, *view.pages_of_modules.values()}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        if path.name not in kept and path.is_file() and _is_ours(path.read_bytes()):
            yield PlannedFile(path, f"{view.output}/{path.name}", path.read_bytes(), None)


def _is_ours(data: bytes) -> bool:
    return is_generated(data.removeprefix(BOM).decode("utf-8", "replace"))


def planned_regions(view: View, files: Iterable[tuple[Path, str]]) -> Iterator[PlannedFile]:
    """Files with regions, each with its path as users see it. Raises RegionError."""
    for path, shown in files:
        source = Source(shown, path.read_bytes())
        result = filled(source, view)
        notes = tuple(
            f'{shown}:{line}: the region "{name}" was edited by hand, and what was written there '
            "is replaced; change the records instead"
            for name, line in result.edited
        )
        yield PlannedFile(path, shown, source.data, result.data, notes)
