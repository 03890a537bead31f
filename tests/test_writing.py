"""Writing is atomic, keeps what the file is, and refuses what changed meanwhile."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.files.temporary import SUFFIX, temporary_for
from curriculum.files.writing import Change, ChangedMeanwhile, write_atomically, write_each
from tests.conftest import BROKEN, RECORD, Ran, as_module
from tests.forked import needs_fork, run_prepared, start


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
        list(write_each([Change(path, b"old", b"new")]))
    assert path.read_bytes() == b"newer"
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.md"]


COUNT = 16
OLD, NEW = BROKEN.replace("- Sample", "* Sample"), RECORD.replace("- Sample", "* Sample")
# What writes many files, and what each of them is before and after.
WRITERS = {"format": (NEW, RECORD), "lint --fix": (OLD, NEW)}


@pytest.fixture(params=list(WRITERS))
def writer(request: pytest.FixtureRequest, folder: Path) -> str:
    """In a folder with many records that it would write."""
    name: str = request.param
    for path, old in texts(name, 0).items():
        (folder / path).write_bytes(old)
    return name


def texts(writer: str, which: int) -> dict[str, bytes]:
    """The files by their names, before (0) or after (1)."""
    numbers = [f"{3 + n // 9}.{1 + n % 9}" for n in range(COUNT)]
    return {f"module-{n}.md": as_module(WRITERS[writer][which], n).encode() for n in numbers}


def now(writer: str) -> dict[str, bytes]:
    return {name: Path(name).read_bytes() for name in texts(writer, 0)}


def written(writer: str) -> int:
    """How many files are new; each of the others is old to its last byte."""
    new = texts(writer, 1)
    done = {name: data for name, data in now(writer).items() if data == new[name]}
    assert texts(writer, 0) | done == now(writer)
    return len(done)


# Where a file is opened, named or removed; a writing run makes some six of them for each file.
CALLS = {"open", "os.rename", "os.chmod", "os.remove"}


def at_call(number: int, act: Callable[[], object]) -> Callable[[], None]:
    """Does something once, at a call to the system, counted from the first temporary file on."""
    calls: list[str] = []

    def look(event: str, arguments: tuple[object, ...]) -> None:
        is_first = event == "open" and str(arguments[0]).endswith(SUFFIX)
        if event in CALLS and (calls or is_first):
            calls.append(event)
            if len(calls) == number:
                act()

    return lambda: sys.addaudithook(look)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def check_killed(writer: str, ran: Ran) -> None:
    """Each file is old or new, nothing visible is left over, and a second run ends the work."""
    assert ran.code == -signal.SIGKILL
    written(writer)
    assert {name for name in os.listdir() if not name.startswith(".")} == set(now(writer))
    again = run_prepared(lambda: None, *writer.split())
    assert again.code == 0
    assert written(writer) == COUNT
    assert set(os.listdir()) == set(now(writer))


@needs_fork
@pytest.mark.parametrize("number", [1, 9, 90])
def test_a_kill_leaves_each_file_old_or_new(writer: str, number: int) -> None:
    check_killed(writer, run_prepared(at_call(number, kill), *writer.split()))


@needs_fork
@pytest.mark.thorough
@pytest.mark.parametrize("number", range(1, 101))
def test_a_kill_at_each_of_a_hundred_calls(writer: str, number: int) -> None:
    check_killed(writer, run_prepared(at_call(number, kill), *writer.split()))


@needs_fork
@pytest.mark.thorough
@pytest.mark.parametrize("moment", range(100))
def test_a_kill_at_a_hundred_moments(writer: str, moment: int) -> None:
    """At a time, which may be within a call; the last may come when all is done."""
    with open(os.devnull, "wb") as nowhere:
        process = start(writer.split(), lambda: None, nowhere.fileno(), nowhere.fileno())
    first = next(iter(now(writer)))
    # Until the first file changes everything is planning; the writing takes some milliseconds.
    while Path(first).read_bytes() == texts(writer, 0)[first]:
        pass
    time.sleep(moment / 100 * 0.02)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    assert written(writer) > 0


def append_to(path: Path) -> None:
    """As an editor in another window would."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.write(descriptor, b"More.\n")
    os.close(descriptor)


@needs_fork
def test_what_changes_while_it_is_written_is_not_overwritten(writer: str) -> None:
    *_, last = texts(writer, 0)
    ran = run_prepared(at_call(12, lambda: append_to(Path(last))), *writer.split())
    assert ran.code == 2
    assert (
        f"{last} was changed while it was being read; run again; {COUNT - 1} of {COUNT}" in ran.err
    )
    old = texts(writer, 0)[last]
    assert Path(last).read_bytes() == old + b"More.\n"
    Path(last).write_bytes(old)
    assert written(writer) == COUNT - 1


@needs_fork
def test_the_last_look_comes_after_the_bytes_are_on_the_disk(writer: str) -> None:
    """What an editor saves while the disk is waited for is not overwritten."""
    *_, last = texts(writer, 0)
    read_back: list[str] = []

    def look(event: str, arguments: tuple[object, ...]) -> None:
        # It is opened to be created, to be filled, and to be synced.
        if event == "open" and f"{last}." in str(arguments[0]):
            read_back.append(event)
            if len(read_back) == 3:
                append_to(Path(last))

    ran = run_prepared(lambda: sys.addaudithook(look), *writer.split())
    assert ran.code == 2
    assert f"{last} was changed while it was being read" in ran.err
    assert Path(last).read_bytes() == texts(writer, 0)[last] + b"More.\n"


def a_process_that_is_gone() -> int:
    process = os.fork()
    if not process:
        os._exit(0)
    os.waitpid(process, 0)
    return process


@needs_fork
@pytest.mark.parametrize(
    "arguments",
    [
        "lint --fix",
        "lint --format json=report.json",
        "format",
        "format --canonical",
        "export --output data.json",
        "export --format sqlite --output data.db",
        "export --format csv --output .",
        "render --format html --output .",
        "new module 9.1 Title --output new.md",
    ],
)
def test_what_a_killed_run_left_is_removed(
    folder: Path, run: Callable[..., Ran], arguments: str
) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    gone, own = a_process_that_is_gone(), os.getpid()
    left = {f".data.{gone}{SUFFIX}", f".a.md.{gone}-2{SUFFIX}", f".data.db.{gone}{SUFFIX}-journal"}
    kept = {f".data.{own}{SUFFIX}", ".a.md.tmp", ".notes"}
    for name in left | kept:
        (folder / name).write_text("x")
    assert run(*arguments.split()).code == 0
    names = set(os.listdir(folder))
    assert kept <= names
    assert not left & names


def test_a_temporary_file_is_no_record(folder: Path, run: Callable[..., Ran]) -> None:
    (folder / "pyproject.toml").write_text("[tool.curriculum]\nrecord-files = ['*']\n")
    (folder / "module-3.1.md").write_text(RECORD)
    temporary_for(folder / "module-3.2.md").write_text(as_module(RECORD, "3.2"))
    assert "1 record" in run("lint").out


def test_temporary_names_of_long_names_differ(folder: Path) -> None:
    names = [folder / ("ü" * 100 + end) for end in "ab"]
    found = [temporary_for(name) for name in (*names, names[0])]
    assert len(set(found)) == 3
    assert all(len(os.fsencode(file.name)) < 256 for file in found)


@needs_fork
def test_what_changes_before_any_is_written_stops_all(writer: str) -> None:
    *_, last = texts(writer, 0)
    seen: list[str] = []

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith("module-3.1.md"):
            seen.append(event)
            # It was read to be judged; now it is compared with what was read.
            if len(seen) == 2:
                append_to(Path(last))

    ran = run_prepared(lambda: sys.addaudithook(look), *writer.split())
    assert ran.code == 2
    assert f"{last} was changed while it was being read; run again; none of {COUNT}" in ran.err
    Path(last).write_bytes(texts(writer, 0)[last])
    assert written(writer) == 0


def a_full_disk(size: int) -> Callable[[], None]:
    """No file can become longer; Python ignores the signal that says so, and gets the error."""
    resource = pytest.importorskip("resource", reason="this system has no limits")
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@needs_fork
def test_a_full_disk_leaves_what_was_there(writer: str) -> None:
    ran = run_prepared(a_full_disk(100), *writer.split())
    assert ran.code == 2
    assert ran.err.startswith('cannot write "module-3.1.md": file too large; none of ')
    assert written(writer) == 0
    assert set(os.listdir()) == set(now(writer))


@needs_fork
@pytest.mark.parametrize(
    "arguments",
    [
        "lint --format json=old.json",
        "lint --write-baseline old.json",
        "export --output old.json",
        "export --format sqlite --output old.db",
        "export --format csv --output old",
        "render --output old",
        "render --format html --output old",
        "new module 9.1 Title --output new.md",
    ],
)
def test_a_full_disk_leaves_what_was_written_before(
    folder: Path, run: Callable[..., Ran], arguments: str
) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    if "new" not in arguments:
        assert run(*arguments.split()).code in {0, 1}
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "module-3.1.md").write_text(BROKEN.replace("Drawn", "Shown"))
    before[folder / "module-3.1.md"] = (folder / "module-3.1.md").read_bytes()
    ran = run_prepared(a_full_disk(20), *arguments.split())
    assert ran.code == 2
    assert re.fullmatch(r'cannot write "[^"]*(old|new)[^"]*": [^\n]*\n', ran.err)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@needs_fork
def test_a_report_goes_into_a_pipe_or_a_device(folder: Path, run: Callable[..., Ran]) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    assert run("lint", "--format", f"json={os.devnull}").code == 0
    assert not Path(os.devnull).is_file()
    ran = run_prepared(lambda: None, "export", "--output", "/dev/stdout")
    assert ran.out.startswith("{")


@needs_fork
@pytest.mark.parametrize("stream", ["/dev/stdout", "/dev/stderr", "/dev/fd/1"])
def test_a_stream_that_is_a_log_keeps_what_it_holds(folder: Path, stream: str) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    log = folder / "log.txt"
    log.write_text("precious\n")
    with log.open("ab") as file:
        command = [sys.executable, "-m", "curriculum", "lint", "--format", "json", "--output"]
        subprocess.run([*command, stream], stdout=file, stderr=file, check=False)
    said = log.read_text()
    assert said.startswith("precious\n{")
    assert said.endswith("Next: --fix would fix 1.\n")


def test_a_read_only_file_is_not_replaced(folder: Path, run: Callable[..., Ran]) -> None:
    path = folder / "module-3.1.md"
    path.write_text(RECORD.replace("| Conditioning", "|Conditioning"))
    path.chmod(0o444)
    ran = run("format")
    assert ran.code == 2
    assert 'cannot write "module-3.1.md": permission denied' in ran.err


def test_a_report_behind_a_link_keeps_the_link(folder: Path, run: Callable[..., Ran]) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    (folder / "real").write_text("old")
    (folder / "link").symlink_to("real")
    run("export", "--output", "link")
    assert (folder / "link").is_symlink()
    assert (folder / "real").read_text().startswith("{")
