"""Shell completion, asked by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import RECORD

ROOT = Path(__file__).parent.parent
TEXT = RECORD.replace("Sample space (all outcomes)", "Sample space, drawn: 2 * 2")

# Asks the installed functions as the shells would; each prints one proposal on a line.
ASK = {
    "bash": """
        source completion
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
        compopt() { echo "compopt $*"; }
        _curriculum_completion curriculum
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        compdef() { :; }
        # What compsys is told: both take the name of an array; a help follows the first bare colon.
        compadd() { print -rl -- ${(P)@[-1]}; }
        _describe() { print -rl -- ${(P)3} | sed -E 's/([^\\\\]):.*/\\1/'; }
        _path_files() { echo "files"; }
        source ./completion
        words=("$@"); CURRENT=$#
        _curriculum_completion
    """,
    "fish": """
        source completion
        complete --do-complete "$argv" | string split --fields 1 \\t
    """,
}


@pytest.fixture(params=list(ASK))
def shell(request: pytest.FixtureRequest, folder: Path) -> str:
    """In a folder with records, a command `curriculum`, and the shell's script in `completion`."""
    name: str = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    (folder / "module-3.1.md").write_text(TEXT)
    command = folder / "bin" / "curriculum"
    command.parent.mkdir()
    command.write_text(
        f"#!{sys.executable}\nfrom curriculum.cli.main import main\nmain()\n", encoding="utf-8"
    )
    command.chmod(0o755)
    (folder / "completion").write_text(script_of(name))
    return name


@cache
def script_of(shell: str) -> str:
    return in_folder(["curriculum"], _CURRICULUM_COMPLETE=f"{shell}_source")


def in_folder(command: list[str], **more: str) -> str:
    """What the command prints; it must say nothing on standard error."""
    environment = {
        **os.environ,
        **more,
        "PATH": f"{Path('bin').resolve()}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


def ask(shell: str, *words: str) -> list[str]:
    if shell == "fish":
        line = " ".join(words)
        out = in_folder(["fish", "--no-config", "-c", ASK[shell], "--", line])
    else:
        quiet = {"bash": "--norc", "zsh": "-f"}[shell]
        out = in_folder([shell, quiet, "-c", ASK[shell], shell, *words])
    return [line for line in out.splitlines() if line]


def test_commands_and_options(shell: str) -> None:
    assert ask(shell, "curriculum", "li") == ["lint"]
    assert "--since" in ask(shell, "curriculum", "lint", "--si")
    assert ask(shell, "curriculum", "nonsense", "x") == []


def test_rules(shell: str) -> None:
    assert ask(shell, "curriculum", "rule", "split") == ["split-table"]
    assert ask(shell, "curriculum", "lint", "--select", "unescaped") == ["unescaped-pipe"]
    last = ask(shell, "curriculum", "lint", "--ignore", "split-table,unescaped")
    assert last == ["split-table,unescaped-pipe"]


def test_reports_keys_and_schemas(shell: str) -> None:
    assert ask(shell, "curriculum", "lint", "--format", "g") == ["github", "gitlab"]
    assert ask(shell, "curriculum", "config", "lad") == ["ladder"]
    assert ask(shell, "curriculum", "schema", "prob") == ["problems"]
    assert ask(shell, "curriculum", "lint", "--fail-on", "w") == ["warning"]


def test_an_option_with_its_value_behind_an_equals_sign(shell: str) -> None:
    words = ["--fail-on", "=", "w"] if shell == "bash" else ["--fail-on=w"]
    expected = "warning" if shell == "bash" else "--fail-on=warning"
    assert ask(shell, "curriculum", "lint", *words) == [expected]


def test_modules_slugs_and_terms(shell: str) -> None:
    assert ask(shell, "curriculum", "show", "3.") == ["3.1", "3.1.1"]
    assert ask(shell, "curriculum", "show", "sample-") == ["sample-spaces"]
    assert ask(shell, "curriculum", "show", "cond") == ["Conditioning"]


def test_a_term_stays_one_word(shell: str) -> None:
    [proposed] = ask(shell, "curriculum", "show", "Sam")
    if shell == "bash":
        [proposed] = in_folder(["bash", "-c", f"printf '%s\\n' {proposed}"]).splitlines()
    assert proposed.replace("\\:", ":") == "Sample space, drawn: 2 * 2"


def test_paths(shell: str) -> None:
    assert ask(shell, "curriculum", "lint", "modul") in (
        ["compopt -o default"],
        ["files"],
        ["module-3.1.md"],
    )


def test_what_cannot_be_read_is_passed_over_in_silence(shell: str) -> None:
    Path("pyproject.toml").write_text("[tool.curriculum]\nrecrds = 1\n")
    assert ask(shell, "curriculum", "show", "3.") == []
    assert ask(shell, "curriculum", "rule", "split") == []
