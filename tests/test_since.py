"""`lint --since REV`: only what is new against a git revision, in real repositories."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BROKEN, RECORD, Ran, as_module
from tests.repository import git, new_repository

Run = Callable[..., Ran]

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

DEPTHS = BROKEN.replace("DEVELOPED |", "DEVELOPD |")


def commit(text: str, path: str = "records/module-3.1.md") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)
    git("add", "--all")
    git("commit", "--quiet", "--message", "A change")


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_repository(folder, monkeypatch)
    commit(BROKEN)
    git("tag", "start")
    return folder


def rules_of(ran: Ran) -> list[str]:
    return [problem["rule"] for problem in json.loads(ran.out)["problems"]]


def new(run: Run, revision: str = "start", *arguments: str | Path) -> list[str]:
    return rules_of(run("lint", "--since", revision, "--format", "json", *arguments))


def test_what_was_there_is_left_out_and_counted(run: Run, repository: Path) -> None:
    assert repository.is_dir()
    ran = run("lint", "--since", "start")
    assert ran == Ran(0, "No problems in 1 record (1 known at start).\n", "")
    commit(DEPTHS)
    for revision in ("start", "HEAD~1", "main~1", git("rev-parse", "start").strip()):
        assert new(run, revision) == ["unknown-depth"]
    assert new(run, "HEAD") == []
    assert run("lint", "--since", "start").code == 1


def test_what_is_not_committed_counts_as_well(run: Run, repository: Path) -> None:
    (repository / "records/module-3.1.md").write_text(DEPTHS)
    (repository / "records/module-3.2.md").write_text(as_module(BROKEN, "3.2"))
    assert new(run) == ["unknown-depth", "unescaped-pipe"]
    assert new(run, "start", "records/module-3.2.md") == ["unescaped-pipe"]


def test_moved_lines_and_renamed_files_make_nothing_new(run: Run, repository: Path) -> None:
    commit(BROKEN.replace("## Concept", "A remark.\n\n## Concept"))
    assert new(run) == []
    git("mv", "records/module-3.1.md", "records/module-3.1-probability.md")
    git("commit", "--quiet", "--message", "Rename it")
    assert new(run) == []
    assert repository.is_dir()


def test_a_second_problem_is_not_hidden_by_the_first(run: Run, repository: Path) -> None:
    row = "| Conditioning | INTRODUCED | sample-spaces | Written p(y|x). |\n"
    commit(BROKEN.replace(row, row + row))
    assert new(run).count("unescaped-pipe") == 1
    assert repository.is_dir()


def test_a_record_that_is_gone_takes_its_problems_along(run: Run, repository: Path) -> None:
    commit(as_module(RECORD, "3.2"), "records/module-3.2.md")
    git("rm", "--quiet", "records/module-3.1.md")
    assert new(run) == []
    assert repository.is_dir()


NAMES_ANOTHER = ("Drawn as a grid.", "Drawn as the tiles of Module 9.1.")


def unknown_modules(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """Where something names a module that the course does not have."""
    ran = run("lint", "--format", "json", *arguments)
    problems = json.loads(ran.out)["problems"]
    return [problem for problem in problems if problem["rule"] == "unknown-module"]


def test_of_a_problem_at_many_places_the_new_ones_are_told(run: Run, repository: Path) -> None:
    names_it = as_module(RECORD, "3.2").replace(*NAMES_ANOTHER)
    commit(names_it, "records/module-3.2.md")
    git("tag", "--force", "start")
    assert len(unknown_modules(run)) == 1
    assert unknown_modules(run, "--since", "start") == []
    (repository / "records/module-3.2.md").write_text(names_it.replace("the tiles", "tiles"))
    assert unknown_modules(run, "--since", "start") == []
    commit(as_module(RECORD, "3.3").replace(*NAMES_ANOTHER), "records/module-3.3.md")
    [problem] = unknown_modules(run, "--since", "start")
    assert (problem["path"], problem["module"]) == ("records/module-3.3.md", "3.3")
    assert problem["related"] == []
    row = "| Again | INTRODUCED | sample-spaces-3-2 | In Module 9.1, too. |\n"
    commit(names_it.replace("| Conditioning", f"{row}| Conditioning"), "records/module-3.2.md")
    [problem] = unknown_modules(run, "--since", "start")
    assert (problem["path"], problem["line"]) == ("records/module-3.2.md", 11)
    assert [place["path"] for place in problem["related"]] == ["records/module-3.3.md"]


def test_a_baseline_knows_a_problem_wherever_it_stands(run: Run, repository: Path) -> None:
    commit(as_module(RECORD, "3.2").replace(*NAMES_ANOTHER), "records/module-3.2.md")
    run("lint", "--write-baseline", "known.json")
    commit(as_module(RECORD, "3.3").replace(*NAMES_ANOTHER), "records/module-3.3.md")
    assert unknown_modules(run, "--since", "HEAD~1", "--baseline", "known.json") == []
    assert repository.is_dir()


def test_what_names_a_deleted_record_is_graver(run: Run, repository: Path) -> None:
    """The first of its series: its absence alone would prove nothing."""
    commit(as_module(RECORD, "3.2"), "records/module-3.2.md")
    names_it = as_module(RECORD, "3.3").replace("as a grid.", "as the tiles of Module 3.1.")
    commit(names_it, "records/module-3.3.md")
    assert unknown_modules(run, "--deleted-since", "HEAD") == []
    (repository / "records/module-3.1.md").rename(repository / "records/other.md")
    assert unknown_modules(run, "--deleted-since", "HEAD") == []
    (repository / "records/other.md").unlink()
    [problem] = unknown_modules(run)
    assert problem["severity"] == "info"
    for option in ("--deleted-since", "--since"):
        [problem] = unknown_modules(run, option, "HEAD")
        assert problem["severity"] == "warning"
        assert problem["path"] == "records/module-3.3.md"
        assert '(deleted since HEAD: "records/module-3.1.md")' in problem["message"]
    (repository / ".curriculum.yaml").write_text("severity:\n  unknown-module: info\n")
    [problem] = unknown_modules(run, "--deleted-since", "HEAD")
    assert problem["severity"] == "info"


def test_only_what_a_deletion_brings_is_said_to_be_brought_by_it(
    run: Run, repository: Path
) -> None:
    """What the deleted record named first was not here before, either."""
    commit(BROKEN.replace("as a grid.", "as in Module 2.1 and Module 2.2."))
    for number in ("3.2", "3.3"):
        text = as_module(RECORD, number).replace("as a grid.", "as in Module 2.1.")
        commit(text, f"records/module-{number}.md")
    (repository / "records/module-3.1.md").unlink()
    [problem] = unknown_modules(run, "--deleted-since", "HEAD")
    assert (problem["subject"], problem["severity"]) == ("2.1", "info")
    assert "deleted" not in problem["message"]


def test_the_last_record_still_names_the_deleted_one(run: Run, repository: Path) -> None:
    """A single record is no course, but where there was one."""
    names_both = as_module(RECORD, "3.2").replace("as a grid.", "as in Module 3.1, not Module 9.1.")
    commit(names_both, "records/module-3.2.md")
    (repository / "records/module-3.1.md").unlink()
    assert unknown_modules(run) == []
    [problem] = unknown_modules(run, "--deleted-since", "HEAD")
    assert (problem["subject"], problem["severity"]) == ("3.1", "warning")
    assert '(deleted since HEAD: "records/module-3.1.md")' in problem["message"]
    commit(names_both.replace("Module 3.1, not ", ""), "records/module-3.2.md")
    assert unknown_modules(run, "--deleted-since", "HEAD~1") == []


def test_before_the_first_commit_nothing_is_deleted(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_repository(folder, monkeypatch)
    (folder / "module-3.1.md").write_text(RECORD)
    assert run("lint", "--deleted-since", "HEAD") == Ran(0, "No problems in 1 record.\n", "")
    assert run("lint", "--deleted-since", "main").code == 2


def test_the_same_files_are_records_as_on_disk(run: Run, repository: Path) -> None:
    for path in (".hidden/module-3.1.md", "a/node_modules/module-3.1.md", "notes.md"):
        commit(DEPTHS if "module" in path else "# Notes\n", path)
    (repository / "records/module-3.1.md").write_text(DEPTHS)
    assert new(run, "HEAD") == ["unknown-depth"]
    assert new(run, "HEAD", ".hidden") == []


def test_what_a_link_leads_to_is_a_record(run: Run, repository: Path) -> None:
    commit(as_module(DEPTHS, "3.2"), "elsewhere/module-3.2.md")
    for name, target in (("linked", "../elsewhere/module-3.2.md"), ("dangling", "../gone.md")):
        (repository / f"records/{name}.md").symlink_to(target)
    git("add", "--all")
    git("commit", "--quiet", "--message", "Links")
    assert "unknown-depth" in rules_of(run("lint", "records", "--format", "json"))
    assert new(run, "HEAD", "records") == []
    assert "unknown-depth" in new(run, "HEAD~1", "records")


def test_names_with_blanks_and_odd_characters(run: Run, repository: Path) -> None:
    for name in ("a b.md", ":(glob)*.md", "[x]*.md", "ü.md", "new\nline.md"):
        commit(as_module(BROKEN, "3.9"), f"odd/{name}")
        assert new(run, "HEAD", Path("odd") / name) == []
        assert new(run, "start", Path("odd") / name) == ["unescaped-pipe"]
    assert new(run, "HEAD") == []
    assert repository.is_dir()


def test_from_a_subfolder_and_from_outside(
    run: Run,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    (repository / "records/module-3.1.md").write_text(DEPTHS)
    monkeypatch.chdir(repository / "records")
    assert new(run) == new(run, "start", "..") == ["unknown-depth"]
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert new(run, "start", repository / "records") == ["unknown-depth"]


def test_in_a_hook(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.chdir(repository / "records")
    assert new(run) == []


def test_with_a_baseline_each_lets_its_own_pass(run: Run, repository: Path) -> None:
    run("lint", "--write-baseline", "known.json")
    commit(DEPTHS)
    row = "| Conditioning | INTRODUCED | sample-spaces | Written p(y|x). |\n"
    path = repository / "records/module-3.1.md"
    path.write_text(DEPTHS.replace(row, row + row))
    found = new(run, "HEAD", "--baseline", "known.json")
    assert found.count("unescaped-pipe") == 1
    assert "unknown-depth" not in found


def test_nothing_is_written(run: Run, repository: Path) -> None:
    def state() -> list[tuple[str, int]]:
        return [(str(path), path.stat().st_mtime_ns) for path in sorted(repository.rglob("*"))]

    before = state()
    run("lint", "--since", "start")
    assert state() == before


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "-h", "", "start:records"])
def test_a_revision_that_is_none_is_told(run: Run, repository: Path, revision: str) -> None:
    ran = run("lint", f"--since={revision}")
    assert (ran.code, ran.out) == (2, "")
    assert f'git knows no revision "{revision}" here' in ran.err
    assert not (repository / "x").exists()


def test_no_repository_and_no_git_are_told(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    ran = run("lint", "--since", "main")
    assert ran.code == 2
    assert "cannot tell what is new since main: git says: not a git repository" in ran.err
    monkeypatch.setenv("PATH", str(folder))
    ran = run("lint", "--since", "main")
    assert ran.code == 2
    assert "git is not installed" in ran.err
