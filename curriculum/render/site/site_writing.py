"""A site brought up to date in its folder, or compared with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from curriculum.render.output.ownership import OwnedFolder, PlannedFile, listed_in
from curriculum.render.output.staging import Stage, clear_after_killed_runs, locked
from curriculum.render.site.site import Site


class Update(Struct, frozen=True):
    """`notes` tell of files that somebody has changed, and that stay."""

    written: int
    removed: int
    notes: tuple[str, ...]


def write_site(site: Site, output: Path, shown: str) -> Update:
    """Raises TemplateFailure, HandWritten, BeingWritten, OSError.

    Nothing is replaced or removed before all pages are made, nor ever what an earlier call did not
    write. Files that are already right are not written again.
    """
    with locked(output, shown):
        return _written(site, output, shown)


def _written(site: Site, output: Path, shown: str) -> Update:
    listed = listed_in(output)
    folder = OwnedFolder(output, shown, listed)
    stage = Stage(folder, str(os.getpid()))
    try:
        staged = list(site.made(stage.put))
        orphans = list(folder.orphans({one.name for one in staged}))
        gone = [file for file in orphans if file.is_stale]
        clear_after_killed_runs(output)
        stage.publish(staged, gone, listed)
    except BaseException:
        stage.clear()
        raise
    notes = tuple(note for file in orphans for note in file.notes)
    return Update(sum(one.is_new for one in staged), len(gone), notes)


def planned_site(site: Site, output: Path, shown: str) -> Iterator[PlannedFile]:
    """All files of the site, those that are up to date without their bytes.

    Raises TemplateFailure, HandWritten, OSError.
    """
    folder = OwnedFolder(output, shown, listed_in(output))

    def compared(name: str, data: bytes) -> PlannedFile:
        file = folder.planned(name, data)
        return file if file.is_stale else PlannedFile(file.path, file.shown, None, None)

    names = set()
    for file in site.made(compared):
        names.add(file.path.relative_to(output).as_posix())
        yield file
    yield from folder.orphans(names)
