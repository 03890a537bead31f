"""The forms of `export` that are tables: the same rows in each, and real questions answered."""

from __future__ import annotations

import csv
import errno
import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from curriculum.claims.read_claims import claims_of
from curriculum.cli.output import Failure, write_file_of
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.course.course import course_of
from curriculum.export.as_json import chunks
from curriculum.export.rows import TABLES
from curriculum.read import read_bytes
from tests.conftest import RECORD, Ran

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


def test_a_yaml_record_gives_the_rows_of_its_twin(run: Run, folder: Path) -> None:
    """All but its places: a claim in the notes of a concept belongs to the concept's lesson."""
    for name in ("plain", "data"):
        (folder / name).mkdir()
        for file in RECORDS.glob("module-6.*.md"):
            (folder / name / file.name).write_bytes(file.read_bytes())
    twin = folder / "data" / "module-6.1.yaml"
    run("export", "data/module-6.1.md", "--format", "yaml", "--output", twin)
    (folder / "data" / "module-6.1.md").unlink()

    def rows(name: str) -> list[str]:
        lines = map(json.loads, run("export", "--format", "jsonl", name).out.splitlines())
        places = {"id", "path", "line", "column"}
        return sorted(str({k: v for k, v in one.items() if k not in places}) for one in lines)

    assert rows("data") == rows("plain")


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


@pytest.mark.parametrize(
    "first",
    [
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        " =",
        "\uff1d",
        "\u00a0=",
        "\u200b=",
        " \u2060+",
        "\ufeff@",
    ],
)
def test_whatever_a_cell_begins_with_it_is_text(run: Run, folder: Path, first: str) -> None:
    """A tab or a line break can only stand there in YAML."""
    goal = json.dumps(f"{first}cmd|' /C calc'!A0\0")
    fields = f"[{{name: A, items: [{goal}], text: {goal}}}]"
    (folder / "module.yaml").write_text(
        f'module: "3.1"\ntitle: A\ngoal: {goal}\nlessons: [{{slug: a-b, fields: {fields}}}]\n'
    )
    assert run("export", "--format", "csv", "--output", "tables", ".").code == 0
    for file in (folder / "tables").iterdir():
        assert "\0" not in file.read_text(encoding="utf-8-sig")
        with file.open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert not any(cell.strip(" ").startswith(tuple("=+-@\t\r\n\uff1d")) for cell in cells)


def test_the_same_course_gives_the_same_bytes(run: Run, folder: Path, database: Path) -> None:
    files = [database]
    for name in ("1", "2"):
        run("export", "--format", "sqlite", "--output", f"{name}.db", RECORDS)
        run("export", "--format", "csv", "--output", f"{name}", RECORDS)
        files.append(folder / f"{name}.db")
    assert len({file.read_bytes() for file in files}) == 1
    for file in (folder / "1").iterdir():
        assert file.read_bytes() == (folder / "2" / file.name).read_bytes()


def test_json_is_written_record_by_record(run: Run) -> None:
    """And is, put together, what writes the whole at once."""
    out = run("export", RECORDS).out
    assert out == json.dumps(json.loads(out), ensure_ascii=False, indent=2) + "\n"
    course = course_of([claims_of(read_bytes(RECORD.encode(), "a.md"))], DEFAULT_SETTINGS)
    pieces = list(chunks(course))
    assert len(pieces) == 3
    assert json.loads("".join(pieces))["modules"][0]["module"] == "3.1"
    assert json.loads("".join(chunks(course_of([], DEFAULT_SETTINGS))))["modules"] == []


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_bytes_that_are_no_text_make_no_broken_data(run: Run, folder: Path, form: str) -> None:
    (folder / "module-3.1.md").write_bytes(RECORD.replace("grid", "gr\xefd").encode("latin-1"))
    printed = run("export", "--format", form, ".").out
    run("export", "--format", form, "--output", "file", ".")
    assert (folder / "file").read_bytes().decode("utf-8") == printed
    assert "\N{REPLACEMENT CHARACTER}" not in printed
    assert "gr?d" in printed


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


@pytest.mark.parametrize("form", ["json", "jsonl", "sqlite"])
def test_a_file_is_replaced_whole_where_its_link_points(run: Run, folder: Path, form: str) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    other = folder / "other"
    other.touch()
    other.chmod(0o640)
    before = other.stat().st_ino
    (folder / "link").symlink_to(other)
    assert run("export", "--format", form, "--output", "link").code == 0
    assert (folder / "link").is_symlink()
    assert other.stat().st_size > 100
    assert (stat.S_IMODE(other.stat().st_mode), other.stat().st_ino == before) == (0o640, False)
    assert {file.name for file in folder.iterdir()} == {"module-3.1.md", "other", "link"}


def test_a_file_that_cannot_be_written_whole_stays(folder: Path) -> None:
    def texts() -> Iterator[str]:
        yield "new"
        raise OSError(errno.ENOSPC, "No space left on device")

    (folder / "course.json").write_text("old")
    with pytest.raises(Failure, match="no space left"):
        write_file_of("course.json", texts())
    assert [file.read_text() for file in folder.iterdir()] == ["old"]


def test_what_is_no_usual_file_is_written_to_and_never_replaced(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("export", "--output", "pipe").code == 0
    assert os.read(reader, 20).startswith(b'{\n  "version": 1')
    os.close(reader)
    ran = run("export", "--format", "sqlite", "--output", "pipe")
    assert (ran.code, ran.err) == (2, 'cannot write "pipe": this is no usual file\n')
    assert (folder / "pipe").is_fifo()


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
