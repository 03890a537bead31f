"""Pipes, devices and files without end are refused in one sentence, wherever they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import RECORD, Ran

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
LONGEST = 30.0
COMMANDS = (
    "lint {0}",
    "format {0}",
    "export {0}",
    "show x {0}",
    "render --stdout {0}",
    "lint --config {0} module-3.1.md",
    "lint --baseline {0} module-3.1.md",
)


def curriculum(*arguments: str, cache: Path | None = None) -> subprocess.CompletedProcess[str]:
    """In a process of its own: one that waits for ever is ended."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    if cache:
        environment["CURRICULUM_CACHE_DIR"] = str(cache)
    return subprocess.run(
        [sys.executable, "-m", "curriculum", *arguments],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=LONGEST, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("file", ["module-3.2.md", "/dev/zero"])
def test_one_that_is_named(folder: Path, command: str, file: str) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    os.mkfifo(folder / "module-3.2.md")
    ran = curriculum(*command.format(file).split())
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "this is a pipe or a device, not a file" in ran.stderr


@pytest.mark.parametrize("name", ["module-3.2.md", ".curriculum.yaml", "pyproject.toml"])
def test_one_that_is_found_is_passed_over(folder: Path, name: str) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    os.mkfifo(folder / name)
    assert curriculum("lint").returncode == 0


def test_one_in_the_cache(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    cache = folder / "cache"
    assert curriculum("lint", "module-3.1.md", cache=cache).returncode == 0
    for file in list(cache.rglob("*")):
        if file.is_file():
            file.unlink()
            os.mkfifo(file)
    assert curriculum("lint", "module-3.1.md", cache=cache).returncode == 0


def test_a_second_byte_order_mark_is_text_for_every_command(
    folder: Path, run: Callable[..., Ran]
) -> None:
    file = folder / "module-3.1.md"
    before = b"\xef\xbb\xbf" * 2 + RECORD.encode()
    file.write_bytes(before)
    assert "unreadable-text" in run("lint").out
    assert run("format").code == 0
    assert file.read_bytes() == before
    assert run("format", "--canonical").code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf" * 2)
    ran = run("render", "--stdout", file)
    assert (ran.code, ran.out.startswith("\ufeff\ufeff# Module")) == (0, True), ran.err
