"""Records behind symbolic links: what lies outside is read, and never written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import BROKEN, Ran

Run = Callable[..., Ran]

# The safe fix escapes the pipe; `format` would take out the blanks at the end of the title.
UNTIDY = BROKEN.replace("-- Record", "-- Record   ", 1)
WRITING = (("lint", "--fix"), ("format",), ("format", "--canonical"))


@pytest.fixture
def outside(folder: Path) -> Path:
    """A file that is no part of the repository `course`, which has a link to it."""
    for name in ("course/records", "course/.git", "elsewhere"):
        (folder / name).mkdir(parents=True)
    target = folder / "elsewhere/notes.md"
    target.write_text(UNTIDY)
    (folder / "course/records/module-3.1.md").symlink_to(target)
    return target


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
@pytest.mark.parametrize("path", ["course", "course/records", "course/records/module-3.1.md"])
def test_a_record_outside_the_repository_is_not_written(
    run: Run, outside: Path, command: tuple[str, ...], path: str
) -> None:
    ran = run(*command, path)
    assert outside.read_text() == UNTIDY
    assert 'module-3.1.md" leads out, to "' in ran.err
    assert ran.code == (1 if command[0] == "lint" else 0)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_record_outside_the_given_folder_is_not_written(
    run: Run, folder: Path, outside: Path, command: tuple[str, ...]
) -> None:
    (folder / "course/.git").rmdir()
    run(*command, "course")
    assert outside.read_text() == UNTIDY


def test_what_it_says_is_reported_all_the_same(run: Run, outside: Path) -> None:
    assert "unescaped-pipe" in run("lint", "course").out
    assert outside.exists()


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_link_within_the_repository_is_written_through(
    run: Run, folder: Path, outside: Path, command: tuple[str, ...]
) -> None:
    inside = folder / "course/originals/module-3.1.md"
    inside.parent.mkdir()
    outside.rename(inside)
    link = folder / "course/records/module-3.1.md"
    link.unlink()
    link.symlink_to("../originals/module-3.1.md")
    ran = run(*command, "course/records")
    assert (inside.read_text() != UNTIDY, link.is_symlink()) == (True, True), ran


@pytest.fixture(params=["a file", "a folder", "a repository of its own", "no link"])
def leading_out(
    request: pytest.FixtureRequest, folder: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A course, the current folder, whose configured records lie outside."""
    link = folder / "course/records/module-3.1.md"
    if request.param != "a file":
        link.unlink()
        link.parent.rmdir()
        outside = outside.rename(outside.with_name("module-3.1.md"))
    if request.param in {"a folder", "a repository of its own"}:
        link.parent.symlink_to(outside.parent)
    if request.param == "a repository of its own":
        (folder / "elsewhere/.git").mkdir()
    records = "../elsewhere" if request.param == "no link" else "records"
    (folder / "course/.curriculum.yaml").write_text(f"records: {records}\n")
    monkeypatch.chdir(folder / "course")
    return outside


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
@pytest.mark.parametrize("paths", [[], ["records"], ["records/module-3.1.md"]], ids=str)
def test_what_is_configured_is_not_written_outside(
    run: Run, leading_out: Path, command: tuple[str, ...], paths: list[str]
) -> None:
    named = paths if Path("records").exists() else []
    ran = run(*command, *named)
    assert leading_out.read_text() == UNTIDY
    assert (ran.code, 'module-3.1.md" leads out, to "' in ran.err) == (
        1 if command[0] == "lint" else 0,
        True,
    )
    assert "1 of 1" not in ran.err


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_what_is_never_written_would_not_be_formatted(
    run: Run, leading_out: Path, option: str
) -> None:
    ran = run("format", option)
    assert (ran.code, ran.out) == (0, "")
    assert leading_out.exists()


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_a_user_names_may_lie_outside(
    run: Run, leading_out: Path, command: tuple[str, ...]
) -> None:
    """Also where a link of the course leads there."""
    run(*command, *(["records"] if Path("records").exists() else []), leading_out)
    assert leading_out.read_text() != UNTIDY


def test_no_record_is_begun_outside(run: Run, leading_out: Path) -> None:
    before = sorted(leading_out.parent.iterdir())
    ran = run("new", "module", "9.1", "Guidance")
    if Path("records/module-3.1.md").is_symlink():
        assert ran.code == 0  # the folder is the course's own
    else:
        assert (ran.code, '"records" leads out of "' in ran.err) == (2, True)
    assert sorted(leading_out.parent.iterdir()) == before
