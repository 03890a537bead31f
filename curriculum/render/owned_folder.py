"""A folder of generated files: only what was generated is ever replaced or removed."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MANIFEST = ".curriculum-site.json"
# Waiting for the disk, not for the processor.
_WRITERS = 8


class ForeignFile(Exception):
    """Something is in the way that was not generated; the message names it."""


class Update(Struct, frozen=True):
    """`kept` are files of an earlier run that somebody has changed since, and are not removed."""

    written: int
    removed: int
    kept: tuple[str, ...]


def update_folder(folder: Path, files: Mapping[str, bytes]) -> Update:
    """Makes the folder hold these files. Raises ForeignFile before anything is written, OSError.

    Names are relative, with `/`. Files that are already right are not written again.
    """
    owned = _owned(folder)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    here = {name: _digest(folder / name) for name in {*files, *owned}}
    for name in sorted(files):
        _check_mine(folder, name, here[name], {digests[name], owned.get(name, "")})
    stale = sorted(name for name in owned if name not in files and here[name])
    gone = [name for name in stale if here[name] == owned[name] and _is_inside(folder, name)]
    changed = [name for name in sorted(files) if here[name] != digests[name]]
    if changed or gone or owned != digests:
        _write(folder, MANIFEST, _manifest(owned | digests))
        _write_all(folder, changed, files)
        for name in gone:
            _remove(folder, name)
        _write(folder, MANIFEST, _manifest(digests))
    return Update(len(changed), len(gone), tuple(name for name in stale if name not in gone))


def _manifest(digests: Mapping[str, str]) -> bytes:
    return json.dumps({"version": 1, "files": digests}, indent=0, sort_keys=True).encode()


def _owned(folder: Path) -> dict[str, str]:
    """What an earlier run wrote; nothing where its list cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    files = found.get("files") if isinstance(found, dict) else None
    pairs = files.items() if isinstance(files, dict) else ()
    return {name: digest for name, digest in pairs if _is_plain(name) and isinstance(digest, str)}


def _is_plain(name: str) -> bool:
    """It leads nowhere but below the folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name


def _digest(file: Path) -> str:
    """Empty where there is no file."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return ""


def _is_inside(folder: Path, name: str) -> bool:
    """No symbolic link on the way leads out of the folder."""
    real = os.path.realpath(folder)
    return os.path.realpath(folder / name) == os.path.join(real, *PurePosixPath(name).parts)


def _check_mine(folder: Path, name: str, digest: str, mine: set[str]) -> None:
    if not _is_inside(folder, name):
        raise ForeignFile(f'"{folder / name}" lies behind a symbolic link; choose another folder')
    if digest not in mine | {""}:
        raise ForeignFile(
            f'"{folder / name}" is not what `curriculum render` wrote there; move it away, or '
            "choose another folder with --output"
        )


def _write_all(folder: Path, names: Sequence[str], files: Mapping[str, bytes]) -> None:
    for parent in sorted({(folder / name).parent for name in names}):
        parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_WRITERS) as pool:
        for _ in pool.map(lambda name: _replace(folder / name, files[name]), names):
            pass


def _write(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / name, data)


def _replace(target: Path, data: bytes) -> None:
    """The mode is that of a new file; asking for the mask would change it for other threads."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _remove(folder: Path, name: str) -> None:
    file = folder / name
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
