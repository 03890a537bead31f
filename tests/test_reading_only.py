"""Promise 4: what only reads writes nothing, taken from the commands and options that there are."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import click
import pytest

from curriculum.cli.main import COMMANDS, group
from curriculum.report.reporters import REPORTERS
from tests.conftest import BROKEN, RECORD, Ran, as_module
from tests.forked import needs_fork, run_prepared
from tests.repository import git, new_repository

Run = Callable[..., Ran]

RECORD_FILE = "records/module-3.1.md"
NOBODY = 65534
FORMATS = ("text", "json")
# All that a command can do without writing, each of its options at least once.
READING: dict[str, list[list[str]]] = {
    "lint": [
        [],
        ["--info", "--statistics"],
        ["--diff"],
        ["--diff", "--unsafe-fixes"],
        ["--since", "HEAD", "--quiet", "--no-cache"],
        ["--deleted-since", "HEAD", "--verbose", "--jobs", "2"],
        ["--select", "unknown-depth", "--config", "pyproject.toml"],
        ["--ignore", "unknown-depth", "--fail-on", "never"],
        ["--baseline", "known.json"],
        ["-", "--stdin-filename", RECORD_FILE],
        *(["--format", name] for name in REPORTERS),
    ],
    "format": [
        ["--check"],
        ["--diff", "--config", "pyproject.toml"],
        ["--check", "--canonical", "--pass-over"],
        ["-", "--stdin-filename", RECORD_FILE],
    ],
    "render": [
        ["--check"],
        ["--stdout", RECORD_FILE, "--config", "pyproject.toml"],
        ["--check", "--format", "markdown"],
    ],
    "export": [
        [],
        ["-", "--stdin-filename", RECORD_FILE, "--config", "pyproject.toml"],
        *(["--format", name, RECORD_FILE] for name in ("json", "jsonl", "yaml")),
    ],
    "show": [["3.1", "--config", "pyproject.toml"], *(["9", "--format", f] for f in FORMATS)],
    "state": [
        ["--before", "3.1.1", "--config", "pyproject.toml"],
        *(["--concept", "space", "--format", f] for f in (*FORMATS, "markdown")),
        ["--for", "plan.md"],
        ["--for", "plan.md", "--budget", "100", "--about", "space"],
    ],
    "history": [
        ["Conditioning", "--config", "pyproject.toml"],
        *(["Conditioning 3.2", "--format", f] for f in FORMATS),
    ],
    "uses": [["3.1.1", "--config", "pyproject.toml"], *(["3.1", "--format", f] for f in FORMATS)],
    "impact": [
        ["--cut", "sample-spaces", "--config", "pyproject.toml"],
        ["--move", "sample-spaces", "--after", "sample-spaces-3-2", "--diff"],
        *(["--cut", "3.1.1", "--format", f] for f in FORMATS),
    ],
    "diff": [
        ["HEAD", "HEAD", "--config", "pyproject.toml"],
        ["--breaking"],
        *(["--format", f] for f in (*FORMATS, "markdown")),
    ],
    "textconv": [[RECORD_FILE, "--config", "pyproject.toml"]],
    "merge-file": [],
    "init": [],
    "new": [],
    "new module": [],
    "server": [],
    "rule": [[], ["split-table"], ["--all", "--config", "pyproject.toml"]],
    "schema": [["record"]],
    "config": [[], ["dash", "--config", "pyproject.toml"]],
}
# These write, or never end.
OTHERS = {
    "lint": {"--fix", "--output", "--write-baseline", "--watch"},
    "render": {"--output", "--open", "--serve"},
    "export": {"--output"},
    "merge-file": {"--config"},
    "server": {"--config"},
    "init": {"--agents", "--write", "--git"},
    "new module": {"--lesson", "--format", "--output", "--config"},
}


def commands(of: click.Command = group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of the tree by its words."""
    if isinstance(of, click.Group):
        context = click.Context(of)
        for word in of.list_commands(context):
            command = of.get_command(context, word)
            assert command
            yield f"{name} {word}".strip(), command
            yield from commands(command, f"{name} {word}".strip())


def test_every_command_and_option_is_known_to_read_or_to_write() -> None:
    tree = dict(commands())
    assert set(COMMANDS) <= set(tree) == set(READING)
    for name, command in tree.items():
        options = {
            max(option.opts, key=len)
            for option in command.params
            if isinstance(option, click.Option)
        }
        words = set(chain.from_iterable(READING[name]))
        assert options - words == OTHERS.get(name, set()), name


@pytest.fixture
def course(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with records that lint, format and render would all change."""
    new_repository(folder, monkeypatch)
    (folder / "pyproject.toml").write_text('[tool.curriculum]\nrecords = ["records"]\n')
    (folder / "known.json").write_text('{"version": 1, "problems": []}')
    (folder / "plan.md").write_text(
        "# Lesson\n\n| Concept | Depth | Source |\n|---|---|---|\n| Sample space | | |\n"
    )
    (folder / "records").mkdir()
    for number, text in (("3.1", BROKEN), ("3.2", RECORD), ("3.3", RECORD)):
        untidy = as_module(text, number) if number != "3.1" else text
        (folder / f"records/module-{number}.md").write_text(untidy.replace("- Sample", "*  Sample"))
    git("add", "--all")
    git("commit", "--quiet", "--message", "Begin")
    (folder / "records/module-3.3.md").unlink()
    return folder


# What stands in the file system under a name, and when it was last written.
State = dict[str, tuple[int, int, int, bytes]]


def state(folder: Path) -> State:
    """Folders, too: a file that was made and removed again leaves its time there."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        status = path.lstat()
        data = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (status.st_mtime_ns, status.st_ino, status.st_mode, data)
    return found


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.parametrize("name", READING)
def test_what_reads_writes_nothing(run: Run, course: Path, name: str) -> None:
    before = state(course)
    for arguments in READING[name]:
        ran = run(*name.split(), *arguments, stdin=BROKEN.encode())
        assert ran.code in {0, 1}, ran.err
        assert "bug" not in ran.err
        assert state(course) == before, arguments
    assert set(before) > {str(course / RECORD_FILE)}


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_what_changes_is_seen(run: Run, course: Path) -> None:
    """The test above can fail."""
    before = state(course)
    (course / "x").touch()
    (course / "x").unlink()
    assert state(course) != before
    before = state(course)
    run("format")
    assert state(course) != before


def unprivileged() -> None:
    """To root no folder is read-only."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@pytest.fixture
def read_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course whose folders nobody may write to, and a cache that cannot be written either."""
    place = Path(tempfile.mkdtemp())
    monkeypatch.chdir(place)
    monkeypatch.setenv("CURRICULUM_CACHE_DIR", str(place / "cache"))
    (place / "module-3.1.md").write_text(BROKEN.replace("- Sample", "* Sample"))
    for arguments in (["lint"], ["format", "--check"], ["export"], ["render", "--check"]):
        run(*arguments)  # imports what another user may not be allowed to read
    run("export", "--format", "sqlite", "--output", place / "x.db")
    (place / "x.db").unlink()
    shutil.rmtree(place / "cache", ignore_errors=True)
    place.chmod(0o555)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


@needs_fork
def test_a_course_that_cannot_be_written_is_read(run: Run, read_only: Path) -> None:
    for arguments in (["lint"], ["lint", "--diff"], ["format", "--check"], ["export"]):
        expected = run(*arguments, *(["--no-cache"] if arguments == ["lint"] else []))
        before = state(read_only)
        assert run_prepared(unprivileged, *arguments) == expected
        assert state(read_only) == before


@needs_fork
@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["format"], "module-3.1.md"),
        (["lint", "--fix"], "module-3.1.md"),
        (["lint", "--output", "report"], "report"),
        (["lint", "--write-baseline", "known.json"], "known.json"),
        (["export", "--output", "data.json"], "data.json"),
        (["export", "--format", "sqlite", "--output", "data.db"], "data.db"),
        (["export", "--format", "csv", "--output", "data"], "data"),
        (["new", "module", "9.1", "Title"], "module-9.1.md"),
        (["render"], "docs"),
    ],
)
def test_a_folder_that_is_read_only_is_told(
    read_only: Path, arguments: list[str], file: str
) -> None:
    before = state(read_only)
    ran = run_prepared(unprivileged, *arguments)
    assert ran.code == 2
    assert re.match(rf'cannot write "(.*/)?{file}(/.*)?": permission denied', ran.err)
    assert len(ran.err.splitlines()) == 1
    assert state(read_only) == before
