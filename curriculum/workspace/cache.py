"""Keeps what was examined in the user's cache folder, so that only changed files are read again.

Nothing in it depends on another file. It may be deleted, shared, damaged or read-only at any time:
whatever cannot be used is examined again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct, field

from curriculum import __version__
from curriculum.files.file import read_file
from curriculum.workspace.file_result import CacheEntry

VARIABLE = "CURRICULUM_CACHE_DIR"
# A record takes about 30 KB here; the course of the run itself is never cut.
MOST_ENTRIES = 5_000
_SUFFIX = ".facts"


class Cache(Struct, frozen=True):
    folder: Path
    used: set[str] = field(default_factory=set)

    def get(self, key: str) -> CacheEntry | None:
        from curriculum.workspace.cache_entry import from_bytes

        self.used.add(key)
        try:
            return from_bytes(read_file(self._file(key)), key)
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Other runs see all of it or nothing."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".new")
            try:
                with open(handle, "wb") as file:
                    file.write(data)
                os.replace(name, self._file(key))
            except OSError:
                os.unlink(name)

    def tidy(self) -> None:
        """Removes what was written first where there is too much; to be called after writing."""
        with suppress(OSError):
            with os.scandir(self.folder) as files:
                entries = [file for file in files if file.name.endswith((_SUFFIX, ".new"))]
            if len(entries) <= max(MOST_ENTRIES, 2 * len(self.used)):
                return
            idle = [e for e in entries if e.name.removesuffix(_SUFFIX) not in self.used]
            idle.sort(key=lambda entry: entry.stat().st_mtime_ns)
            for entry in idle[: len(entries) - MOST_ENTRIES // 2]:
                with suppress(FileNotFoundError):  # another run was faster
                    os.unlink(entry.path)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"


def key(data: bytes, *depends_on: str) -> str:
    """The name of an entry: what a file holds, and all else that the entry depends on."""
    digest = blake2b(digest_size=20)
    for part in (tool_version(), *depends_on):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    digest.update(data)
    return digest.hexdigest()


def user_cache() -> Cache | None:
    """None where the system names no home."""
    if named := os.environ.get(VARIABLE):
        return Cache(Path(named))
    try:
        return Cache(_user_folder() / "curriculum")
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
