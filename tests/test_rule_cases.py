"""Each rule on small records: what it must report, what it must fix, and where it must be silent.

The cases of a rule are in `cases/rules/RULE.md`; `cases/README.md` says how to add one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curriculum.check.registry import RULES
from curriculum.check.rule import page_examples
from curriculum.cli.main import main
from tests.case_pages import PAGES, Case, each, read_page, read_pages

FOLDER = PAGES / "rules"
ALL = read_pages(FOLDER)
FIRING = [case for case in ALL if case.section == "Fires"]
SILENT = [case for case in ALL if case.section == "Silent"]
UNSAFE = "--fix --unsafe-fixes"
LEAST_CASES = 3

_FAILING = re.compile(r"^[\w.-]+:\d+:\d+: (?:error|warning) ", re.MULTILINE)


# No record makes a rule fail, as long as no rule has a bug: `test_house_rules` brings one.
every_rule = pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "internal-error"])


@pytest.fixture(autouse=True)
def _current(folder: Path) -> None:
    """Records are linted where they are, so that reports name them as the pages do."""


def lint(rule: str, *arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["lint", "--select", rule, "--format", "concise", *arguments])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def lint_case(case: Case, *arguments: str, newline: bytes = b"\n") -> int:
    """A single record is named; several are a course, and the folder is."""
    for name, data in case.files.items():
        Path(name).write_bytes(data.replace(b"\n", newline))
    paths = case.records if len(case.records) == 1 else ["."]
    return lint(case.page.stem, *arguments, *paths)


@each(FIRING)
def test_fires(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_case(case)
    assert capsys.readouterr().out.split("\n") == case.report.split("\n")
    assert code == (1 if _FAILING.search(case.report) else 0)


@each(SILENT)
def test_is_silent(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_case(case)
    assert capsys.readouterr().out == ""
    assert code == 0


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"], ids=["crlf", "cr"])
@each(FIRING)
def test_line_endings_make_no_difference(
    case: Case, newline: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    lint_case(case, newline=newline)
    assert capsys.readouterr().out == case.report


@each(FIRING)
def test_is_fixed(case: Case) -> None:
    """A record that the page does not show again must stay as it is."""
    lint_case(case, "--fix")
    assert_records(case, "--fix")


@each([case for case in FIRING if UNSAFE in case.after])
def test_is_fixed_unsafely(case: Case) -> None:
    lint_case(case, *UNSAFE.split())
    assert_records(case, UNSAFE)


def assert_records(case: Case, command: str) -> None:
    for name, data in case.expected(command).items():
        assert Path(name).read_bytes().split(b"\n") == data.split(b"\n")


@every_rule
def test_every_rule_has_its_cases(rule: str) -> None:
    for cases in (FIRING, SILENT):
        assert len([case for case in cases if case.page.stem == rule]) >= LEAST_CASES


def test_every_case_is_one_that_fires_or_is_silent() -> None:
    assert {path.name for path in FOLDER.iterdir()} <= {f"{rule}.md" for rule in RULES}
    assert [case.name for case in ALL if case.section not in {"Fires", "Silent"}] == []
    assert [case.name for case in ALL if (case.section == "Fires") != bool(case.report)] == []
    assert [case.name for case in ALL if not case.after.keys() <= {"--fix", UNSAFE}] == []
    assert [case.name for case in SILENT if case.after] == []


@every_rule
def test_the_example_fires(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    lint_examples(rule, "Example")
    assert capsys.readouterr().out != ""


@every_rule
def test_the_instead_is_silent(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    lint_examples(rule, "Instead")
    assert capsys.readouterr().out == ""


def lint_examples(rule: str, title: str) -> None:
    """Lints the records in this section of the rule's page, as its cases are configured."""
    examples = page_examples(RULES[rule].page, title)
    assert examples
    for number, (suffix, text) in enumerate(examples, start=1):
        Path(f"record-{number}.{suffix}").write_text(text, encoding="utf-8")
    for name, data in read_page(FOLDER / f"{rule}.md")[0].files.items():
        Path(name).write_bytes(data)
    lint(rule, ".")
