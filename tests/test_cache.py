"""Promise 7: the state of the cache, the number of jobs and the order of PATHS change no byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from curriculum.workspace import cache as cache_module
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


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.facts"))


def test_a_warm_run_says_what_a_cold_one_says(course: Path, run: Run, own_cache: Path) -> None:
    plain = run("lint", "--no-cache")
    assert not own_cache.exists()
    cold = run("lint")
    assert len(entries(own_cache)) == len(list(course.glob("*.md")))
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
    assert len(entries(own_cache)) == count + 1
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
    for entry in entries(own_cache):
        entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    assert run("lint") == expected
    assert run("lint") == expected


def test_entries_of_other_files_are_never_mixed_up_by_damage(
    course: Path, run: Run, own_cache: Path
) -> None:
    """A whole entry in the place of another one is what a crash of a file system leaves."""
    del course
    expected = run("lint")
    first, *others = entries(own_cache)
    for other in others:
        other.write_bytes(first.read_bytes())
    assert run("lint") == expected


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
    for entry in entries(own_cache):
        entry.unlink()
        entry.mkdir()
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
    assert not list(own_cache.glob("*.new"))


def test_old_entries_are_removed(
    course: Path, run: Run, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "MOST_ENTRIES", 20)
    for number in range(40):
        (course / "module-3.1.md").write_text(RECORD + f"\nNote {number}.\n")
        run("lint")
    assert len(entries(own_cache)) <= 21
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
