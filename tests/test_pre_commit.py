"""The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit in real repositories."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import BROKEN, RECORD, as_module
from tests.repository import git, new_repository

pytestmark = [
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
    pytest.mark.skipif(
        importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed"
    ),
]

ROOT = Path(__file__).parent.parent
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
HOOKS_FOR_RECORDS = ("curriculum-lint", "curriculum-format")
PATH = "records/module-3.1.md"
UNTIDY = RECORD.replace("- Sample", "* Sample")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """With the hooks for records installed; their environment is that of the tests."""
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit-home")))
        patch.chdir(folder)
        new_repository(folder, patch)
        (folder / ".pre-commit-config.yaml").write_text(config_of(HOOKS_FOR_RECORDS))
        pre_commit("install")
        write({PATH: RECORD, "records/module-3.2.md": as_module(RECORD, "3.2")})
        assert commit() == ""
        yield folder


@pytest.fixture
def repository(first: Path, folder: Path) -> Path:
    """A copy of the first one."""
    shutil.copytree(first, folder, dirs_exist_ok=True)
    return folder


def config_of(names: Collection[str]) -> str:
    """The hooks of these names, as they are but for the environment."""
    hooks = [
        {
            **hook,
            "language": "system",
            "entry": hook["entry"].replace("curriculum", f"{sys.executable} -m curriculum", 1),
        }
        for hook in HOOKS
        if hook["id"] in names
    ]
    return json.dumps({"repos": [{"repo": "local", "hooks": hooks}]})


def pre_commit(*arguments: str) -> str:
    """What it says where it fails, else nothing."""
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return _failure(command)


def commit(*, stage: bool = True) -> str:
    """What the hooks say where they refuse the commit, else nothing."""
    if stage:
        git("add", "--all")
    return _failure(["git", "commit", "--message", "A change"])


def _failure(command: list[str]) -> str:
    python_path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": python_path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode() if done.returncode else ""


def write(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode())


def test_a_clean_change_is_committed(repository: Path) -> None:
    (repository / PATH).write_text(RECORD.replace("Drawn", "Shown"))
    assert commit() == ""
    assert "Shown" in git("show", f"HEAD:{PATH}")


def test_a_broken_record_is_refused(repository: Path) -> None:
    (repository / PATH).write_text(BROKEN)
    said = commit()
    assert f"{PATH}:11:58 error [unescaped-pipe]" in said
    assert git("show", f"HEAD:{PATH}") == RECORD


def test_an_untidy_record_is_laid_out_and_the_commit_refused_once(repository: Path) -> None:
    (repository / PATH).write_text(UNTIDY)
    assert "files were modified by this hook" in commit()
    assert (repository / PATH).read_text() == RECORD


@pytest.mark.parametrize("change", [("rm", PATH), ("mv", PATH, "records/module-3.1-new.md")])
def test_a_commit_that_only_deletes_or_renames_is_judged(
    repository: Path, change: tuple[str, ...]
) -> None:
    """No file of such a commit is handed to a hook, and the whole course is judged all the same."""
    write({"records/module-3.3.md": as_module(BROKEN, "3.3")})
    git("add", "--all")
    git("commit", "--no-verify", "--message", "Break a record")
    git(*change)
    assert "error [unescaped-pipe]" in commit()
    assert repository.is_dir()


def test_a_record_that_others_refer_to_is_not_deleted_unnoticed(repository: Path) -> None:
    """Also the first of its series, whose absence alone would prove nothing; once is enough."""
    refers = as_module(RECORD, "3.3").replace(
        "| sample-spaces-3-3 | |", "| sample-spaces-3-3 | 3.1.1, 3.2.1 |"
    )
    write({"records/module-3.3.md": refers})
    assert commit() == ""
    git("rm", PATH)
    said = commit()
    assert "records/module-3.3.md:" in said
    assert 'warning [unknown-module]\n  module "3.1" has no record in this course' in said
    assert f'(deleted since HEAD: "{PATH}")' in " ".join(said.split())
    git("commit", "--no-verify", "--message", "Delete it all the same")
    (repository / "records/module-3.2.md").write_text(
        as_module(RECORD, "3.2").replace("Drawn", "Shown")
    )
    assert commit() == ""


def test_a_record_that_others_refer_to_is_renamed(repository: Path) -> None:
    refers = as_module(RECORD, "3.3").replace(
        "| sample-spaces-3-3 | |", "| sample-spaces-3-3 | 3.1.1 |"
    )
    write({"records/module-3.3.md": refers})
    assert commit() == ""
    git("mv", PATH, "records/module-3.1-probability.md")
    assert commit() == ""
    assert repository.is_dir()


def test_what_is_staged_is_judged(repository: Path) -> None:
    write({PATH: RECORD.replace("Drawn", "Shown")})
    git("add", PATH)
    write({PATH: BROKEN})
    assert commit(stage=False) == ""
    assert (repository / PATH).read_text() == BROKEN
    git("add", PATH)
    write({PATH: RECORD})
    assert "unescaped-pipe" in commit(stage=False)
    assert (repository / PATH).read_text() == RECORD


def test_many_records_are_one_course(repository: Path) -> None:
    check_many_records(repository, 2)


@pytest.mark.thorough
def test_three_hundred_records_are_one_course(repository: Path) -> None:
    check_many_records(repository, 20)


def check_many_records(repository: Path, series: int) -> None:
    """Fifteen of each series, beside the two that are there."""
    numbers = [f"{n}.{module}" for n in range(4, 4 + series) for module in range(1, 16)]
    write({f"records/module-{n}.md": as_module(UNTIDY, n) for n in numbers})
    assert "files were modified by this hook" in commit()
    assert commit() == ""
    (repository / "records/module-5.9.md").write_text(as_module(BROKEN, "5.9"))
    said = commit()
    assert said.count(f"Found 1 error in {15 * series + 2} records") == 1
    assert said.count("[unescaped-pipe]") == 1


def test_pages_that_are_stale_are_refused(repository: Path) -> None:
    """Also where the commit only deletes a record."""
    (repository / ".pre-commit-config.yaml").write_text(config_of(["curriculum-render"]))
    assert "+++ b/docs/course/module-3.1.md" in commit()
    assert not (repository / "docs").exists()
    rendered = [sys.executable, "-m", "curriculum", "render"]
    assert _failure(rendered) == ""
    assert commit() == ""
    git("rm", PATH)
    assert "--- a/docs/course/module-3.1.md" in commit()


def test_all_files(repository: Path) -> None:
    assert pre_commit("run", "--all-files") == ""
    (repository / PATH).write_text(BROKEN.replace("- Sample", "* Sample"))
    said = pre_commit("run", "--all-files")
    assert "unescaped-pipe" in said
    assert "1 of 2 records formatted" in said


def test_the_records_of_the_folder_are_laid_out_and_nothing_else(repository: Path) -> None:
    assert repository.is_dir()
    untidy = RECORD.replace("| Conditioning", "|Conditioning")
    write({"docs/records/module-notes.md": "# Notes\n", "docs/records/notes.yaml": "a: 1\n"})
    assert commit() == ""
    write({"records/image-models.md": as_module(untidy, "9.4")})
    assert "1 of 1 records formatted" in commit()


def test_windows_line_endings_are_kept(repository: Path) -> None:
    windows = RECORD.replace("\n", "\r\n")
    write({PATH: windows})
    assert commit() == ""
    write({PATH: UNTIDY.replace("\n", "\r\n")})
    assert "files were modified by this hook" in commit()
    assert (repository / PATH).read_bytes() == windows.encode()


@pytest.mark.thorough
def test_the_hooks_install_from_a_clone(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The real `language: python`; needs what pip needs."""
    clone, wheels = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("wheels")
    git("clone", "--quiet", str(ROOT), str(clone))
    if said := _failure(
        [sys.executable, "-m", "pip", "wheel", "-q", "-w", str(wheels), str(clone)]
    ):
        # Only a machine without an index is no reason to fail: a wheel that cannot be built is.
        assert "No matching distribution" in said, said
        pytest.skip(f"nothing can be installed here: {said[-200:]}")
    (repository / PATH).write_text(RECORD.replace("DEVELOPED |", "DEVELOPD |"))
    git("add", PATH)
    said = pre_commit("try-repo", str(clone), "curriculum-lint", "--all-files")
    assert f"{PATH}:10:33 error [unknown-depth]" in said
    (repository / PATH).write_text(RECORD)
    git("add", PATH)
    for name in HOOKS_FOR_RECORDS:
        assert pre_commit("try-repo", str(clone), name, "--all-files") == ""
