"""`curriculum textconv` says all that a record says, and nothing of where it stands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from curriculum.model.as_data import LAYOUT_KEYS, as_data
from curriculum.read import read_bytes
from curriculum.report.model_lines import model_lines
from tests.conftest import RECORD, Ran
from tests.repository import git, new_repository
from tests.strategies import damaged

Run = Callable[..., Ran]


def lines(data: bytes, path: str = "module-3.1.md") -> list[str]:
    return list(model_lines(read_bytes(data, path)))


def test_a_record() -> None:
    assert lines(RECORD.encode()) == [
        "module: 3.1",
        "title: Probability",
        "goal: The student can read a conditional probability.",
        "status: Complete (1 of 1 lesson built)",
        "",
        "concept: Sample space (all outcomes)",
        "  depth: DEVELOPED",
        "  lesson: sample-spaces",
        "  notes: Drawn as a grid.",
        "",
        "concept: Conditioning",
        "  depth: INTRODUCED",
        "  lesson: sample-spaces",
        "  notes: Written p(y|x).",
        "",
        "lesson: sample-spaces",
        "  number: 1",
        "  title: Sample Spaces",
        "  **Type**: BUILD",
        "  **Cognitive load**: 2 new concepts",
        "  **Concepts taught**:",
        "    - Sample space (DEVELOPED) -- every outcome is a tile.",
        "    - Conditioning (INTRODUCED) -- throw tiles away.",
        "",
        'model: "Every outcome is a tile"',
        "  established in: sample-spaces",
    ]


def test_what_moved_says_the_same() -> None:
    spread = RECORD.replace("\n\n", "\n\n\n").replace("| DEVELOPED |", "|   DEVELOPED|")
    assert lines(spread.encode()) == lines(RECORD.encode())


@pytest.mark.parametrize(
    "text",
    [
        RECORD.replace("## Per-Lesson", "A sentence of its own.\n\n## Per-Lesson"),
        RECORD.replace("throw tiles away.", "throw tiles away.\n  And look at what is left."),
        RECORD.replace("grid. |", "grid. | <!-- curriculum: ignore[empty-cell] later -->"),
        f"{RECORD}\n## Another section\n\nWith text.\n",
    ],
)
def test_no_text_is_left_out(text: str) -> None:
    more = set(lines(text.encode())) - set(lines(RECORD.encode()))
    assert len(more) in {1, 2}


@given(damaged(), damaged())
@settings(deadline=None)
def test_another_record_has_another_text(one: bytes, other: bytes) -> None:
    first, second = (read_bytes(data, "module-3.1.md").record for data in (one, other))
    texts = [lines(data) for data in (one, other)]
    if texts[0] == texts[1] and first.module:
        words = LAYOUT_KEYS | {"markers", "ordered", "joined", "label", "marker", "form"}
        assert as_data(first, words) == as_data(second, words)


BROKEN_FILES = {
    "no UTF-8": ("module-3.1.md", RECORD.encode().replace(b"grid", b"gr\xffd"), "is not UTF-8"),
    "no YAML": ("module-3.1.yaml", b"module: [3.1\ntitle: {", "cannot be read to its end"),
    "no record": ("notes.md", b"Only words.\n", "is no record"),
    "empty": ("module-3.1.md", b"", "is no record"),
    "zeros": ("module-3.1.md", b"\0" * 100, "is no record"),
    "markers": (
        "module-3.1.md",
        RECORD.replace("| Cond", "<<<<<<< ours\n| Cond").encode(),
        "<<<<<<< ours",
    ),
}


@pytest.mark.parametrize(("name", "data", "said"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_record(run: Run, folder: Path, name: str, data: bytes, said: str) -> None:
    (folder / name).write_bytes(data)
    ran = run("textconv", name)
    assert (ran.code, ran.err) == (0, "")
    assert said in ran.out


def test_yaml_says_what_its_markdown_says(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    run("export", "module-3.1.md", "--format", "yaml", "--output", "module-3.1.yaml")
    assert run("textconv", "module-3.1.yaml").out == run("textconv", "module-3.1.md").out


def test_a_configuration_with_a_mistake_is_passed_over(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    (folder / ".curriculum.yaml").write_text("nonsense: 1\n")
    ran = run("textconv", "module-3.1.md")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "module: 3.1")
    assert "without a dialect" in ran.err
    assert run("textconv", "module-3.1.md", "--config", ".curriculum.yaml").code == 2


def test_no_file(run: Run, folder: Path) -> None:
    ran = run("textconv", str(folder / "gone.md"))
    assert ran.code == 2
    assert "no such file" in ran.err


def test_git_diff_speaks_of_facts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_repository(folder, monkeypatch)
    path = folder / "-module-3.1.md"  # a name that looks like an option
    path.write_text(RECORD)
    (folder / ".gitattributes").write_text("*.md diff=curriculum\n")
    command = f"{sys.executable} -m curriculum textconv --".replace(os.sep, "/")
    git("config", "diff.curriculum.textconv", command, folder=folder)
    git("add", "-A", folder=folder)
    git("commit", "--quiet", "-m", "Begin", folder=folder)
    path.write_text(RECORD.replace("| DEVELOPED |", "| APPLIED |").replace("\n\n", "\n\n\n"))
    changed = [
        line
        for line in git("diff", folder=folder).splitlines()
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    assert changed == ["-  depth: DEVELOPED", "+  depth: APPLIED"]
