"""Parses, checks, fixes and renders the module records of a course.

`load` and `loads` are the public API; what they return is described in `curriculum.model.record`
and, as JSON, in `schemas/record.schema.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from curriculum.model.record import Record

__version__ = "0.1.0"
# The address of the project's repository, None until it has one. All printed addresses follow it.
HOME: str | None = None
__all__ = ["__version__", "load", "loads"]


def load(path: str | PathLike[str]) -> Record:
    """Reads one record. Raises OSError where the file cannot be opened, and never on content."""
    from curriculum.files.file import read_file  # a lazy package: `import curriculum` costs nothing
    from curriculum.read import read_bytes

    return read_bytes(read_file(path), str(path)).record


def loads(text: str, path: str = "<text>") -> Record:
    """Reads a record from its Markdown. `path` is what the record calls its file."""
    from curriculum.read import read_bytes

    return read_bytes(text.encode("utf-8", "surrogateescape"), path).record
