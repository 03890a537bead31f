"""Writing is atomic, keeps what the file is, and refuses what changed meanwhile."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from curriculum.writing import Change, ChangedMeanwhile, write_all, write_atomically
from tests.conftest import RECORD

if TYPE_CHECKING:
    from pathlib import Path


def test_mode_and_link_are_kept_and_nothing_is_left_over(tmp_path: Path) -> None:
    target, link = tmp_path / "record.md", tmp_path / "link.md"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(Change(link, b"old", b"new"))
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "record.md"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "record.md"
    path.write_bytes(b"newer")
    with pytest.raises(ChangedMeanwhile, match="was changed"):
        write_all([Change(path, b"old", b"new")])
    assert path.read_bytes() == b"newer"
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.md"]


@pytest.mark.parametrize("attempt", range(8))
def test_a_kill_leaves_each_file_old_or_new(tmp_path: Path, attempt: int) -> None:
    kill_at_a_moment(tmp_path, attempt / 8)


@pytest.mark.thorough
@pytest.mark.parametrize("attempt", range(100))
def test_a_kill_at_a_hundred_moments(tmp_path: Path, attempt: int) -> None:
    kill_at_a_moment(tmp_path, attempt / 100)


def kill_at_a_moment(folder: Path, fraction: float) -> None:
    """Kills a formatter of many files at some fraction of the time that it takes."""
    old = RECORD.replace("- Sample", "* Sample").encode()
    files = [folder / f"module-{number}.md" for number in range(40)]
    for file in files:
        file.write_bytes(old)
    process = subprocess.Popen(
        [sys.executable, "-m", "curriculum", "format", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # Until the first file changes everything is planning; the writing takes some milliseconds.
    while process.poll() is None and files[0].read_bytes() == old:
        pass
    time.sleep(fraction * 0.02)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert {file.read_bytes() for file in files} <= {old, RECORD.encode()}
