"""Where a repository ends: what lies above or outside it is neither configured nor written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def repository_root(folder: Path) -> Path | None:
    """The nearest folder at or above this one that holds `.git`, a folder or a file."""
    return next((one for one in (folder, *folder.parents) if is_root(one)), None)


def is_root(folder: Path) -> bool:
    return os.path.lexists(folder / ".git")


def folders_up_to_root(folder: Path) -> Iterator[Path]:
    """The folder, then its parents up to the root of the repository; outside one, only itself.

    A parent outside a repository may be a place that others can write to.
    """
    root = repository_root(folder)
    for one in (folder, *folder.parents):
        yield one
        if root is None or one == root:
            return


def leads_outside(file: Path, given: Path) -> bool:
    """Whether a link on the way from `given`, a path that a user named, leaves what it named.

    A target in the same repository is not outside.
    """
    real = Path(os.path.realpath(file))
    start = Path(os.path.realpath(given if given.is_dir() else given.parent))
    return not real.is_relative_to(repository_root(start) or start)
