"""What the machine lacks is named, and nothing is left running."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import RECORD, as_module

COURSE = 40
LIMITS = {"memory": resource.RLIMIT_AS, "open files": resource.RLIMIT_NOFILE}


@pytest.fixture
def course(folder: Path) -> Path:
    for number in range(COURSE):
        name = f"{1 + number // 9}.{1 + number % 9}"
        (folder / f"module-{name}.md").write_text(as_module(RECORD, name))
    return folder


def limited(what: str, most: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(LIMITS[what], (most, most))

    command = [sys.executable, "-m", "curriculum", *arguments]
    return subprocess.run(
        command, preexec_fn=limit, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit memory in other ways")
@pytest.mark.parametrize("arguments", ["lint --jobs 2 --no-cache", "render --format html"])
@pytest.mark.parametrize(
    ("what", "most"),
    [("memory", size << 20) for size in (24, 40, 56, 72, 96)]
    + [("open files", number) for number in (5, 8, 12, 16)],
)
def test_a_lack_is_no_bug(course: Path, what: str, most: int, arguments: str) -> None:
    """It may be so grave that Python does not start at all."""
    before = {path: path.read_bytes() for path in course.glob("module-*.md")}
    ran = limited(what, most, *arguments.split())
    started = "curriculum" in ran.stderr or "this run" in ran.stderr or "cannot" in ran.stderr
    assert "is a bug" not in ran.stderr
    assert ran.returncode in {0, 1, 2} or not started
    assert {path: path.read_bytes() for path in course.glob("module-*.md")} == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit memory in other ways")
def test_too_few_open_files_are_named(course: Path) -> None:
    assert (course / "module-1.1.md").exists()
    ran = limited("open files", 8, "lint", "--no-cache", "--jobs", "2")
    assert ran.returncode == 2
    assert ran.stderr.startswith("this run needs more open files than the system gives it")


def children_of(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in path.read_text().split()] if path.exists() else []


def is_running(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system has no /proc")
def test_workers_end_with_a_parent_that_is_killed(course: Path) -> None:
    for path in course.glob("module-*.md"):
        path.write_text(path.read_text() + "- A line of the last list.\n" * 2_000)
    command = [sys.executable, "-m", "curriculum", "lint", "--jobs", "2", "--no-cache"]
    parent = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not (workers := children_of(parent.pid)):
        assert parent.poll() is None
        assert time.monotonic() < deadline
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    while any(map(is_running, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
