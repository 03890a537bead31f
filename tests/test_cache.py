"""Promise 7: the state of the cache, the number of jobs and the order of PATHS change no byte."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from curriculum.workspace import cache as cache_module
from curriculum.workspace import store as store_module
from tests.conftest import BROKEN, RECORD, Ran, as_module

Run = Callable[..., Ran]


@pytest.fixture
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("own") / "cache"
    monkeypatch.setenv("CURRICULUM_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def course(folder: Path) -> Path:
    """Five records, of which one is broken, one has a suppression, and a file that is none."""
    texts = {f"module-3.{n}.md": as_module(RECORD, f"3.{n}") for n in (1, 2, 3)}
    texts["module-3.4.md"] = as_module(BROKEN, "3.4")
    texts["module-3.5.md"] = as_module(BROKEN, "3.5").replace(
        " |\n\n## Per", " | <!-- curriculum: ignore[unescaped-pipe] on purpose -->\n\n## Per"
    )
    texts["notes.md"] = "# Notes\n\nModule 3 is hard.\n"
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def stores(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite"))


def entries(folder: Path) -> list[str]:
    """The names of what is kept: one for each file, and one for each run that was reported."""
    with closing(sqlite3.connect(stores(folder)[0])) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM entries")]


def test_a_warm_run_says_what_a_cold_one_says(course: Path, run: Run, own_cache: Path) -> None:
    plain = run("lint", "--no-cache")
    assert not own_cache.exists()
    cold = run("lint")
    assert len(entries(own_cache)) == len(list(course.glob("*.md"))) + 1
    assert plain == cold == run("lint")
    assert "unescaped-pipe" in plain.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_warm_run_reads_no_file_again(
    course: Path, run: Run, own_cache: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    del course, own_cache
    cold = run("lint", "--jobs", jobs)

    def refuse(*_: object) -> None:
        raise AssertionError("a file was parsed though it did not change")

    monkeypatch.setattr("curriculum.parse.markdown.parse", refuse)
    monkeypatch.setattr("curriculum.claims.read_claims._in_markdown", refuse)
    assert run("lint") == cold


def test_what_another_file_decides_is_not_remembered(
    course: Path, run: Run, own_cache: Path
) -> None:
    run("lint")
    count = len(entries(own_cache))
    (course / "module-3.2.md").write_text(as_module(RECORD, "3.1"))
    again = run("lint")
    assert len(entries(own_cache)) == count + 2
    assert again == run("lint", "--no-cache")
    assert "duplicate-module" in again.out


def test_settings_and_names_are_part_of_the_question(
    course: Path, run: Run, own_cache: Path
) -> None:
    del own_cache
    run("lint")
    (course / ".curriculum.yaml").write_text("severity:\n  unescaped-pipe: info\n")
    assert run("lint") == run("lint", "--no-cache")
    assert run("lint").code == 0
    assert run("lint", "--ignore", "unescaped-pipe") == run(
        "lint", "--no-cache", "--ignore", "unescaped-pipe"
    )
    (course / "module-3.4.md").rename(course / "renamed.md")
    assert "renamed.md" in run("lint", "--format", "concise").out


def corrupt(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "corrupt": corrupt,
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "of another program": lambda _: b"\x80\x04\x95 pickle or what",
    "longer": lambda data: data + data,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_survived(course: Path, run: Run, own_cache: Path, damage: str) -> None:
    del course
    expected = run("lint")
    for store in stores(own_cache):
        store.write_bytes(DAMAGES[damage](store.read_bytes()))
    assert run("lint") == expected
    assert run("lint") == expected


def test_entries_of_other_files_are_never_mixed_up_by_damage(
    course: Path, run: Run, own_cache: Path
) -> None:
    """A whole entry in the place of another one is what a crash of a file system leaves."""
    del course
    expected = run("lint")
    with closing(sqlite3.connect(stores(own_cache)[0])) as connection, connection:
        connection.execute("UPDATE entries SET data = (SELECT data FROM entries LIMIT 1)")
    assert run("lint") == expected


def test_bytes_that_change_at_random_are_survived(course: Path, run: Run, own_cache: Path) -> None:
    del course
    expected = run("lint")
    whole = stores(own_cache)[0].read_bytes()
    chance = random.Random(7)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 50])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        stores(own_cache)[0].write_bytes(data)
        assert run("lint") == expected
        (own_cache / "other").write_bytes(whole)
        os.replace(own_cache / "other", stores(own_cache)[0])


def test_a_store_that_another_program_holds_is_done_without(
    course: Path, run: Run, own_cache: Path
) -> None:
    expected = run("lint")
    (course / "module-3.2.md").write_text(as_module(RECORD, "3.2").replace("grid", "table"))
    with closing(sqlite3.connect(stores(own_cache)[0], isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert run("lint") == expected
        connection.execute("ROLLBACK")
    assert run("lint") == expected


def test_a_store_with_another_table_is_done_without(
    course: Path, run: Run, own_cache: Path
) -> None:
    del course
    expected = run("lint")
    with closing(sqlite3.connect(stores(own_cache)[0])) as connection, connection:
        connection.execute("DROP TABLE entries")
        connection.execute("CREATE TABLE entries (key INTEGER, other TEXT)")
    assert run("lint") == expected


def test_files_of_earlier_versions_are_removed(course: Path, run: Run, own_cache: Path) -> None:
    del course
    own_cache.mkdir()
    (own_cache / f"{'0' * 40}.facts").write_bytes(b"x")
    run("lint")
    assert [file.suffix for file in own_cache.iterdir()] == [".sqlite"]


def test_a_run_that_is_killed_leaves_a_store_that_others_use(
    course: Path, own_cache: Path, run: Run
) -> None:
    command = [sys.executable, "-m", "curriculum", "lint"]
    for wait in (0.05, 0.2, 0.3, 0.4, 0.5):
        process = subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()
    assert run("lint") == run("lint", "--no-cache")
    assert len(stores(own_cache)) == 1


def test_another_version_has_entries_of_its_own(
    course: Path, run: Run, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del course
    expected = run("lint")
    count = len(entries(own_cache))
    monkeypatch.setattr(cache_module, "tool_version", lambda: "9.9 other")
    assert run("lint") == expected
    assert len(entries(own_cache)) == 2 * count


def test_a_cache_that_cannot_be_written_is_done_without(
    course: Path, run: Run, own_cache: Path
) -> None:
    del course
    expected = run("lint", "--no-cache")
    own_cache.mkdir()
    own_cache.chmod(0o555)
    assert run("lint") == expected
    own_cache.chmod(0o755)
    shutil.rmtree(own_cache)
    own_cache.write_text("a file where the folder should be")
    assert run("lint") == expected


def test_folders_in_the_place_of_entries(course: Path, run: Run, own_cache: Path) -> None:
    del course
    expected = run("lint")
    for store in stores(own_cache):
        store.unlink()
        store.mkdir()
    assert run("lint") == expected


def test_two_runs_at_once(course: Path, own_cache: Path) -> None:
    def lint(_: int) -> bytes:
        command = [sys.executable, "-m", "curriculum", "lint"]
        return subprocess.run(
            command, cwd=course, env=os.environ, capture_output=True, check=False
        ).stdout

    with ThreadPoolExecutor(4) as pool:
        outputs = set(pool.map(lint, range(4)))
    assert len(outputs) == 1
    assert b"unescaped-pipe" in outputs.pop()
    assert len(list(own_cache.iterdir())) == 1


def test_old_entries_are_removed(
    course: Path, run: Run, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MOST_ENTRIES", 20)
    for number in range(40):
        (course / "module-3.1.md").write_text(RECORD + f"\nNote {number}.\n")
        run("lint")
    assert len(entries(own_cache)) <= 22
    assert run("lint") == run("lint", "--no-cache")


@pytest.mark.parametrize("jobs", ["1", "2", "3", "auto"])
def test_the_number_of_jobs_changes_nothing(
    course: Path, run: Run, own_cache: Path, jobs: str
) -> None:
    del course
    expected = run("lint", "--no-cache", "--jobs", "1")
    assert run("lint", "--no-cache", "--jobs", jobs) == expected
    assert run("lint", "--jobs", jobs) == expected
    assert entries(own_cache)


def test_the_order_of_paths_changes_nothing(course: Path, run: Run, own_cache: Path) -> None:
    del own_cache
    paths = sorted(course.glob("module-*.md"))
    expected = run("lint", "--no-cache", *paths)
    assert run("lint", *reversed(paths)) == expected
    assert run("lint", *paths[2:], *paths[:2]) == expected


def test_a_byte_that_is_not_utf_8_is_examined_every_time(
    course: Path, run: Run, own_cache: Path
) -> None:
    del own_cache
    file = course / "module-3.1.md"
    file.write_bytes(file.read_bytes().replace(b"Drawn as", b"Dr\xe4wn as"))
    expected = run("lint", "--no-cache")
    assert "unreadable-text" in expected.out
    assert run("lint") == run("lint") == run("lint", "--jobs", "2") == expected


def test_what_an_editor_has_not_saved_is_judged(course: Path, run: Run, own_cache: Path) -> None:
    del own_cache
    run("lint")
    text = (course / "module-3.4.md").read_bytes()
    mended = text.replace(b"p(y|x)", b"p(y\\|x)")
    arguments = ("lint", "-", "--stdin-filename", "module-3.4.md")
    assert run(*arguments, stdin=text).code == 1
    assert run(*arguments, stdin=mended).code == 0


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "dask://", "1.5"])
def test_wrong_jobs_are_refused(course: Path, run: Run, jobs: str) -> None:
    del course
    ran = run("lint", "--jobs", jobs)
    assert ran.code == 2
    assert "--jobs" in ran.err


REPORTS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")


@pytest.mark.parametrize("form", REPORTS)
def test_what_did_not_change_is_reported_again(
    course: Path, run: Run, own_cache: Path, form: str
) -> None:
    del course, own_cache
    asked = ("lint", "--format", form, "--fail-on", "error")
    expected = run(*asked, "--no-cache")
    assert run(*asked) == run(*asked) == expected


def test_whatever_changes_is_seen(course: Path, run: Run, own_cache: Path) -> None:
    """After each change, twice: the second run reports again what the first has found."""
    del own_cache
    record, other = course / "module-3.2.md", course / "module-3.9.md"
    changes: list[Callable[[], object]] = [
        lambda: record.write_text(record.read_text().replace("grid", "table")),
        lambda: other.write_text(as_module(BROKEN, "3.9")),
        lambda: other.rename(course / "renamed.md"),
        lambda: (course / ".curriculum.yaml").write_text("external: ['9']\n"),
        lambda: (course / ".curriculum.yaml").write_text("ignore: [unescaped-pipe]\n"),
        (course / ".curriculum.yaml").unlink,
        record.unlink,
        lambda: (course / "notes.md").write_text(as_module(RECORD, "3.4")),
        lambda: os.utime(course / "notes.md"),
        lambda: record.symlink_to(course / "renamed.md"),
    ]
    asked: list[tuple[str, ...]] = [(), ("module-3.4.md",), ("--select", "missing-status")]
    for change in changes:
        change()
        for paths in asked:
            expected = run("lint", "--no-cache", *paths)
            assert run("lint", *paths) == run("lint", *paths) == expected
