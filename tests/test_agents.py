"""The page for coding agents: it is written once, and what it says to run is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from curriculum.cli.init_agents import SKILL, skill_page
from curriculum.cli.main import group
from tests.conftest import RECORD, Ran

Run = Callable[..., Ran]


def test_the_page_is_written_once(run: Run, folder: Path) -> None:
    assert run("init", "--agents").code == 0
    assert (folder / SKILL).read_bytes() == skill_page()
    again = run("init", "--agents")
    assert (again.code, again.err) == (0, f'"{SKILL}" is there already\n')


def test_another_page_is_kept(run: Run, folder: Path) -> None:
    (folder / SKILL).parent.mkdir(parents=True)
    (folder / SKILL).write_text("mine\n")
    result = run("init", "--agents")
    assert result.code == 2
    assert "move it, or keep it" in result.err
    assert (folder / SKILL).read_text() == "mine\n"


def test_a_link_that_leads_out_is_not_followed(run: Run, folder: Path) -> None:
    outside = folder.parent / "outside-agents"
    outside.mkdir()
    (folder / ".git").mkdir()
    (folder / ".agents").symlink_to(outside)
    assert run("init", "--agents").code == 2
    assert list(outside.iterdir()) == []


def test_nothing_else_is_written(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    run("init", "--agents")
    assert {path.name for path in folder.iterdir()} == {".agents", "module-3.1.md"}


def test_every_command_of_the_page_is_one() -> None:
    commands = re.findall(r"^curriculum (.+)$", skill_page().decode(), re.MULTILINE)
    assert len(commands) > 8
    for command in commands:
        name, *rest = command.split()
        options = {word for word in rest if word.startswith("--")}
        page = CliRunner().invoke(group, [name, "--help"]).output
        assert all(option in page for option in options), command
