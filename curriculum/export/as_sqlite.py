"""One SQLite file with tables, foreign keys, indexes and a full-text index named `search`."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from curriculum.course.course import Course
from curriculum.export.rows import TABLES, Row, Table, course_rows
from curriculum.files.temporary import clear_after_killed_runs
from curriculum.files.writing import replacing

_MAGIC = b"SQLite format 3\0"
_NUMBERS = frozenset(
    {"place", "built", "planned", "revisit", "line", "column"}
    | {"iteration", "critical", "improvement", "polish"}
)


class NoDatabase(Exception):
    """The file that would be replaced is something else."""


def write(course: Course, file: Path) -> None:
    """Raises OSError, and NoDatabase where another file has this name."""
    if file.exists() and file.stat().st_size and not _is_database(file):
        raise NoDatabase(f'"{file}" is no SQLite file and is not replaced; name another one')
    clear_after_killed_runs([file.parent])
    try:
        with replacing(file) as temporary, closing(sqlite3.connect(temporary)) as database:
            _fill(database, course)
    except sqlite3.OperationalError as error:  # so it calls a full disk
        raise OSError(errno.EIO, str(error), str(file)) from error


def _fill(database: sqlite3.Connection, course: Course) -> None:
    database.executescript("\n".join(_statements()))
    for name, row in course_rows(course):
        _insert(database, name, row)
    database.execute("INSERT INTO search(search) VALUES ('optimize')")
    database.commit()


def _is_database(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


def _statements() -> Iterator[str]:
    for name, table in TABLES.items():
        columns = ", ".join(_column(column, table) for column in table.columns)
        yield f'CREATE TABLE "{name}" ({columns});'
        for column in table.references:
            yield f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}");'
    yield 'CREATE INDEX "concepts_term" ON "concepts" ("term" COLLATE NOCASE);'
    yield 'CREATE INDEX "lessons_slug" ON "lessons" ("slug");'
    yield (
        'CREATE VIRTUAL TABLE "search" USING fts5(text, "table" UNINDEXED, id UNINDEXED, '
        "path UNINDEXED, line UNINDEXED, tokenize='porter unicode61');"
    )


def _column(column: str, table: Table) -> str:
    if column == "id":
        return '"id" INTEGER PRIMARY KEY'
    if column in table.references:
        return f'"{column}" INTEGER REFERENCES "{table.references[column]}" ("id")'
    return f'"{column}" {"INTEGER" if column in _NUMBERS else "TEXT"}'


def _insert(database: sqlite3.Connection, name: str, row: Row) -> None:
    table = TABLES[name]
    clean = [_clean(value) if isinstance(value, str) else value for value in row]
    marks = ", ".join("?" * len(row))
    database.execute(f'INSERT INTO "{name}" VALUES ({marks})', clean)
    values = dict(zip(table.columns, clean, strict=True))
    text = "\n".join(str(values[column]) for column in table.texts if values[column])
    if text:
        found = (text, name, values["id"], values.get("path"), values.get("line", 1))
        database.execute("INSERT INTO search VALUES (?, ?, ?, ?, ?)", found)


def _clean(text: str) -> str:
    """Bytes that are no UTF-8 cannot stand in a database's text."""
    return text.encode("utf-8", "replace").decode("utf-8")
