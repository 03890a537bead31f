"""Configuration: where it is found, what it changes, and how mistakes are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from curriculum.config_keys import KEYS
from tests.conftest import BROKEN, RECORD, Ran

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Ran]


def house(folder: Path, toml: str, record: str = RECORD) -> Path:
    (folder / "records").mkdir()
    path = folder / "records" / "module-3.1.md"
    path.write_text(record)
    (folder / "pyproject.toml").write_text(f'[tool.curriculum]\nrecords = ["records"]\n{toml}\n')
    return path


def test_it_is_searched_upwards_and_paths_are_told_from_there(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house(folder, "", BROKEN)
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    ran = run("lint", "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith("records/module-3.1.md:11:58: error unescaped-pipe: ")


def test_a_pyproject_without_the_table_is_passed_over(run: Run, folder: Path) -> None:
    house(folder, "")
    (folder / "records" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert f"({folder / 'pyproject.toml'})" in run("config", "records").out


def test_yaml_says_the_same(run: Run, folder: Path) -> None:
    house(folder, "", BROKEN)
    (folder / "pyproject.toml").unlink()
    (folder / ".curriculum.yaml").write_text("records: [records]\nignore: [unescaped-pipe]\n")
    assert run("lint").code == 0
    assert run("config", "ignore").out.startswith('ignore = ["unescaped-pipe"]  (')


def test_another_file_is_taken_with_config(run: Run, folder: Path) -> None:
    house(folder, "", BROKEN)
    other = folder / "other.yaml"
    other.write_text("records: [records]\nignore: [unescaped-pipe]\n")
    assert run("lint", "--config", other).code == 0
    assert run("lint", "--config", folder / "none.yaml").code == 2


def test_a_named_file_in_the_records_folder_is_a_record_whatever_is_in_it(
    run: Run, folder: Path
) -> None:
    house(folder, "").write_text("")
    rules = {line.split()[2] for line in run("lint", "--format", "concise").out.splitlines()}
    assert {"malformed-title:", "missing-section:"} <= rules


@pytest.mark.parametrize(
    ("toml", "arguments", "rules"),
    [
        ('ignore = ["unescaped-pipe"]', (), set()),
        ('select = ["unknown-depth"]', (), set()),
        ('select = ["unknown-depth"]', ("--select", "unescaped-pipe"), {"unescaped-pipe"}),
        ('ignore = ["unescaped-pipe"]', ("--select", "unescaped-pipe"), {"unescaped-pipe"}),
        ('per-record-ignores = {"records/*" = ["unescaped-pipe"]}', (), set()),
        ('per-record-ignores = {"other/*" = ["unescaped-pipe"]}', (), {"unescaped-pipe"}),
    ],
)
def test_which_rules_run(
    run: Run, folder: Path, toml: str, arguments: tuple[str, ...], rules: set[str]
) -> None:
    house(folder, toml, BROKEN)
    lines = run("lint", "--format", "concise", *arguments).out.splitlines()
    assert {line.split()[2].rstrip(":") for line in lines} == rules


def test_severity_and_fail_on(run: Run, folder: Path) -> None:
    house(folder, 'severity = {unescaped-pipe = "info"}', BROKEN)
    ran = run("lint", "--format", "concise")
    assert (ran.code, ran.out.split()[1]) == (0, "info")
    (folder / "pyproject.toml").write_text(
        '[tool.curriculum]\nrecords = ["records"]\nfail-on = "never"\n'
    )
    assert run("lint").code == 0
    assert run("lint", "--fail-on", "error").code == 1


def test_a_house_has_its_own_ladder_labels_and_dash(run: Run, folder: Path) -> None:
    text = RECORD.replace("DEVELOPED", "SOLID").replace("**Concepts taught:**", "**Taught today:**")
    path = house(
        folder,
        'ladder = ["SEEN", "INTRODUCED", "SOLID"]\ndash = "—"\n'
        'labels = {"Concepts taught" = ["Taught today"]}',
        text,
    )
    assert run("lint").code == 0
    assert run("format", "--canonical").code == 0
    assert "# Module 3.1: Probability — Record\n" in path.read_text()
    assert "**Concepts taught:**" in path.read_text()


@pytest.mark.parametrize(
    ("toml", "answer"),
    [
        ('recods = ["x"]', 'pyproject.toml:3: there is no key "recods"; did you mean records?'),
        ("select = 3", 'pyproject.toml:3: "select" must be a list of words, not 3'),
        ('fail-on = "waring"', '"fail-on" cannot be "waring"; did you mean warning?'),
        ('ignore = ["split-tabel"]', 'in "ignore", there is no rule "split-tabel"; did you mean'),
        ('severity = {split-table = "fatal"}', '"split-table" cannot be "fatal"; use one of'),
        ('severity = {split-tabel = "error"}', 'in "severity", there is no rule "split-tabel"'),
        ('aliases = ["SD3"]', '"aliases" must be a list of lists of names'),
        ("labels = 1", '"labels" must be a table, not 1'),
        ("ladder = []", '"ladder" has no depth'),
        ('dash = "-"', '"dash" cannot be "-"'),
        ("records = [", "this is no TOML"),
    ],
)
def test_mistakes_are_answered_with_place_and_remedy(
    run: Run, folder: Path, toml: str, answer: str
) -> None:
    house(folder, toml)
    if toml.startswith("records"):
        (folder / "pyproject.toml").write_text(f"[tool.curriculum]\n{toml}\n")
    ran = run("lint")
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err


@pytest.mark.parametrize("text", ["records: [", "- a list", "records: !!python/object:os.x {}"])
def test_yaml_that_is_no_configuration_does_no_harm(run: Run, folder: Path, text: str) -> None:
    (folder / ".curriculum.yaml").write_text(text)
    ran = run("lint")
    assert ran.code == 2
    assert ".curriculum.yaml" in ran.err
    assert "bug" not in ran.err


def test_config_tells_each_value_and_its_origin(run: Run, folder: Path) -> None:
    house(folder, 'dash = "—"')
    lines = run("config").out.splitlines()
    assert [line.split(" = ")[0] for line in lines] == list(KEYS)
    assert f'dash = "—"  ({folder / "pyproject.toml"})' in lines
    assert 'fail-on = "warning"  (default)' in lines
    assert "did you mean dash?" in run("config", "dashh").err


def test_every_key_is_documented() -> None:
    from pathlib import Path

    text = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text()
    for key in KEYS:
        assert f"`{key}`" in text
