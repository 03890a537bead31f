"""The GitHub Action's own script, and the snippets that the documentation tells people to copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from curriculum.cli.lint import command
from curriculum.report.reporters import REPORTERS
from tests.conftest import BROKEN, RECORD, as_module
from tests.repository import git, new_repository

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "continuous-integration.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = YAML(typ="safe").load(ROOT / "action.yml")
CHECK = ACTION["runs"]["steps"][-1]
CHANGES = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "changes")


def action(
    folder: Path, step: dict[str, Any] = CHECK, /, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """Runs a step, the last one, as GitHub does, with a command that is there already."""
    installed = folder / "bin" / "curriculum"
    installed.parent.mkdir(exist_ok=True)
    installed.write_text(
        f"#!{sys.executable}\nfrom curriculum.cli.main import main\nmain()\n", encoding="utf-8"
    )
    installed.chmod(0o755)
    given = {name: entry["default"] for name, entry in ACTION["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    environment = {
        **os.environ,
        **variables,
        "CURRICULUM_BIN": str(installed.parent),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_the_action_annotates_and_summarises(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    (folder / "a b").mkdir()
    (folder / "a b" / "module-3.2.md").write_text(as_module(RECORD, "3.2"))
    done = action(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=module-3.1.md,line=11,col=58,")
    assert "unescaped-pipe" in (folder / "summary.md").read_text()
    assert action(folder, paths="a b\n").returncode == 0
    assert action(folder, **{"fail-on": "never"}).returncode == 0
    assert action(folder, args="--ignore\nunescaped-pipe\n").returncode == 0
    assert action(folder, sarif="x.sarif").returncode == 1
    assert (folder / "x.sarif").exists()
    assert "cannot tell what is new since nowhere" in action(folder, since="nowhere").stderr


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_inputs_are_no_commands(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    for name in ACTION["inputs"]:
        if name not in {"working-directory", "python-version"}:
            for step in (CHECK, CHANGES):
                action(folder, step, **{name: '$(touch hit)"; touch hit; `touch hit`'})
    assert not (folder / "hit").exists()
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_the_action_says_what_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_repository(folder, monkeypatch)
    (folder / "module-3.1.md").write_text(RECORD)
    git("add", "-A", folder=folder)
    git("commit", "--quiet", "-m", "Begin", folder=folder)
    (folder / "module-3.1.md").write_text(RECORD.replace("| DEVELOPED |", "| APPLIED |"))
    assert action(folder, CHANGES, since="HEAD").returncode == 0
    first, *lines, last = (folder / "output").read_text().splitlines()
    assert first == f"changes<<{last}"
    assert lines[0] == "### What changed in the course"
    assert "raised: DEVELOPED" in lines[-1]
    (folder / "output").unlink()
    assert action(folder, CHANGES, since="nowhere").returncode == 0
    assert (folder / "output").read_text().splitlines()[1:-1] == [""]
    assert ACTION["outputs"]["changes"]["value"] == "${{ steps.changes.outputs.changes }}"


def test_snippets_are_yaml_with_the_hooks_that_exist() -> None:
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    snippets = {name: YAML(typ="safe").load(text) for name, text in blocks}
    assert set(snippets) == {
        ".pre-commit-config.yaml",
        ".github/workflows/records.yml",
        ".github/workflows/records-new.yml",
        ".gitlab-ci.yml",
    }
    [repository] = snippets[".pre-commit-config.yaml"]["repos"]
    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in hooks}
    assert all(f"- id: {hook['id']}\n" in PAGE for hook in hooks)
    for name, snippet in snippets.items():
        for step in snippet.get("jobs", {}).get("lint", {}).get("steps", []):
            if step["uses"].startswith("OWNER/"):
                assert set(step.get("with", {})) <= set(ACTION["inputs"]), name


def test_the_page_names_what_exists() -> None:
    for report in REPORTERS:
        assert f"`{report}`" in PAGE
    known = {option for parameter in command.params for option in parameter.opts}
    for line in re.findall(r"curriculum lint (.*)", PAGE):
        assert set(re.findall(r"--[a-z-]+", line.split("`")[0])) <= known
    for name in ACTION["inputs"]:
        assert f"`{name}`" in PAGE
