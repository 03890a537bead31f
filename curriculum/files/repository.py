"""Where a repository ends: what lies above or outside it is neither configured nor written."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path


def repository_root(folder: Path) -> Path | None:
    """The nearest folder at or above this one that holds `.git`, a folder or a file.

    None where others can write to it: they may have put the `.git` there.
    """
    root = _nearest_root(folder)
    return None if root is None or others_can_write(root, folder) else root


def _nearest_root(folder: Path) -> Path | None:
    return next((one for one in (folder, *folder.parents) if is_root(one)), None)


def is_root(folder: Path) -> bool:
    return os.path.lexists(folder / ".git")


def folders_up_to_root(folder: Path) -> Iterator[Path]:
    """The folder, then its parents up to the root of the repository; outside one, only itself."""
    root = _nearest_root(folder)
    for one in (folder, *folder.parents):
        yield one
        if root is None or one == root:
            return


def others_can_write(parent: Path, folder: Path) -> bool:
    """Whether a user who is neither this one nor the owner of `folder` can write to a parent of it.

    Of the folder itself nobody asks: who works there has chosen it. A group is trusted.
    """
    if sys.platform == "win32" or parent == folder:
        return False
    state = parent.stat()
    trusted = (0, os.geteuid(), folder.stat().st_uid)
    return bool(state.st_mode & stat.S_IWOTH) or state.st_uid not in trusted


def limit_of(folder: Path) -> Path:
    """Where what a configuration in the folder names must lie: its repository, else the folder."""
    place = Path(os.path.realpath(folder))
    return repository_root(place) or place


def lies_in(path: Path, folder: Path) -> bool:
    """Links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(folder)


def leads_outside(file: Path, given: Path) -> bool:
    """Whether a link on the way to a file leads out of the repository that holds the link.

    Outside a repository, a link below `given`, which a user named, must not lead out of that.
    """
    start = given if given.is_dir() else given.parent
    links = [one for one in (file, *file.parents) if one.is_symlink()]
    return any(_leads_out(link, start) for link in links)


def _leads_out(link: Path, start: Path) -> bool:
    root = repository_root(Path(os.path.realpath(link.parent)))
    if root is not None:
        return not lies_in(link, root)
    return start in link.parents and not lies_in(link, Path(os.path.realpath(start)))
