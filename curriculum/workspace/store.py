"""Keeps what was found out in one SQLite file per course: only what changed is read again.

Entries are named by all that they depend on. The file may be deleted, shared, damaged, locked or
read-only at any time: whatever cannot be used is found out again, and nobody is told.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from curriculum.workspace.cache import user_folder

if TYPE_CHECKING:
    import sqlite3  # 10 ms, and a run without a store does without

# An entry takes about 30 KB; those of the run itself are never cut.
MOST_ENTRIES = 5_000
SUFFIX = ".sqlite"
# What was kept before in files of their own.
_OLD_SUFFIXES = (".facts", ".new")
_CHECKSUM = 8
# Another run commits in milliseconds; one that holds the file longer is not waited for.
_PATIENCE = 0.2
_LONGEST_UNUSED = 90 * 24 * 3600
Made = TypeVar("Made")
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, data BLOB NOT NULL)"


class Store(Struct, frozen=True):
    """`used` are the keys that this run asked for, `new` is what it adds when it is saved."""

    file: Path
    used: set[str] = field(default_factory=set)
    new: dict[str, bytes] = field(default_factory=dict)
    _open: list[sqlite3.Connection] = field(default_factory=list)

    def get(self, key: str) -> bytes | None:
        self.used.add(key)
        if key in self.new:
            return self.new[key]
        row = self._with_connection(lambda connection: _row(connection, key), make=False)
        return _checked(key, row) if row else None

    def put(self, key: str, data: bytes) -> None:
        self.new[key] = data

    def save(self) -> None:
        """In one transaction: other runs see all of it or nothing."""
        if not self.new:
            return
        is_written = self._with_connection(self._write, make=True)
        if is_written:
            self.used.update(self.new)
            self.new.clear()
            self._remove_old()

    def _write(self, connection: sqlite3.Connection) -> bool:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        rows = ((key, _checksum(key, data) + data) for key, data in self.new.items())
        connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)
        self._tidy(connection)
        connection.execute("COMMIT")
        return True

    def _tidy(self, connection: sqlite3.Connection) -> None:
        """Removes what was written first where there is too much."""
        (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        used = self.used | self.new.keys()
        if count > max(MOST_ENTRIES, 2 * len(used)):
            keys = connection.execute("SELECT key FROM entries ORDER BY rowid").fetchall()
            idle = [one for one in keys if one[0] not in used]
            gone = idle[: count - MOST_ENTRIES // 2]
            connection.executemany("DELETE FROM entries WHERE key = ?", gone)

    def _with_connection(
        self, work: Callable[[sqlite3.Connection], Made], *, make: bool
    ) -> Made | None:
        """None where there is no file to read, none can be made, or the file cannot be used."""
        import sqlite3

        try:
            connection = self._connection(make=make)
            return work(connection) if connection else None
        except sqlite3.OperationalError:  # locked, read-only, full, or of another form
            self.close()
        except sqlite3.DatabaseError:  # it is no database any more
            self.close()
            with suppress(OSError):
                self.file.unlink()
        except (OSError, TypeError, ValueError):  # such as a text where bytes should be
            self.close()
        return None

    def _connection(self, *, make: bool) -> sqlite3.Connection | None:
        import sqlite3

        if not self._open:
            if make:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            elif not self.file.is_file():
                return None
            made = sqlite3.connect(self.file, timeout=_PATIENCE, isolation_level=None)
            made.execute("PRAGMA synchronous = OFF")  # a checksum finds what a crash leaves
            self._open.append(made)
        return self._open[0]

    def close(self) -> None:
        while self._open:
            self._open.pop().close()

    def _remove_old(self) -> None:
        """Files of earlier versions, and stores of courses that nobody has checked for long."""
        with suppress(OSError), os.scandir(self.file.parent) as files:
            for one in files:
                unused = time.time() - one.stat().st_mtime > _LONGEST_UNUSED
                if one.name.endswith(_OLD_SUFFIXES) or (one.name.endswith(SUFFIX) and unused):
                    with suppress(OSError):
                        os.unlink(one.path)


def _row(connection: sqlite3.Connection, key: str) -> bytes | None:
    found = connection.execute("SELECT data FROM entries WHERE key = ?", (key,)).fetchone()
    return bytes(found[0]) if found else None


def _checksum(key: str, data: bytes) -> bytes:
    return blake2b(key.encode() + b"\0" + data, digest_size=_CHECKSUM).digest()


def _checked(key: str, row: bytes) -> bytes | None:
    data = row[_CHECKSUM:]
    return data if _checksum(key, data) == row[:_CHECKSUM] else None


def user_store(folder: Path, configuration: Path | None) -> Store | None:
    """That of the course in a folder, as the configuration in a file has it.

    None where the system names no home.
    """
    place = user_folder()
    if place is None:
        return None
    course = f"{os.path.realpath(folder)}\0{configuration and os.path.realpath(configuration)}"
    name = blake2b(course.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return Store(place / f"{name}{SUFFIX}")
