"""Configuration: where it is found, what it changes, and how mistakes are answered."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.config.keys import KEYS
from curriculum.config.places import toml_line
from tests.conftest import BROKEN, RECORD, Ran

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
    (folder / ".git").mkdir()
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    ran = run("lint", "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith("records/module-3.1.md:11:58: error unescaped-pipe: ")


@pytest.mark.parametrize("root", [".git", None, ".git file"])
def test_nothing_above_the_repository_configures_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, root: str | None
) -> None:
    """Others may write to a folder above, such as that for temporary files."""
    house(folder, 'select = ["missing-goal"]', BROKEN)
    below = folder / "course"
    below.mkdir()
    if root:
        name, _, is_file = root.partition(" ")
        (below / name).write_text("gitdir: elsewhere\n") if is_file else (below / name).mkdir()
    (below / "module-3.1.md").write_text(BROKEN)
    monkeypatch.chdir(below)
    assert "unescaped-pipe" in run("lint").out
    assert "missing-goal" not in run("config", "select").out


@pytest.mark.skipif(os.name != "posix", reason="only there do folders have such modes")
@pytest.mark.parametrize("place", ["", "between"])
def test_what_others_could_have_put_above_is_not_read(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """At the root of what they say is a repository, or in a folder between it and this one."""
    (folder / ".git").mkdir()
    below = folder / "between/course"
    below.mkdir(parents=True)
    (below / "module-3.1.md").write_text(BROKEN)
    (folder / place / ".curriculum.yaml").write_text("select: [missing-goal]\n")
    monkeypatch.chdir(below)
    assert "missing-goal" in run("config", "select").out
    (folder / place).chmod(0o777)
    ran = run("config", "select")
    assert "missing-goal" not in ran.out
    assert f'note: "{folder / place / ".curriculum.yaml"}" is not read: others can write' in ran.err
    monkeypatch.chdir(folder / place)
    assert "missing-goal" in run("config", "select").out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_parent_of_another_user_configures_nothing(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house(folder, 'select = ["missing-goal"]')
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder / "records")
    os.chown(folder, 65534, -1)
    assert "missing-goal" not in run("config", "select").out
    os.chown(folder / "records", 65534, -1)  # as in a container, whose user is another one
    assert "missing-goal" in run("config", "select").out


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
        ('ladder = ["SEEN", "KNOWN", "SEEN"]', ':3: "ladder" has the depth "SEEN" twice'),
        ('ladder = ["SEEN", "Seen"]', '"ladder" has the depth "Seen" twice'),
        ('ladder = ["SEEN", " "]', '"ladder" has an empty entry'),
        ("records-x = 1", 'there is no key "records-x"; did you mean records?'),
        ('baseline = ""', '"baseline" is empty'),
        (
            '[tool.curriculum.labels]\n"Hooks" = ["Opening"]\n"Start" = [\n  "Opening",\n]',
            ':6: in "labels", "Opening" already means "Hooks"; take it out of "Start" or of',
        ),
        (
            'labels = {"Mine" = ["Review"]}',
            '"Review" already means "Review history"; take it out of "Mine"\n',
        ),
        (
            'labels = {"Mine" = ["Widgets"]}',
            '"Widgets" is a field of its own; take it out of "Mine"',
        ),
        ('labels = {"What was taught" = ["X"]}', '; write "Concepts taught" there'),
        ('labels = {"concepts taught" = ["X"]}', '; write "Concepts taught" there'),
        ('aliases = [["SD3"]]', '"aliases" has "SD3" alone in a group'),
        ("aliases = [[]]", '"aliases" has an empty group'),
        ('aliases = [["SD3", "sd-3"]]', 'names that are the same anyway, ["SD3", "sd-3"]'),
        (
            'aliases = [\n  ["A", "B"],\n  ["C", "a"],\n]',
            ':5: "a" is in two groups of "aliases", ["A", "B"] and ["C", "a"]; make one group',
        ),
        ('required-fields = ["Concept taught"]', 'no field "Concept taught"; did you mean "Conc'),
        ('required-fields = ["Zebra"]', 'if it is a label of your own, add it to "labels"'),
        ('external = ["Series 6"]', '"Series 6" is no series or module; write "6"'),
        ('external = ["7.1.2"]', '"7.1.2" is no series or module; write "7.1"'),
        ('external = ["vision"]', 'write its number, such as "6" or "7.1"'),
        ("external = [6, 7.1]", "and 6 is a number; put it in quotes"),
        ('render = {ouput = "x"}', 'in "render", there is no key "ouput"; did you mean output?'),
        ('render = {format = "htm"}', '"format" cannot be "htm"; did you mean html?'),
        ("render = {regions = [1]}", "and 1 is a number"),
        ('select = [\n  "split-table",\n  "split-tabel",\n]', ':5: in "select", there is no rule'),
        (
            '[tool.curriculum.severity]\nsplit-table = "info"\nsplit-tabel = "info"',
            ':5: in "severity", there is no rule "split-tabel"; did you mean split-table?',
        ),
        (
            '[tool.curriculum.severity]\nsplit-table = "fatal"',
            ':4: "split-table" cannot be "fatal"',
        ),
        (
            '[tool.curriculum.per-record-ignores]\n"a/*" = []\n"b/*" = ["nope"]',
            ':5: in "per-record-ignores", there is no rule "nope"',
        ),
        ("fail-on = true", '"fail-on" cannot be true; use one of error'),
        ("records = [", "this is no TOML"),
    ],
)
def test_mistakes_are_answered_with_place_and_remedy(
    run: Run, folder: Path, toml: str, answer: str
) -> None:
    house(folder, toml)
    if toml.startswith("records ="):
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


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("external: [6, 7.1]", ':1: "external" must be a list of words, and 6 is a number'),
        (
            "# ignore\nignore:\n  - split-table\n  - split-tabel\n",
            ':4: in "ignore", there is no rule',
        ),
        ("severity:\n  split-table: fatal", ':2: "split-table" cannot be "fatal"'),
        ("severity: {1: error}", ':1: in "severity", there is no rule "1"'),
        ("render:\n  output: x\n  formt: html", ':3: in "render", there is no key "formt"'),
        ("aliases:\n  - [A, B]\n  - [C, B]", ':3: "B" is in two groups'),
        ("aliases: &a [*a]", '"aliases" must be a list of words, not a list'),
        ("ladder:", ':1: "ladder" must be a list of words, not empty'),
        (
            "records: .\nrecords: x",
            ':2: the key "records" stands here a second time; keep one of the two',
        ),
    ],
)
def test_mistakes_in_yaml_are_answered_alike(
    run: Run, folder: Path, text: str, answer: str
) -> None:
    (folder / ".curriculum.yaml").write_text(text)
    ran = run("lint")
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("[tool.curriculum]\nignore = 1\n", ["ignore"], 2),
        ("tool.curriculum.ignore = 1\n", ["ignore"], 1),
        ("[tool]\ncurriculum = {ignore = ['a']}\n", ["ignore", "a"], 2),
        ("[other]\nignore = 1\n[tool.curriculum]\nignore = 1\n", ["ignore"], 4),
        ("[ tool . 'curriculum' ] # ours\n\"ignore\"=1\n", ["ignore"], 2),
        ("[tool.curriculum]\nignore = [\n  # b\n 'a-b',\n 'b',\n]\n", ["ignore", "b"], 5),
        ("[tool.curriculum]\nselect = ['b']\nignore = ['c']\n", ["ignore", "b"], 3),
        ('[tool.curriculum.severity]\n"a.b" = 1\n', ["severity", "a.b"], 2),
        ("[tool.curriculum]\r\nignore = 1\r\n", ["ignore"], 2),
        ("[tool.curriculum]\nselect = 1\n[tool.x]\nignore = 1\n", ["ignore"], None),
        ("[tool.curriculum]\n[[", ["ignore"], None),
    ],
)
def test_the_line_in_toml(text: str, path: list[str], line: int | None) -> None:
    assert toml_line(text, path) == line


def test_a_house_may_require_its_own_label(run: Run, folder: Path) -> None:
    house(folder, 'labels = {"Hook" = []}\nrequired-fields = ["hook", "Type", "Review"]')
    assert run("config").code == 0
    assert 'has no field "Hook"' in run("lint").out


def test_a_configured_folder_that_is_not_there_is_told(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.curriculum]\nrecords = ["recrods"]\n')
    ran = run("lint")
    assert (ran.code, ran.out) == (2, "")
    assert 'cannot read "recrods": no such file or directory; the configuration names it' in ran.err
