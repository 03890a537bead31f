"""Which files of an output folder this tool wrote: nothing else is ever replaced or removed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from msgspec import Struct

from curriculum.files.own_pages import is_generated
from curriculum.files.source import BOM

MANIFEST = ".curriculum-site.json"


class Ownership(Protocol):
    """Names are relative to the folder, with `/`."""

    def names(self) -> Iterable[str]:
        """The files that an earlier run may have written."""

    def owns(self, name: str, data: bytes) -> bool:
        """Whether what stands in this file is this tool's."""


class MarkedPages(Struct, frozen=True):
    """Markdown pages say it in their first line: a list of them would conflict in every merge."""

    folder: Path

    def names(self) -> Iterable[str]:
        pages = sorted(self.folder.glob("*.md")) if self.folder.is_dir() else []
        return [
            page.name
            for page in pages
            if page.is_file() and self.owns(page.name, page.read_bytes())
        ]

    def owns(self, name: str, data: bytes) -> bool:
        del name
        return is_generated(data.removeprefix(BOM).decode("utf-8", "replace"))


class ListedFiles(Struct, frozen=True):
    """The files of a site stand in a list with their digests: pictures and scripts have no marks.

    A file has several while it is being replaced, so that a run that was killed can be repeated.
    """

    digests: Mapping[str, tuple[str, ...]]

    def names(self) -> Iterable[str]:
        return sorted(self.digests)

    def owns(self, name: str, data: bytes) -> bool:
        return digest(data) in self.digests.get(name, ())

    def with_new(self, new: Mapping[str, str]) -> ListedFiles:
        names = {*self.digests, *new}
        both = {name: (*self.digests.get(name, ()), *_one(new.get(name))) for name in names}
        return ListedFiles({name: tuple(dict.fromkeys(all_)) for name, all_ in both.items()})

    @property
    def text(self) -> bytes:
        files = {name: list(all_) for name, all_ in self.digests.items()}
        return json.dumps({"version": 2, "files": files}, indent=0, sort_keys=True).encode()


def listed_in(folder: Path) -> ListedFiles:
    """What an earlier run wrote; nothing where its list cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
        return ListedFiles({})
    files = found.get("files") if isinstance(found, dict) else None
    pairs = files.items() if isinstance(files, dict) else ()
    return ListedFiles({name: _digests(all_) for name, all_ in pairs if _is_plain(name)})


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digests(value: object) -> tuple[str, ...]:
    all_ = value if isinstance(value, list) else [value]
    return tuple(one for one in all_ if isinstance(one, str))


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _is_plain(name: str) -> bool:
    """It leads nowhere but below the folder."""
    parts = PurePosixPath(name).parts
    plain = not any(mark in name for mark in ("\\", "\0"))
    return plain and bool(parts) and ".." not in parts and not name.startswith("/")
