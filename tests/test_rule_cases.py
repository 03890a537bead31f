"""Each rule on small records: what it must say, what it must mend, and where it must be silent.

`cases/rules/RULE/` holds `fires-NAME.md` with `fires-NAME.txt` (the concise report) and, where
`--fix` mends something, `fires-NAME.fixed.md`, or, where `--unsafe-fixes` does,
`fires-NAME.unsafe.md`; and look-alikes, `silent-NAME.md`. A rule that fires only where a house
wants it has its `.curriculum.yaml` there. A course of several records is a folder `fires-NAME/` of
records with `expected.txt`, and with `fixed/` where something is mended; or `silent-NAME/`.
A case of a YAML record has
`.yaml` instead of `.md`. Characters that nobody could see in these files are written `{byte:FF}`
and `{char:202E}`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from curriculum.check.registry import RULES
from curriculum.check.rule import page_examples
from curriculum.cli.main import main

FOLDER = Path(__file__).parent / "cases" / "rules"
SUFFIXES = (".md", ".yaml")
FIRING = sorted(FOLDER.glob("*/fires-*.txt"))
UNSAFE = sorted(FOLDER.glob("*/fires-*.unsafe.md"))
SILENT = sorted(path for path in FOLDER.glob("*/silent-*.*") if path.suffix in SUFFIXES)
FIRING_COURSES = sorted(path for path in FOLDER.glob("*/fires-*") if path.is_dir())
SILENT_COURSES = sorted(path for path in FOLDER.glob("*/silent-*") if path.is_dir())
LEAST_CASES = 3

_UNSEEN = re.compile(rb"\{(byte|char):([0-9A-F]+)\}")
_FAILING = re.compile(r"^[\w.-]+:\d+:\d+: (?:error|warning) ", re.MULTILINE)

# No record makes a rule fail, as long as no rule has a bug: `test_house_rules` brings one.
every_rule = pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "internal-error"])


def case_name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


firing = pytest.mark.parametrize("expected", FIRING, ids=case_name)
silent = pytest.mark.parametrize("file", SILENT, ids=case_name)


def case_file(expected: Path) -> Path:
    """The record that a report is about."""
    markdown = expected.with_suffix(".md")
    return markdown if markdown.exists() else expected.with_suffix(".yaml")


def content(file: Path) -> bytes:
    return _UNSEEN.sub(_unseen, file.read_bytes())


def _unseen(match: re.Match[bytes]) -> bytes:
    code = int(match[2], 16)
    return bytes([code]) if match[1] == b"byte" else chr(code).encode("utf-8")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`record.md` in the current folder, so that reports name it so."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "record.md"


def lint(rule: str, *arguments: str, paths: Sequence[str] = ("record.md",)) -> int:
    """Runs in the current folder, with what the rule's house configures."""
    configuration = FOLDER / rule / ".curriculum.yaml"
    if configuration.exists():
        shutil.copy(configuration, ".curriculum.yaml")
    with pytest.raises(SystemExit) as stop:
        main(["lint", "--select", rule, "--format", "concise", *arguments, *paths])
    assert isinstance(stop.value.code, int)
    return stop.value.code


@firing
def test_fires(expected: Path, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = case_file(expected)
    record = record.with_suffix(file.suffix)
    record.write_bytes(content(file))
    code = lint(expected.parent.name, paths=[record.name])
    report = expected.read_text(encoding="utf-8")
    assert capsys.readouterr().out.split("\n") == report.split("\n")
    assert code == (1 if _FAILING.search(report) else 0)


@firing
def test_is_mended(expected: Path, record: Path) -> None:
    """Without `fires-NAME.fixed.md` there is nothing that may be mended."""
    before = case_file(expected)
    fixed = expected.with_suffix(f".fixed{before.suffix}")
    record = record.with_suffix(before.suffix)
    record.write_bytes(content(before))
    lint(expected.parent.name, "--fix", paths=[record.name])
    after = content(fixed if fixed.exists() else before)
    assert record.read_bytes().split(b"\n") == after.split(b"\n")


@pytest.mark.parametrize("fixed", UNSAFE, ids=case_name)
def test_is_mended_unsafely(fixed: Path, record: Path) -> None:
    record.write_bytes(content(fixed.with_name(fixed.name.replace(".unsafe", ""))))
    lint(fixed.parent.name, "--fix", "--unsafe-fixes")
    assert record.read_bytes().split(b"\n") == content(fixed).split(b"\n")


@silent
def test_is_silent(file: Path, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = record.with_suffix(file.suffix)
    record.write_bytes(content(file))
    code = lint(file.parent.name, paths=[record.name])
    assert capsys.readouterr().out == ""
    assert code == 0


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"], ids=["crlf", "cr"])
@firing
def test_line_endings_make_no_difference(
    expected: Path, newline: bytes, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = case_file(expected)
    record = record.with_suffix(file.suffix)
    record.write_bytes(content(file).replace(b"\n", newline))
    lint(expected.parent.name, paths=[record.name])
    assert capsys.readouterr().out == expected.read_text(encoding="utf-8")


@pytest.fixture
def course(request: pytest.FixtureRequest, record: Path) -> Path:
    """The records of a course case in the current folder."""
    case: Path = request.param
    for file in case.glob("*.md"):
        (record.parent / file.name).write_bytes(content(file))
    return case


@pytest.mark.parametrize("course", FIRING_COURSES, ids=case_name, indirect=True)
def test_fires_over_a_course(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint(course.parent.name, paths=["."])
    report = (course / "expected.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out.split("\n") == report.split("\n")
    assert code == (1 if _FAILING.search(report) else 0)


@pytest.mark.parametrize("course", FIRING_COURSES, ids=case_name, indirect=True)
def test_a_course_is_mended(course: Path) -> None:
    """A record without a file in `fixed/` stays as it is."""
    lint(course.parent.name, "--fix", paths=["."])
    for file in course.glob("*.md"):
        fixed = course / "fixed" / file.name
        after = content(fixed if fixed.exists() else file)
        assert Path(file.name).read_bytes().split(b"\n") == after.split(b"\n")


@pytest.mark.parametrize("course", SILENT_COURSES, ids=case_name, indirect=True)
def test_is_silent_over_a_course(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint(course.parent.name, paths=["."])
    assert capsys.readouterr().out == ""
    assert code == 0


def cases(rule: str, kind: str) -> list[Path]:
    return [
        path
        for path in (FOLDER / rule).glob(f"{kind}-*")
        if path.is_dir() or path.suffix in ({".txt"} if kind == "fires" else SUFFIXES)
    ]


@every_rule
def test_every_rule_has_its_cases(rule: str) -> None:
    assert len(cases(rule, "fires")) >= LEAST_CASES
    assert len(cases(rule, "silent")) >= LEAST_CASES


def test_every_case_belongs_to_a_rule() -> None:
    assert {path.name for path in FOLDER.iterdir()} <= set(RULES)
    assert all(list(path.glob("*.md")) for path in (*FIRING_COURSES, *SILENT_COURSES))
    files = [p for suffix in SUFFIXES for p in FOLDER.glob(f"*/fires-*{suffix}")]
    records = {p.name.split(".")[0] for p in files}
    assert records == {path.stem for path in FIRING}


@every_rule
@pytest.mark.usefixtures("record")
def test_the_example_fires(rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _lint_page(rule, "Example", tmp_path, capsys) != ""


@every_rule
@pytest.mark.usefixtures("record")
def test_the_instead_is_silent(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _lint_page(rule, "Instead", tmp_path, capsys) == ""


def _lint_page(rule: str, title: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the rule says of the records in this section of its page."""
    examples = page_examples(RULES[rule].page, title)
    assert examples
    for number, (suffix, text) in enumerate(examples, start=1):
        (folder / f"record-{number}.{suffix}").write_text(text, encoding="utf-8")
    lint(rule, paths=[str(folder)])
    return capsys.readouterr().out
