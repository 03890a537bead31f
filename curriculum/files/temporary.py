"""Files that wait beside their target until they take its place.

Their names begin with a dot, so no search for records finds them, and hold the number of their
process, so that a later run removes what a killed one left.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from curriculum.text.patterns import lazy_pattern

SUFFIX = ".curriculum.tmp"
# What SQLite puts beside a database has a suffix of its own.
_OURS = lazy_pattern(rf"\..*\.(\d{{1,10}})(?:-\d+)?{SUFFIX}(?:-\w+)?", re.DOTALL)
# A name has at most 255 bytes, and a character at most four.
_LONGEST = 50


def beside(target: Path, process: str, number: int = 0) -> Path:
    """The name of the temporary file for a target."""
    again = f"-{number}" if number else ""
    return target.with_name(f".{_short(target.name)}.{process}{again}{SUFFIX}")


def _short(name: str) -> str:
    """Long names that begin alike stay different."""
    if len(name) <= _LONGEST:
        return name
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()
    return f"{name[: _LONGEST - 17]}-{digest[:16]}"


def temporary_for(target: Path) -> Path:
    """A new, empty file that only this user can read. Raises OSError."""
    for number in count():
        name = beside(target, str(os.getpid()), number)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return name
    raise AssertionError("numbers do not end")


def left_by_killed_runs(folder: Path, names: Iterable[str]) -> list[Path]:
    """Those of the names that belong to a process that is gone."""
    found = ((name, _OURS.fullmatch(name)) for name in names if SUFFIX in name)
    return [folder / name for name, ours in found if ours and not _is_running(int(ours[1]))]


def clear_after_killed_runs(folders: Iterable[Path]) -> None:
    """Only of the folders themselves. What cannot be removed stays, in silence."""
    for folder in set(folders):
        with contextlib.suppress(OSError):
            for file in left_by_killed_runs(folder, os.listdir(folder)):
                file.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
