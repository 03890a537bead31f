"""The commands as a user types them: output, exit codes, and what they write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from curriculum.check.registry import RULES
from curriculum.config.schema import schema_names, schema_text
from tests.conftest import BROKEN, RECORD, Ran, as_module

Run = Callable[..., Ran]


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def record(folder: Path, text: str = RECORD, name: str = "module-3.1.md") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_a_clean_record_passes(run: Run, folder: Path) -> None:
    record(folder)
    assert run("lint") == Ran(0, "No problems in 1 record.\n", "")


def test_a_problem_is_told_with_place_line_caret_and_summary(run: Run, folder: Path) -> None:
    record(folder, BROKEN)
    ran = run("lint")
    assert ran.code == 1
    assert ran.out == (
        "module-3.1.md:11:58 error [unescaped-pipe]\n"
        '  in the row "Conditioning", "|" inside a cell ends the cell, and a renderer drops or '
        "shifts what\n"
        '  follows; write "\\|"\n'
        "    11 | | Conditioning | INTRODUCED | sample-spaces | Written p(y|x). |\n"
        f"       | {' ' * 57}^\n"
        "\n"
        "Found 1 error in 1 record.\nNext: --fix would fix 1.\n"
    )


def test_quiet_removes_the_summary_and_nothing_else(run: Run, folder: Path) -> None:
    record(folder, BROKEN)
    loud, quiet = run("lint"), run("lint", "-q")
    assert loud.out.startswith(quiet.out)
    assert "Found 1 error" not in quiet.out
    assert "unescaped-pipe" in quiet.out


def test_fix_mends_and_says_so(run: Run, folder: Path) -> None:
    path = record(folder, BROKEN)
    ran = run("lint", "--fix")
    assert (ran.code, ran.out) == (0, "Fixed 1 problem. No problems in 1 record.\n")
    assert path.read_text() == RECORD


def test_diff_shows_what_fix_would_do_and_writes_nothing(run: Run, folder: Path) -> None:
    record(folder, BROKEN)
    before = tree(folder)
    ran = run("lint", "--diff")
    assert ran.code == 1
    assert "-| Conditioning | INTRODUCED | sample-spaces | Written p(y|x). |\n" in ran.out
    assert "+| Conditioning | INTRODUCED | sample-spaces | Written p(y\\|x). |\n" in ran.out
    assert tree(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint",),
        ("lint", "--diff"),
        ("lint", "--format", "json"),
        ("format", "--check"),
        ("format", "--diff"),
        ("format", "--canonical", "--check"),
        ("show", "3.1"),
        ("export",),
        ("rule", "--all"),
    ],
)
def test_what_only_looks_writes_nothing(run: Run, folder: Path, arguments: tuple[str]) -> None:
    record(folder, BROKEN.replace("- Sample", "* Sample"))
    before = tree(folder)
    run(*arguments)
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 0), ("info", 1), ("never", 0)]
)
def test_fail_on_sets_the_threshold(run: Run, folder: Path, fail_on: str, code: int) -> None:
    record(folder, f"{RECORD}\n## Ropes\n\nHemp.\n")
    ran = run("lint", "--fail-on", fail_on)
    assert ran.code == code
    assert ("info [unknown-section]" in ran.out) is (fail_on == "info")
    assert "(unknown-section)" in ran.out or fail_on == "info"


WITH_INFO = BROKEN + "\n## Attic\n\nWhat nobody needs.\n"


def test_infos_are_one_line_for_each_rule_and_come_last(run: Run, folder: Path) -> None:
    for number in ("3.1", "3.2"):
        (folder / f"module-{number}.md").write_text(as_module(WITH_INFO, number))
    out = run("lint", "--ignore", "duplicate-concept,duplicate-lesson").out
    assert "info [" not in out
    *_, title, line, blank, found, step = out.splitlines()
    assert title == "Worth a look (--info shows each):"
    assert line.startswith("    2  ")
    assert line.endswith(" (unknown-section)")
    assert (blank, step) == ("", "Next: --fix would fix 2.")
    assert found == "Found 2 errors, 2 infos in 2 records."


@pytest.mark.parametrize("more", [["--info"], ["--select", "unknown-section"]])
def test_infos_that_are_asked_for_are_shown_in_full(
    run: Run, folder: Path, more: list[str]
) -> None:
    record(folder, WITH_INFO)
    for _ in range(2):  # judged, and reported again
        out = run("lint", *more).out
        assert "info [unknown-section]" in out
        assert "Worth a look" not in out


def test_a_configured_selection_shows_its_infos(run: Run, folder: Path) -> None:
    record(folder, WITH_INFO)
    (folder / ".curriculum.yaml").write_text("select: [unknown-section]\n")
    assert "info [unknown-section]" in run("lint").out


def test_other_reports_carry_every_info(run: Run, folder: Path) -> None:
    record(folder, WITH_INFO)
    for name in ("concise", "json", "github", "gitlab", "sarif", "junit"):
        out = run("lint", "--format", name).out
        assert "unknown-section" in out
        assert "--info" not in out


def test_statistics_only_count(run: Run, folder: Path) -> None:
    record(folder, WITH_INFO.replace("DEVELOPED |", "DEVELOPD |"))
    out = run("lint", "--statistics").out
    rows = [line.split() for line in out.splitlines() if line.startswith("    1  ")]
    assert [(row[1], row[-1]) for row in rows] == [
        ("error", "(unescaped-pipe)"),
        ("error", "(unknown-depth)"),
        ("info", "(unknown-section)"),
    ]
    assert "module-3.1.md" not in out
    assert run("lint", "--statistics", "--format", "json").code == 2
    assert run("lint", "--statistics", "--diff").code == 2


def test_the_worst_comes_first(run: Run, folder: Path) -> None:
    record(folder, BROKEN.replace("**Goal:** The student can read a conditional probability.", ""))
    out = run("lint").out
    assert out.index("error [unescaped-pipe]") < out.index("warning [missing-goal]")


def test_a_baseline_is_offered_where_much_is_left(run: Run, folder: Path) -> None:
    offer = "--write-baseline FILE lets the rest wait"
    rows = "".join(f"| Name {n} | INTRODUCED | nowhere-{n} | |\n" for n in range(10))
    record(folder, RECORD.replace("| Conditioning", f"{rows}| Conditioning"))
    assert offer in run("lint").out.splitlines()[-1]
    assert run("lint", "--write-baseline", "known.json").code == 0
    assert offer not in run("lint", "--baseline", "known.json").out
    record(folder, BROKEN)
    assert offer not in run("lint").out


@pytest.mark.parametrize(
    ("before", "cells"), [("条件付き確率の", 14), ("🎲🎲", 4), ("❤️", 2), ("e\u0301e\u0301", 2)]
)
def test_carets_stand_under_wide_characters(
    run: Run, folder: Path, before: str, cells: int
) -> None:
    record(folder, BROKEN.replace("Written p", f"{before}p"))
    plain = run("lint").out
    _, line, caret = re.search(r"(\d+ \| )(.*)\n +\| ( *)\^", plain).groups()  # type: ignore[union-attr]
    shown = line[: line.index(before)]
    assert len(caret) == len(shown) + cells + len("p(y")


def test_select_and_ignore(run: Run, folder: Path) -> None:
    record(folder, BROKEN.replace("DEVELOPED |", "DEVELOPD |"))
    rules = {"unescaped-pipe", "unknown-depth"}
    for arguments, expected in (
        ((), rules),
        (("--select", "unknown-depth"), {"unknown-depth"}),
        (("--select", "unknown-depth,unescaped-pipe"), rules),
        (("--ignore", "unknown-depth"), {"unescaped-pipe"}),
    ):
        problems = json.loads(run("lint", "--format", "json", *arguments).out)["problems"]
        assert {problem["rule"] for problem in problems} == expected


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("lint", "--select", "unescaped-pip"), "did you mean unescaped-pipe?"),
        (("lint", "--fx"), "--fix"),
        (("lint", "--format", "yaml"), "concise"),
        (("lnt",), "did you mean lint?"),
        (("schema", "recrd"), "did you mean record?"),
        (("rule", "split-tabel"), "did you mean split-table?"),
        (("lint", "--fix", "--diff"), "choose one of them"),
        (("lint", "nowhere.md"), 'cannot read "nowhere.md": no such file or directory; leave out'),
        (("lint", "."), "there is no record in the current folder"),
    ],
)
def test_wrong_usage_is_answered_with_what_was_meant(
    run: Run, folder: Path, arguments: tuple[str, ...], hint: str
) -> None:
    assert folder.is_dir()
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert hint in " ".join(ran.err.split())


def test_a_named_file_that_is_no_record_gets_a_note(run: Run, folder: Path) -> None:
    record(folder)
    note = record(folder, "# Shopping list\n", "list.md")
    ran = run("lint", folder, note)
    assert ran.code == 0
    assert 'note: "' in ran.err
    assert "is not a record" in ran.err
    assert "passed over" not in run("lint", folder).err
    assert "passed over 1 file" in run("lint", "-v", folder).err


def test_the_order_of_paths_does_not_matter(run: Run, folder: Path) -> None:
    one, other = record(folder, BROKEN, "b.md"), record(folder, as_module(BROKEN, "9.9"), "a.md")
    ran = run("lint", "--format", "concise", one, other)
    assert ran == run("lint", "--format", "concise", other, one, one)
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["a.md", "b.md"]


def test_format_writes_once(run: Run, folder: Path) -> None:
    path = record(
        folder, RECORD.replace("\n\n| Concept", "\n| Concept").replace("- Samp", "* Samp")
    )
    first = run("format")
    assert (first.code, first.out, first.err) == (0, "", "1 of 1 records formatted\n")
    assert path.read_text() == RECORD
    assert run("format").err == "nothing to format\n"


def test_format_check_names_files_and_diff_shows_lines(run: Run, folder: Path) -> None:
    record(folder, RECORD.replace("- Sample", "* Sample"))
    check, diff = run("format", "--check"), run("format", "--diff")
    assert (check.code, check.out) == (1, "would format module-3.1.md\n")
    assert diff.code == 1
    assert "-* Sample space (DEVELOPED)" in diff.out
    record(folder)
    assert run("format", "--check").code == 0


def test_format_is_a_filter(run: Run, folder: Path) -> None:
    untidy = RECORD.replace("- Sample", "* Sample").replace("\n", "\r\n").encode()
    ran = run("format", "-", stdin=untidy)
    assert (ran.code, ran.out, ran.err) == (0, RECORD.replace("\n", "\r\n"), "")
    check = run("format", "-", "--check", "--stdin-filename", "a/b.md", stdin=untidy)
    assert (check.code, check.out) == (1, "would format a/b.md\n")
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_proven_is_left_alone_and_named(run: Run, folder: Path) -> None:
    path = folder / "module-3.1.md"
    path.write_bytes(RECORD.encode().replace(b"grid", b"gr\xffd").replace(b"- Samp", b"* Samp"))
    before = tree(folder)
    ran = run("format")
    assert ran.code == 1
    assert '"module-3.1.md" is left as it is: it is not UTF-8' in ran.err
    assert tree(folder) == before


def test_export_is_what_the_schema_says(run: Run, folder: Path) -> None:
    record(folder)
    record(folder, as_module(RECORD, "2.10"), "z.md")
    data = json.loads(run("export").out)
    Draft202012Validator(json.loads(schema_text("record"))).validate(data)
    assert [module["module"] for module in data["modules"]] == ["2.10", "3.1"]
    concept = data["modules"][1]["concepts"][0]
    assert concept["term"] == "Sample space"
    assert concept["gloss"] == "all outcomes"
    assert concept["span"] == {"line": 10, "column": 1, "end_line": 10, "end_column": 79}
    assert run("export", "--output", folder / "out.json").code == 0
    assert json.loads((folder / "out.json").read_text()) == data


def test_show_answers_with_places(run: Run, folder: Path) -> None:
    record(folder)
    for question, expected in (
        ("3.1", "Module 3.1: Probability"),
        ("3.1.1", "Lesson 3.1.1 Sample Spaces (sample-spaces), BUILD"),
        ("sample-spaces", "module-3.1.md:15"),
        ("conditioning", "module-3.1.md:11"),
        ("outcome is a tile", "module-3.1.md:27"),
    ):
        ran = run("show", question)
        assert ran.code == 0
        assert expected in ran.out
        assert max(map(len, ran.out.splitlines())) <= 80
    assert json.loads(run("show", "--format", "json", "3.1.1").out)["lessons"][0]["id"] == "3.1.1"


def test_show_without_an_answer_names_the_nearest(run: Run, folder: Path) -> None:
    record(folder)
    ran = run("show", "condtioning")
    assert (ran.code, ran.out) == (1, "")
    assert 'nothing is called "condtioning"; the nearest are "Conditioning"' in ran.err


def test_rules_and_schemas_are_listed_and_explained(run: Run) -> None:
    listed = run("rule").out
    assert [line.split()[0] for line in listed.splitlines()] == list(RULES)
    assert "## Why\n" in run("rule", "split-table").out
    for name in schema_names():
        Draft202012Validator.check_schema(json.loads(run("schema", name).out))


def test_a_bug_says_that_it_is_one(run: Run, folder: Path) -> None:
    record(folder)
    (folder / "sitecustomize.py").write_text(
        "import curriculum.check.engine as e\ndef check(*a): raise ZeroDivisionError('x')\n"
        "e.Checker.check_course = check\n"
    )
    python_path = f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    environment = {**os.environ, "PYTHONPATH": python_path}
    done = subprocess.run(
        [sys.executable, "-m", "curriculum", "lint"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 2
    assert "This is a bug in curriculum" in done.stderr
    assert "ZeroDivisionError" in done.stderr
    assert run("--version").out.startswith("curriculum ")


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    record(folder, RECORD.replace("| Conditioning", "| C <a> |\n" * 3000 + "| Conditioning"))
    process = subprocess.Popen(
        [sys.executable, "-m", "curriculum", "export"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_one_sentence(folder: Path) -> None:
    record(folder)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "curriculum", "lint"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "cannot read or write the output: no space left on device\n"


@pytest.mark.parametrize(
    "arguments",
    ["--help", "lint --help", "new module --help", "rule --all", "lint --format sarif", "config"],
)
def test_optimised_python_says_the_same(folder: Path, arguments: str) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)

    def ran(*options: str) -> tuple[int, str]:
        command = [sys.executable, *options, "-m", "curriculum", *arguments.split()]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.returncode, (done.stdout + done.stderr).decode()

    assert ran("-OO") == ran()
