"""`curriculum diff` says what changed for the student."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from curriculum.config.schema import schema_text
from tests.conftest import RECORD, Ran, as_module
from tests.repository import git, new_repository

Run = Callable[..., Ran]
LATER = RECORD.replace("Module 3.1", "Module 3.2").replace("sample-spaces", "spaces-again")


@pytest.fixture
def course(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two modules, committed; the second takes up both concepts of the first."""
    new_repository(folder, monkeypatch)
    (folder / "module-3.1.md").write_text(RECORD)
    (folder / "module-3.2.md").write_text(LATER)
    git("add", "-A", folder=folder)
    git("commit", "--quiet", "-m", "Begin", folder=folder)
    return folder


def changed(run: Run, *arguments: str) -> list[tuple[str, str, str, str | None, str | None]]:
    data = json.loads(run("diff", "--format", "json", *arguments).out)
    Draft202012Validator(json.loads(schema_text("changes"))).validate(data)
    found = data["changes"]
    return [tuple(one[k] for k in ("what", "kind", "name", "before", "after")) for one in found]


def edit(course: Path, old: str, new: str, name: str = "module-3.1.md") -> None:
    path = course / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


ROW = "| Conditioning | INTRODUCED | sample-spaces | Written p(y\\|x). |"
CASES = {
    "nothing": ("Drawn as a grid.", "Drawn as tiles.", []),
    "lowered": (
        "| DEVELOPED |", "| INTRODUCED |",
        [("concept", "lowered", "Sample space", "DEVELOPED", "INTRODUCED")],
    ),
    "raised": (
        ROW, ROW.replace("INTRODUCED", "APPLIED"),
        [("concept", "raised", "Conditioning", "INTRODUCED", "APPLIED")],
    ),
    "removed": (
        f"{ROW}\n", "",
        [("concept", "removed", "Conditioning", "INTRODUCED in sample-spaces", None)],
    ),
    "added": (
        ROW, f"{ROW}\n| Odds | MENTIONED | sample-spaces | |",
        [("concept", "added", "Odds", None, "MENTIONED in sample-spaces")],
    ),
    "renamed": (
        "| Conditioning |", "| Conditionings |",
        [("concept", "renamed", "Conditionings", "Conditioning", "Conditionings")],
    ),
    "another name": (
        "| Conditioning |", "| Odds |",
        [
            ("concept", "removed", "Conditioning", "INTRODUCED in sample-spaces", None),
            ("concept", "added", "Odds", None, "INTRODUCED in sample-spaces"),
        ],
    ),
    "moved": (
        ROW, ROW.replace("sample-spaces", "other-lesson"),
        [("concept", "moved", "Conditioning", "sample-spaces", "other-lesson")],
    ),
    "status": (
        "Complete (1 of 1 lesson built)", "Planned",
        [("status", "changed", "", "Complete (1 of 1 lesson built)", "Planned")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_a_change(run: Run, course: Path, old: str, new: str, expected: list[object]) -> None:
    edit(course, old, new)
    assert changed(run) == expected


def test_a_course_is_itself(run: Run, course: Path) -> None:
    assert (course / "module-3.1.md").exists()
    ran = run("diff", "HEAD", "HEAD")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing changed" in ran.err


def test_what_later_lessons_rely_on_is_breaking(run: Run, course: Path) -> None:
    edit(course, "| DEVELOPED |", "| INTRODUCED |")
    edit(course, "Complete (1 of 1 lesson built)", "Active")
    ran = run("diff", "--breaking")
    assert ran.code == 1
    assert 'concept "Sample space" lowered: DEVELOPED -> INTRODUCED' in ran.out
    assert "later places rely on it: module-3.2.md:" in ran.out
    assert "status" not in ran.out
    assert run("diff").code == 0


def test_a_record_under_another_name_is_the_same(run: Run, course: Path) -> None:
    (course / "module-3.1.md").rename(course / "module-three-one.md")
    assert changed(run) == []


def test_two_revisions(run: Run, course: Path) -> None:
    edit(course, "| DEVELOPED |", "| INTRODUCED |")
    git("commit", "--quiet", "-a", "-m", "Lower", folder=course)
    assert changed(run) == []
    assert [change[1] for change in changed(run, "HEAD~1", "HEAD")] == ["lowered"]
    assert [change[1] for change in changed(run, "HEAD", "HEAD~1")] == ["raised"]
    assert [change[1] for change in changed(run, "HEAD~1")] == ["lowered"]


def test_a_new_and_a_deleted_module(run: Run, course: Path) -> None:
    (course / "module-3.2.md").unlink()
    (course / "module-3.3.md").write_text(
        as_module(RECORD, "3.3").replace("sample-spaces", "third")
    )
    found = changed(run)
    assert ("module", "removed", "Probability", None, None) in found
    assert ("module", "added", "Probability", None, None) in found


def test_before_the_first_commit(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_repository(folder, monkeypatch)
    (folder / "module-3.1.md").write_text(RECORD)
    assert ("concept", "added", "Sample space", None, "DEVELOPED in sample-spaces") in changed(run)


def test_markdown_for_a_pull_request(run: Run, course: Path) -> None:
    edit(course, "| Conditioning |", "| <b>Odds</b> |")
    out = run("diff", "--format", "markdown").out
    assert out.startswith("### What changed in the course\n\n**Module 3.1**\n\n- ")
    assert "<b>" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a", "b", "c"), "name two revisions at most"),
        (("nowhere",), 'git knows no revision "nowhere" here'),
        (("--format", "html"), "use one of text, json, markdown"),
    ],
)
def test_what_cannot_be_compared(
    run: Run, course: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert (course / "module-3.1.md").exists()
    ran = run("diff", *arguments)
    assert ran.code == 2
    assert said in ran.err
