"""The forms of `export` that are tables: the same rows in each, and real questions answered."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.export.rows import TABLES
from tests.conftest import RECORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

    Run = Callable[..., Ran]

RECORDS = Path(__file__).parent.parent / "records"
README = Path(__file__).parent.parent / "README.md"


@pytest.fixture
def database(run: Run, folder: Path) -> Path:
    file = folder / "course.db"
    assert run("export", "--format", "sqlite", "--output", file, RECORDS).code == 0
    return file


def asked(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(query).fetchall()


def test_all_forms_hold_the_same_rows(run: Run, folder: Path, database: Path) -> None:
    run("export", "--format", "csv", "--output", folder / "tables", RECORDS)
    lines = run("export", "--format", "jsonl", RECORDS).out.splitlines()
    objects = [json.loads(line)["object"] for line in lines]
    for name in TABLES:
        with (folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        count = asked(database, f'SELECT count(*) FROM "{name}"')[0][0]
        assert tuple(header) == TABLES[name].columns
        assert len(rows) == count == objects.count(name.removesuffix("s"))
    assert len(objects) > len(TABLES)


def test_keys_point_at_rows_that_exist(database: Path) -> None:
    assert asked(database, "PRAGMA foreign_key_check") == []
    assert asked(database, "PRAGMA integrity_check") == [("ok",)]
    assert asked(database, "SELECT count(*) FROM concepts WHERE lesson IS NOT NULL") > [(0,)]


def test_full_text_finds_what_a_row_says(database: Path) -> None:
    query = "SELECT \"table\" FROM search WHERE search MATCH 'attention' ORDER BY rank"
    assert "concepts" in {row[0] for row in asked(database, query)}


def test_a_spreadsheet_runs_no_cell(run: Run, folder: Path) -> None:
    evil = RECORD.replace("Drawn as a grid.", '=HYPERLINK("http://x";"y")')
    (folder / "module-3.1.md").write_text(evil)
    run("export", "--format", "csv", "--output", "tables")
    with (folder / "tables" / "concepts.csv").open(encoding="utf-8-sig", newline="") as file:
        notes = [row["notes"] for row in csv.DictReader(file)]
    assert notes[0] == '\'=HYPERLINK("http://x";"y")'
    assert not any(note.startswith(("=", "+", "-", "@")) for note in notes)


def test_another_file_is_not_replaced(run: Run, folder: Path) -> None:
    record = folder / "module-3.1.md"
    record.write_text(RECORD)
    (folder / "notes.txt").write_text("mine")
    ran = run("export", "--format", "sqlite", "--output", "notes.txt")
    assert (ran.code, ran.err) == (
        2,
        '"notes.txt" is no SQLite file and is not replaced; name another one\n',
    )
    assert run("export", "--output", record).code == 2
    assert run("export", "--format", "csv").code == 2
    assert {file.name for file in folder.iterdir()} == {"module-3.1.md", "notes.txt"}
    assert record.read_text() == RECORD


def test_the_queries_of_the_readme_answer(database: Path) -> None:
    text = (README.parent / "docs" / "queries.sql").read_text()
    assert text in README.read_text()
    never_again, leaned_on, left_open = (
        asked(database, query) for query in text.split(";") if query.strip()
    )
    terms = {row[0] for row in never_again}
    assert "FLUX.2" in terms
    assert not terms & {"Velocity target", "Latent diffusion", "T5-XXL encoder"}
    sources = {row[0] for row in leaned_on}
    assert {"6.1.1", "6.1.2"} <= sources
    assert all(str(source) < "7.4.3" for source in sources)
    numbers = [row[0] for row in left_open]
    assert len(numbers) == len(set(numbers)) > 0
