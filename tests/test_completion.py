"""Shell completion, asked by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import RECORD, Ran

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


QUESTIONS = [
    ("history 3", []),
    ("history Cond", ["Conditioning"]),
    ("history Every", []),
    ("history Cond modul", ["module-3.1.md"]),
    ("uses sam", ["sample-spaces"]),
    ("uses Cond", []),
    ("uses every", ["Every outcome is a tile"]),
    ("state modul", ["module-3.1.md"]),
    ("state --before 3.", ["3.1", "3.1.1"]),
    ("state --before sample-", ["sample-spaces"]),
    ("state --before=3.1.", ["--before=3.1.1"]),
    ("state --before ", ["3.1", "3.1.1", "sample-spaces"]),
    ("state --concept Cond", ["Conditioning"]),
    ("state --concept ", []),
    ("state module-3.1.md --concept Cond", ["Conditioning"]),
    ("impact --cut 3.", ["3.1.1"]),
    ("impact --move sample-", ["sample-spaces"]),
    ("impact --move sample-spaces --after 3.", ["3.1.1"]),
    ("lint --config modul", ["module-3.1.md"]),
]


@pytest.mark.parametrize(("line", "expected"), QUESTIONS)
def test_every_question(
    folder: Path,
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    expected: list[str],
) -> None:
    """As fish asks, and without it."""
    (folder / "module-3.1.md").write_text(TEXT)
    *words, last = f"curriculum {line}".split(" ")
    monkeypatch.setenv("_CURRICULUM_COMPLETE", "fish_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join([*words, last]))
    monkeypatch.setenv("COMP_CWORD", last)
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    proposed = [entry.split("\t")[0].split(",", 1) for entry in ran.out.split("\n") if entry]
    if expected == ["module-3.1.md"]:  # which files there are is for the shell to find
        assert proposed == [["file", "modul"]]
    else:
        assert [value for _, value in proposed] == expected


def test_the_value_of_an_option(shell: str) -> None:
    assert ask(shell, "curriculum", "impact", "--cut", "sa") == ["sample-spaces"]


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
