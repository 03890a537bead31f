"""Pipes, colours, widths, locales and Ctrl-C, through real processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.__main__ import main as entry
from curriculum.cli.output import write_data_of
from curriculum.cli.streams import lasting_streams
from curriculum.report.reporters import REPORTERS
from tests.conftest import BROKEN, RECORD, Ran
from tests.forked import needs_fork, run_prepared, start

COMMAND = [sys.executable, "-m", "curriculum"]
# More than a pipe holds, in every report.
ROWS = "".join(f"| C{number} | INTRODUCED | sample-spaces | p(y|x) |\n" for number in range(1500))
DEPTHS = BROKEN.replace("DEVELOPED |", "DEVELOPD |")
MANY = BROKEN.replace("| Conditioning", f"{ROWS}| Conditioning")


@pytest.fixture
def course(folder: Path) -> Path:
    (folder / "module-3.1.md").write_text(BROKEN.replace("Drawn", "Gezeichnet für →"))
    return folder


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"}
    }
    root = str(Path(__file__).parent.parent)
    python_path = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    return {**kept, "TERM": "xterm", "PYTHONPATH": python_path, **more}


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(**more), capture_output=True, check=False
    )


def on_terminal(*arguments: str, **more: str) -> str:
    """What is printed where standard output is a terminal."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [*COMMAND, *arguments], env=environment(**more), stdout=follower, stderr=subprocess.PIPE
    )
    os.close(follower)
    out = b""
    while chunk := _read(leader):
        out += chunk
    os.close(leader)
    done.communicate()
    return out.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so that no one is left to write
        return b""


@pytest.mark.parametrize(
    ("more", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_on_a_terminal(course: Path, more: dict[str, str], coloured: bool) -> None:
    assert course.is_dir()
    out = on_terminal("lint", **more)
    assert ("\x1b[1;31merror\x1b[0m" in out) is coloured
    assert ("\x1b" in out) is coloured
    assert "unescaped-pipe" in out


def test_colour_in_a_pipe_is_asked_for(course: Path) -> None:
    plain = run("lint")
    assert b"\x1b" not in plain.stdout
    forced = run("lint", "--format", "text", "--format", "concise=x", FORCE_COLOR="1")
    assert b"\x1b[1;31merror\x1b[0m" in forced.stdout
    assert re.sub(rb"\x1b\[[\d;]*m", b"", forced.stdout) == plain.stdout
    assert "\x1b" not in (course / "x").read_text()
    assert b"\x1b" not in run("lint", "--format", "json", FORCE_COLOR="1").stdout


@pytest.mark.parametrize("width", [1, 40, 60, 200])
def test_the_width_is_kept(
    course: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    row = "| Conditioning | INTRODUCED | sample-spaces | |\n"
    text = BROKEN.replace("| Conditioning", f"{row}| Conditioning")
    (course / "module-3.1.md").write_text(text)
    monkeypatch.setenv("COLUMNS", str(width))
    out = run("lint", "-q").out
    lines = [line for line in out.splitlines() if " [" not in line]  # places are never folded
    related = re.findall(r"^  module-3.1.md:11:1:\n? .*", out, re.MULTILINE)
    assert len(related) == 1
    assert max(map(len, lines)) <= max(width, 40)
    assert sum(line.startswith("       | ") for line in lines) == out.count(" [")


def test_a_path_that_is_wider_stays_whole(
    folder: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"module-{'3.1 ' * 12}.md"
    row = "| Conditioning | INTRODUCED | sample-spaces | |\n"
    (folder / name).write_text(RECORD.replace("| Conditioning", f"{row}| Conditioning"))
    monkeypatch.setenv("COLUMNS", "40")
    assert f"\n  {name}:11:1:\n    " in run("lint").out


def test_the_prose_of_a_rule_is_folded(
    folder: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.is_dir()
    for name in ("unknown-depth", "duplicate-concept"):
        whole = run("rule", name).out
        monkeypatch.setenv("COLUMNS", "40")
        narrow = run("rule", name).out
        monkeypatch.setenv("COLUMNS", "100")
        assert narrow.split() == whole.split()
        codes = re.findall(r"^```\w+\n.*?^```$", whole, re.MULTILINE | re.DOTALL)
        assert codes
        for code in codes:
            assert code in narrow
            narrow = narrow.replace(code, "")
        assert 30 < max(map(len, narrow.splitlines())) <= 40


@pytest.mark.parametrize(
    "arguments", [("show", "Conditioning"), ("state",), ("history", "Conditioning")]
)
def test_answers_keep_the_width(
    folder: Path,
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    (folder / "module-3.1.md").write_text(RECORD.replace("Written", "Written again " * 9))
    for width, most in ((30, 40), (50, 50), (200, 80)):
        monkeypatch.setenv("COLUMNS", str(width))
        longest = max(map(len, run(*arguments).out.splitlines()))
        assert most - 10 < longest <= most


OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")
HOSTILE = (
    BROKEN.replace("| DEVELOPED |", "| DEV\x1b[31mELOP\u202eD |")
    .replace("Conditioning", "Condition\x9b2J\ting")
    .replace("Probability", "Probability\x1b]0;x\x07")
    .replace("| Sample space", "| Sample space (x) | MENTIONED | sample-spaces | |\n| Sample space")
)


@pytest.mark.skipif(os.name == "nt", reason="this system has no such names")
@pytest.mark.parametrize(
    "arguments",
    [
        ("lint",),
        ("lint", "--format", "concise"),
        ("lint", "no\x1b[31m\nfile"),
        ("format", "--check"),
        ("show", "3.1"),
        ("show", "Condition"),
        ("history", "Condition"),
        ("history", "no\x1b[31m\x85thing"),
        ("state",),
        ("uses", "sample-spaces"),
        ("impact", "--cut", "sample-spaces"),
    ],
)
def test_nothing_of_a_record_or_its_name_is_obeyed(
    folder: Path, run: Callable[..., Ran], arguments: tuple[str, ...]
) -> None:
    (folder / "module-\x1b[31m\n3.1.md").write_text(HOSTILE, encoding="utf-8")
    ran = run(*arguments)
    assert not OBEYED.search(ran.out + ran.err)
    assert "\ufffd[31m" in ran.out + ran.err
    if "concise" in arguments:
        lines = ran.out.splitlines()[:-1]
        assert all(line.startswith("module-\ufffd[31m\ufffd3.1.md:") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("lint",), 1),
        (("lint", "--format", "json"), 1),
        (("export",), 0),
        (("rule", "--all"), 0),
        (("show", "3.1"), 0),
    ],
)
def test_a_reader_that_has_seen_enough(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    """With `pipefail`, the worse the records were, the greener a step would be."""
    (folder / "module-3.1.md").write_text(MANY)
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait() == code


@needs_fork
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["lint"], 1),
        (["lint", "--diff"], 1),
        (["format", "--check"], 1),
        (["lint", "nofile"], 2),
        (["lint", "--nonsense"], 2),
        (["history", "nothing"], 1),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
def test_nobody_reads_either_stream(folder: Path, arguments: list[str], code: int) -> None:
    (folder / "module-3.1.md").write_text(MANY)
    out, end = os.pipe()
    os.close(out)
    process = start(arguments, lambda: None, end, end)
    os.close(end)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == code


def closed(*numbers: int) -> None:
    """As Python finds streams that were closed by whoever started it."""
    for number in numbers:
        os.close(number)
        setattr(sys, ("stdin", "stdout", "stderr")[number], None)


@needs_fork
@pytest.mark.parametrize(
    ("arguments", "numbers", "code"),
    [
        ("lint", [1], 1),
        ("lint --format json", [1, 2], 1),
        ("export", [0, 1, 2], 0),
        ("--version", [1], 0),
        ("lint nofile", [2], 2),
        ("lint --nonsense", [2], 2),
        ("lint -", [0], 2),
        ("format -", [0], 2),
    ],
)
def test_closed_streams(folder: Path, arguments: str, numbers: list[int], code: int) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    ran = run_prepared(lambda: closed(*numbers), *arguments.split())
    assert ran.code == code
    assert "Traceback" not in ran.err
    told = "cannot read standard input: it is closed" in ran.err
    assert told is (numbers == [0])
    assert (folder / "module-3.1.md").read_text() == BROKEN


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_closed_and_full_streams_of_a_real_process(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    command = f'"{sys.executable}" -m curriculum lint - >&- 2>/dev/full <&-'
    done = subprocess.run(command, shell=True, env=environment(), check=False)
    assert done.returncode == 2


@needs_fork
def test_a_watch_that_nobody_reads_ends(folder: Path) -> None:
    pytest.importorskip("watchfiles", reason="needs the extra curriculum[watch]")
    (folder / "module-3.1.md").write_text(BROKEN)
    out, end = os.pipe()
    os.close(out)
    process = start(["lint", "--watch"], lambda: None, end, end)
    os.close(end)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def test_no_more_data_is_made_than_somebody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    out, end = os.pipe()
    os.close(out)
    with open(end, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        texts = iter(["x" * 100_000] * 9)
        with lasting_streams():
            write_data_of(texts)
        assert len(list(texts)) == 8


@pytest.mark.parametrize(
    "more",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_locales_that_are_not_utf8(course: Path, more: dict[str, str]) -> None:
    (course / "module-3.2 ü.md").write_text(RECORD.replace("3.1", "3.2"), encoding="utf-8")
    for arguments in (
        ("lint",),
        ("show", "nothing like → this"),
    ):
        done = run(*arguments, **more)
        assert b"Traceback" not in done.stderr
        assert done.returncode in {0, 1}
    for name in ("sarif",) if "PYTHONIOENCODING" in more else ("sarif", "junit", "github"):
        done = run("lint", "--format", name, **more)
        assert done.returncode == 1
        assert b"unescaped-pipe" in done.stdout
        done.stdout.decode("utf-8")
    assert "für →" in run("export", **more).stdout.decode("utf-8")


def told_while_waiting(folder: Path, *more: str) -> bytes:
    """What stands on a terminal where standard error goes, while a long record is read."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    end = "- Conditioning (INTRODUCED) -- throw tiles away.\n"
    notebook = "\n**Notebook:**\n" + "- a page of the notebook\n" * 150_000
    (folder / "module-3.1.md").write_text(RECORD.replace(end, end + notebook))
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "lint", "--no-cache", "module-3.1.md", *more],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=follower,
    )
    out, _ = process.communicate()
    os.close(follower)
    told = b""
    while chunk := _read(leader):
        told += chunk
    os.close(leader)
    assert (process.returncode, out) == (0, b"" if "-q" in more else b"No problems in 1 record.\n")
    return told


def test_long_work_is_told_and_wiped_out(folder: Path) -> None:
    told = told_while_waiting(folder)
    assert told.startswith(b"\r\x1b[Kreading files: 1 of 1, 1 s")
    assert told.endswith(b"\r\x1b[K")
    assert b"\n" not in told


def test_long_work_is_not_told_where_it_is_not_wanted(folder: Path) -> None:
    assert told_while_waiting(folder, "-q") == b""


def follow(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """What it says goes to a file, which can be looked at without waiting for the next line."""
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(
            [*COMMAND, "lint", "--watch", "--format", "concise", *more],
            cwd=folder,
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=said,
            stderr=said,
        )


def wait_for(words: str, said: Path, act: Callable[[], object] = lambda: None) -> None:
    """Acts again and again, for a watch begins some time behind the first run."""
    deadline = time.monotonic() + 20
    while words not in said.read_text():
        assert time.monotonic() < deadline, said.read_text()
        act()
        time.sleep(0.2)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no signals like these")
def test_records_are_followed_until_ctrl_c(folder: Path) -> None:
    pytest.importorskip("watchfiles", reason="needs the extra curriculum[watch]")
    settings, path = folder / ".curriculum.yaml", folder / "module-3.1.md"
    path.write_text(BROKEN)
    process = follow(folder, "--format", "text=report.md")
    try:
        wait_for("unescaped-pipe", folder / "said")
        wait_for(
            "missing-goal", folder / "said", lambda: path.write_text(RECORD.partition("\n")[0])
        )
        wait_for(
            'there is no key "recrds"', folder / "said", lambda: settings.write_text("recrds: x")
        )
        settings.unlink()
        wait_for("unknown-depth", folder / "said", lambda: path.write_text(DEPTHS))
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert (folder / "said").read_text().endswith("stopped\n")
    assert "Traceback" not in (folder / "said").read_text()
    assert (folder / "report.md").exists()
    assert "report.md" not in (folder / "said").read_text()


def test_what_cannot_be_followed_is_told(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    assert follow(folder, "-").wait(60) == 2
    said = (folder / "said").read_text()
    assert "--watch follows files" in said or "needs the extra `curriculum[watch]`" in said


def test_ctrl_c_before_the_first_library_is_there(folder: Path) -> None:
    (folder / "click.py").write_text("raise KeyboardInterrupt\n")
    root = str(Path(__file__).parent.parent)
    done = run("lint", PYTHONPATH=os.pathsep.join([str(folder), root]))
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"interrupted\n")
    project = tomllib.loads(Path(root, "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"curriculum": f"{entry.__module__}:{entry.__name__}"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no signals like these")
def test_ctrl_c_ends_quietly(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    process = subprocess.Popen(
        [*COMMAND, "lint", "-", "--stdin-filename", "module-3.1.md"],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _wait_until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out == b""
    assert err.strip() == b"interrupted; files that were not yet written are as they were"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no signals like these")
def test_ctrl_c_ends_all_processes(folder: Path) -> None:
    """A terminal sends it to each of them."""
    for number in range(400):
        (folder / f"module-{number}.md").write_text(MANY)
    process = subprocess.Popen(
        [*COMMAND, "lint", "--no-cache", "--jobs", "2"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell what processes there are")
    while len(children.read_text().split()) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 3
    assert (process.returncode, out) == (130, b"")
    assert err.strip() == b"interrupted; files that were not yet written are as they were"


def _wait_until_it_reads(pid: int) -> None:
    """Waits for standard input only once the command runs: nothing else lets it sleep so long."""
    status = Path(f"/proc/{pid}/wchan")
    if not status.exists():
        pytest.skip("this system does not tell what a process waits for")
    deadline = time.monotonic() + 30
    while "pipe" not in status.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    "arguments",
    ["lint --diff --unsafe-fixes", "format --diff", "format --canonical --diff"]
    + [f"lint --format {name}" for name in sorted(REPORTERS)],
)
def test_nothing_of_a_record_is_obeyed(
    folder: Path, run: Callable[..., Ran], arguments: str
) -> None:
    hostile = {
        "Probability": "\x1b[31mProb\r\x9b2J",
        "- Sample": "* \x1b[1mSample",
        "| Conditioning": "|\x1b[5mCond\ritioning\u202e",
        "| DEVELOPED | sample": "| DEVELOPD | \x07sample",
    }
    text = RECORD
    for plain, evil in hostile.items():
        text = text.replace(plain, evil)
    (folder / "module-3.1.md").write_text(text, newline="")
    out = run(*arguments.split()).out
    assert "Sample" in out or "Prob" in out
    assert not set(out) & set("\x1b\r\x9b\x07\u202e")
