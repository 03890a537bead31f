"""Where what was found out is kept, and the names of its entries: all that they depend on."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from curriculum import __version__

VARIABLE = "CURRICULUM_CACHE_DIR"


def key(digest: bytes, *depends_on: str) -> str:
    """The name of an entry: the digest of what a file holds, and all else that it depends on."""
    made = blake2b(digest_size=20)
    for part in (tool_version(), *depends_on):
        made.update(part.encode("utf-8", "surrogateescape") + b"\0")
    made.update(digest)
    return made.hexdigest()


def digest_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=20).digest()


def user_folder() -> Path | None:
    """None where the system names no home."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    try:
        return _user_folder() / "curriculum"
    except RuntimeError:
        return None


def _user_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".cache"


@cache
def tool_version() -> str:
    """The version, and the very files of this installation: a checkout changes without one."""
    return f"{__version__} {sources_digest(Path(__file__).parent.parent)}"


def sources_digest(folder: Path) -> str:
    """Names, sizes and times of the Python files in a folder and below it."""
    digest = blake2b(digest_size=16)
    folders = [os.fspath(folder)]
    if folder.is_file():
        status = folder.stat()
        return f"{folder} {status.st_size} {status.st_mtime_ns}"
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    said = f"{entry.path} {status.st_size} {status.st_mtime_ns}\0"
                    digest.update(said.encode("utf-8", "surrogateescape"))
                elif entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    folders.append(entry.path)
    return digest.hexdigest()
