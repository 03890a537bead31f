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
    assert 'module-3.1.md" is a link that leads out, to "' in ran.err
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
