"""`-` with `--stdin-filename`: the buffer stands for its file in the course."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import BROKEN, RECORD, Ran, as_module

Run = Callable[..., Ran]

PATH = "records/module-3.1.md"


@pytest.fixture
def course(folder: Path) -> Path:
    (folder / "records").mkdir()
    (folder / "pyproject.toml").write_text('[tool.curriculum]\nrecords = ["records"]\n')
    (folder / PATH).write_text(RECORD)
    (folder / "records/module-3.2.md").write_text(as_module(BROKEN, "3.2"))
    return folder


def test_lint_tells_of_the_buffer_and_not_of_its_file(run: Run, course: Path) -> None:
    ran = run("lint", "-", "--stdin-filename", PATH, "--format", "concise", stdin=BROKEN.encode())
    assert ran.code == 1
    assert ran.out.startswith(f"{PATH}:11:58: error unescaped-pipe: ")
    assert len(ran.out.splitlines()) == 1
    (course / PATH).write_text(BROKEN)
    ran = run("lint", "-", "--stdin-filename", PATH, stdin=RECORD.encode())
    assert ran == Ran(0, "No problems in 1 record.\n", "")


def test_a_file_that_is_not_there_yet_and_one_by_its_whole_path(run: Run, course: Path) -> None:
    data = as_module(BROKEN, "9.9").encode()
    for name in ("records/module-9.9.md", course / "records/new/module-9.9.md"):
        ran = run("lint", "-", "--stdin-filename", name, "--format", "json", stdin=data)
        [problem] = json.loads(ran.out)["problems"]
        assert problem["path"].startswith("records/")
        assert problem["path"].endswith("module-9.9.md")
    assert sorted(path.name for path in (course / "records").iterdir()) == [
        "module-3.1.md",
        "module-3.2.md",
    ]


def test_without_a_name_the_text_stands_alone(run: Run, folder: Path) -> None:
    assert folder.is_dir()
    ran = run("lint", "-", "--format", "concise", stdin=BROKEN.replace("\n", "\r\n").encode())
    assert (ran.code, ran.out.split(": ")[0]) == (1, "<stdin>:11:58")


def test_diff_shows_what_a_fix_would_do(run: Run, course: Path) -> None:
    assert course.is_dir()
    ran = run("lint", "-", "--diff", "--stdin-filename", PATH, stdin=BROKEN.encode())
    assert ran.code == 1
    assert f"--- a/{PATH}" in ran.out
    assert "3.2" not in ran.out


def test_text_that_is_no_record_is_noted(run: Run, course: Path) -> None:
    assert course.is_dir()
    ran = run("lint", "-", "--stdin-filename", "README.md", stdin=b"# Read me\n")
    assert ran.code == 0
    assert 'note: "README.md" is not a record' in ran.err


def test_export_gives_the_buffer_as_data(run: Run, course: Path) -> None:
    assert course.is_dir()
    text = RECORD.replace("Probability", "Chance")
    data = json.loads(run("export", "-", "--stdin-filename", PATH, stdin=text.encode()).out)
    [module] = data["modules"]
    assert (module["title"], module["path"]) == ("Chance", PATH)
    data = json.loads(run("export", "-", stdin=text.encode()).out)
    assert [module["title"] for module in data["modules"]] == ["Chance"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("lint", "-", PATH), "give no other path"),
        (("export", "-", PATH), "give no other path"),
        (("format", "-", PATH), "give no other path"),
        (("lint", "--stdin-filename", PATH), "give - as the path"),
        (("lint", "-", "--stdin-filename", "records"), '"records" is a folder'),
        (("lint", "-", "--fix"), "--diff shows what it would do"),
        (("lint", "-", "--write-baseline", "x"), "a baseline is of whole files"),
    ],
)
def test_wrong_usage_is_told(run: Run, course: Path, arguments: tuple[str, ...], hint: str) -> None:
    ran = run(*arguments, stdin=BROKEN.encode())
    assert (ran.code, ran.out) == (2, "")
    assert hint in " ".join(ran.err.split())
    assert (course / PATH).read_text() == RECORD
