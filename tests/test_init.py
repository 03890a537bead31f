"""`curriculum init` proposes what makes the records of a team readable."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.cli.init_git import COMMANDS
from tests.conftest import RECORD, Ran
from tests.test_dialects import EXAMPLES, write

Run = Callable[..., Ran]


def concepts(run: Run) -> list[tuple[str, str]]:
    modules = json.loads(run("export").out)["modules"]
    return [(one["term"], one["lesson"]) for module in modules for one in module["concepts"]]


@pytest.mark.parametrize("files", [pytest.param(e[1], id=e[0]) for e in EXAMPLES])
def test_two_commands_lead_to_a_report(run: Run, folder: Path, files: dict[str, str]) -> None:
    """As much is read as with the configuration that the team would write."""
    write(folder, files)
    expected = concepts(run)
    (folder / "pyproject.toml").unlink()
    before = {name: (folder / name).read_bytes() for name in files if name.endswith(".md")}
    assert run("init", "--write").code == 0
    assert concepts(run) == expected
    assert run("lint").code in {0, 1}
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_lists_with_brackets(run: Run, folder: Path) -> None:
    for number, words in ((3, "(shown)"), (4, "(practised): on paper")):
        text = f"# Week {number:02} - Knots\n\n## Covered\n\n- bowline {words}\n- hitch (named)\n"
        (folder / f"week-{number:02}.md").write_text(text)
    assert run("init", "--write").code == 0
    assert [term for term, _ in concepts(run)] == ["bowline", "hitch"] * 2
    text = (folder / ".curriculum.yaml").read_text()
    assert 'ladder": ["named", "shown", "practised"]' in text


def test_usual_records_need_their_folder_alone(run: Run, folder: Path) -> None:
    (folder / "records").mkdir()
    (folder / "records" / "module-3.1.md").write_text(RECORD)
    out = run("init").out
    assert out == '[tool.curriculum]\nrecords = ["records"]\n'


def test_nothing_is_written_unless_it_is_asked_for(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    ran = run("init")
    assert "nothing is written" in ran.err
    assert os.listdir(folder) == ["module-3.1.md"]


def test_a_project_file_keeps_what_it_holds(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    (folder / "pyproject.toml").write_text('[project]\nname = "x"')
    assert run("init", "--write").code == 0
    text = (folder / "pyproject.toml").read_text()
    assert text.startswith('[project]\nname = "x"\n\n[tool.curriculum]\n')
    again = run("init", "--write")
    assert again.code == 2
    assert '"pyproject.toml" has a configuration already' in again.err
    assert (folder / "pyproject.toml").read_text() == text


def test_a_folder_without_records_is_told_so(run: Run, folder: Path) -> None:
    (folder / "README.md").write_text("# A project\n\n| Option | Default |\n|---|---|\n| a | b |\n")
    ran = run("init", "--write")
    assert ran.code == 1
    assert "looks like a concept index" in ran.err
    assert os.listdir(folder) == ["README.md"]


LINES = [
    "module-*.md diff=curriculum merge=curriculum",
    "module-*.yaml diff=curriculum merge=curriculum",
    "record.md diff=curriculum merge=curriculum",
]


def test_git_compares_and_merges_records(run: Run, folder: Path) -> None:
    ran = run("init", "--git")
    assert ran.code == 0
    assert ran.out.splitlines() == list(COMMANDS)
    assert (folder / ".gitattributes").read_text().splitlines() == LINES
    assert "has the lines already" in run("init", "--git").err
    assert (folder / ".gitattributes").read_text().splitlines() == LINES


def test_attributes_that_are_there_stay(run: Run, folder: Path) -> None:
    (folder / ".gitattributes").write_bytes(f"* text\r\n{LINES[0]}".encode())
    (folder / ".curriculum.yaml").write_text('record-files: ["module-*.md", "unit *.md"]\n')
    assert run("init", "--git").code == 0
    expected = ["* text", LINES[0], '"unit *.md" diff=curriculum merge=curriculum']
    data = (folder / ".gitattributes").read_bytes()
    assert data == "".join(f"{line}\r\n" for line in expected).encode()


def test_attributes_are_not_written_outside(
    run: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "attributes"
    other.write_text("* text\n")
    (folder / ".gitattributes").symlink_to(other)
    assert run("init", "--git").code == 2
    assert other.read_text() == "* text\n"


PLAN = """\
# Lesson: Averages

## State

| Concept | Depth | Source |
|---------|-------|--------|
| Conditioning | INTRODUCED | sample-spaces |

## Prerequisites

| Concept | Required Depth | Actual Depth | Source |
|---------|----------------|--------------|--------|
| Conditioning | INTRODUCED | INTRODUCED | sample-spaces |
"""


@pytest.mark.parametrize(
    ("places", "pattern"),
    [
        (["plans/averages.md", "plans/medians.md"], "plans/*.md"),
        (["3/lessons/averages.md", "4/lessons/medians.md"], "**/lessons/*.md"),
    ],
    ids=["one folder", "folders of one name"],
)
def test_lesson_plans_are_no_records(
    run: Run, folder: Path, places: list[str], pattern: str
) -> None:
    (folder / "records").mkdir()
    (folder / "records" / "module-3.1.md").write_text(RECORD)
    for place in places:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(PLAN)
    ran = run("init", "--write")
    line = f'plans = {{ "paths" = ["{pattern}"] }}  # 2 lesson plans to check against the records'
    assert ran.out.replace("paths =", '"paths" =').splitlines()[-1] == line
    assert run("lint").code == 0
    (folder / places[0]).write_text(PLAN.replace("| INTRODUCED | sample", "| APPLIED | sample"))
    assert "plan-depth" in run("lint").out
