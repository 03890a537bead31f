"""The lesson that a claim points at, as the export tells it: certain, or not told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.conftest import RECORD, Ran, as_module

Run = Callable[..., Ran]

RECORDS = Path(__file__).parent.parent / "records"
TARGETS = """\
SELECT claims.kind, lessons.number FROM claims LEFT JOIN lessons ON lessons.id = claims.target
WHERE claims.path = 'module-3.2.md' AND claims.sentence LIKE ?
"""
# What a note of a row in module 3.2 says, and the kinds of claims with their lessons.
NOTES = (
    ("Elevated from MENTIONED (sample-spaces, 3.1.1).", "prior_depths", "3.1.1"),
    ("Elevated from MENTIONED (3.1.1).", "prior_depths", "3.1.1"),
    ("Elevated from MENTIONED (3.1).", "prior_depths", None),
    ("Elevated from MENTIONED (9.9.1).", "prior_depths", None),
    ("Elevated from MENTIONED (sample-spaces and 9.9.1).", "prior_depths", None),
    ('Recalls "every outcome is a tile" from 3.1.1.', "attributions", "3.1.1"),
    ('Recalls "every outcome is a tile" from sample-spaces (3.1).', "attributions", "3.1.1"),
    ('Recalls "every outcome is a tile" from Module 3.1.', "attributions", None),
    ('Recalls "every outcome is a tile" from 3.1.9.', "attributions", None),
    ('Recalls "every outcome is a tile" from 3.1.1 and 3.3.1.', "attributions", None),
    ("Elevated from MENTIONED (3.1.1 and 3.3.1).", "prior_depths", None),
    ("Tiles of two colours, deferred to sample-spaces-3-3.", "promises", "3.3.1"),
    ("Tiles of two colours, deferred to Module 3.3.", "promises", None),
    ("Built as in lesson sample-spaces (3.1.1).", "references", "3.1.1"),
    ("Built as in Module 3.1.", "references", None),
    ("Elevated from MENTIONED (Lesson 1 of Series 3).", "prior_depths", "3.1.1"),
    ("Elevated from MENTIONED (Module 3.1, Lesson 1).", "prior_depths", "3.1.1"),
    ("Elevated from MENTIONED (Lesson 1 of Series 9).", "prior_depths", None),
    ('Recalls "every outcome is a tile" from Lesson 1 of Module 3.1.', "attributions", "3.1.1"),
    ("Tiles of two colours, deferred to Module 3.3, Lesson 1.", "promises", "3.3.1"),
    ("Tiles of two colours, deferred to Lesson 1 of Module 9.9.", "promises", None),
)


def asked(database: Path, query: str, *values: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(query, values).fetchall()


def test_a_target_is_one_lesson_beyond_doubt(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    (folder / "module-3.3.md").write_text(as_module(RECORD, "3.3"))
    for note, kind, lesson in NOTES:
        record = as_module(RECORD, "3.2").replace("Drawn as a grid.", note)
        (folder / "module-3.2.md").write_text(record)
        assert run("export", "--format", "sqlite", "--output", "course.db").code == 0
        rows = asked(folder / "course.db", TARGETS, f"%{note.rstrip('.')}%")
        assert (kind, lesson) in rows, note
        assert not [row for row in rows if row[0] == kind and row[1] != lesson], note


def test_words_that_only_look_like_slugs_are_no_claims(run: Run, folder: Path) -> None:
    record = RECORD.replace("Drawn as a grid.", "Drawn as a grid with fine-tuning and auto-set.")
    (folder / "module-3.1.md").write_text(record)
    run("export", "--format", "sqlite", "--output", "course.db")
    found = asked(folder / "course.db", "SELECT claim FROM claims WHERE kind = 'references'")
    assert not [row for row in found if "tuning" in str(row) or "auto" in str(row)]
    assert found


def test_what_a_lesson_leans_on_is_known_of_all_kinds(run: Run, folder: Path) -> None:
    file = folder / "course.db"
    run("export", "--format", "sqlite", "--output", file, RECORDS)
    counts = "SELECT kind, count(target), count(*) FROM claims GROUP BY kind"
    told = {str(kind): (found, of) for kind, found, of in asked(file, counts)}
    for kind in ("references", "attributions", "prior_depths"):
        found, of = told[kind]
        assert isinstance(found, int)
        assert isinstance(of, int)
        assert 0.8 * of < found <= of
    assert told["dated"][0] == 0
    later = """SELECT claims.sentence FROM claims JOIN lessons ON lessons.id = claims.lesson
        JOIN lessons AS source ON source.id = claims.target
        WHERE kind = 'prior_depths' AND source.place > lessons.place"""
    assert asked(file, later) == []
