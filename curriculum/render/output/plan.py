"""The pages and regions of a course, as rendering would write them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from curriculum.files.file import read_file
from curriculum.files.source import Source
from curriculum.render.markdown.pages import OVERVIEWS, module_page, overview_pages
from curriculum.render.markdown.regions import filled
from curriculum.render.markdown.view import INDEX, View
from curriculum.render.output.ownership import MarkedPages, OwnedFolder, PlannedFile


def planned_pages(view: View, folder: Path, asked: Collection[str]) -> Iterator[PlannedFile]:
    """All overviews, and the pages of the records whose paths are asked for.

    Raises HandWritten, OSError.
    """
    owned = OwnedFolder(folder, view.output, MarkedPages(folder))
    for name, text in overview_pages(view):
        yield owned.planned(name, text.encode("utf-8", "replace"))
    for facts in view.course.facts:
        if facts.path in asked:
            name, text = module_page(view, facts)
            yield owned.planned(name, text.encode("utf-8", "replace"))
    yield from owned.orphans({INDEX, *OVERVIEWS, *view.pages_of_modules.values()})


def planned_regions(view: View, files: Iterable[tuple[Path, str]]) -> Iterator[PlannedFile]:
    """Files with regions, each with its path as users see it. Raises RegionError."""
    for path, shown in files:
        source = Source(shown, read_file(path))
        result = filled(source, view)
        notes = tuple(
            f'{shown}:{line}: the region "{name}" was edited by hand, and what was written there '
            "is replaced; change the records instead"
            for name, line in result.edited
        )
        yield PlannedFile(path, shown, source.data, result.data, notes)
