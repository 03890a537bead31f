"""Every report carries the same problems, in the form that its readers take."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from curriculum.check.rule import page_sections
from curriculum.config.schema import schema_text
from curriculum.report.reporters import REPORTERS
from tests.conftest import BROKEN, RECORD, Ran, as_module

Run = Callable[..., Ran]

SARIF_SCHEMA = Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"
MANY = (
    BROKEN.replace("DEVELOPED |", "DEVELOPD |")
    .replace("grid.", "grid: 100%, <bos>.")
    .replace("**Goal:** The student can read a conditional probability.\n", "")
    .replace("| Conditioning", "| Sample space (all outcomes) | MENTIONED | sample-spaces | |\n| C")
)
NAMES = ("b, c: 100% [d].md", "module-3.1.md")

# rule, severity, path, line, message
Line = tuple[str, str, str, int, str]


@pytest.fixture
def course(folder: Path) -> Path:
    for name in NAMES:
        (folder / name).write_text(MANY)
    (folder / "clean.md").write_text(as_module(RECORD, "3.2"))
    (folder / "z.md").write_bytes(BROKEN.encode().replace(b"| Conditioning", b"| \xff \x01 \x1b"))
    return folder


def from_text(out: str) -> list[Line]:
    blocks = [block for block in re.split(r"\n\n", out) if re.search(r"^  ", block, re.MULTILINE)]
    return [_text_line(block) for block in blocks]


def _text_line(block: str) -> Line:
    head, *rest = block.split("\n")
    found = re.fullmatch(r"(.*):(\d+):\d+ (\w+) \[([\w-]+)\]", head)
    assert found
    words = [line.strip() for line in rest if not re.match(r" +\d* \| |.*\.md:\d+:\d+: ", line)]
    return found[4], found[3], found[1], int(found[2]), " ".join(words)


def from_concise(out: str) -> list[Line]:
    found = re.findall(r"^(.*):(\d+):\d+: (\w+) ([\w-]+): (.*)$", out, re.MULTILINE)
    return [(rule, severity, path, int(line), text) for path, line, severity, rule, text in found]


def from_json(out: str) -> list[Line]:
    data = json.loads(out)
    Draft202012Validator(json.loads(schema_text("problems"))).validate(data)
    return [
        (p["rule"], p["severity"], p["path"], p["line"], p["message"]) for p in data["problems"]
    ]


def from_github(out: str) -> list[Line]:
    commands = [line for line in out.split("\n") if line.startswith("::")]
    return [_github_line(command) for command in commands]


def _github_line(command: str) -> Line:
    """As GitHub's runner takes it apart: at `::`, at `,`, at `=`, and only then unescaped."""
    _, head, data = command.split("::", 2)
    name, _, listed = head.partition(" ")
    properties = dict(entry.split("=", 1) for entry in listed.split(","))
    values = {key: _unescaped(value) for key, value in properties.items()}
    first = _unescaped(data).split("\n")[0]
    place = f"{values['file']}:{values['line']}:{values['col']}: "
    assert first.startswith(place)
    severity = {"notice": "info"}.get(name, name)
    rule = values["title"].removeprefix("curriculum: ")
    return rule, severity, values["file"], int(values["line"]), first.removeprefix(place)


def _unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def from_gitlab(out: str) -> list[Line]:
    severities = {"critical": "error", "minor": "warning", "info": "info"}
    return [
        (
            entry["check_name"],
            severities[entry["severity"]],
            entry["location"]["path"],
            entry["location"]["positions"]["begin"]["line"],
            entry["description"],
        )
        for entry in json.loads(out)
    ]


def from_sarif(out: str) -> list[Line]:
    data = json.loads(out)
    Draft4Validator(json.loads(SARIF_SCHEMA.read_text())).validate(data)
    return [_sarif_line(result) for result in data["runs"][0]["results"]]


def _sarif_line(result: dict[str, Any]) -> Line:
    place = result["locations"][0]["physicalLocation"]
    severity = {"note": "info"}.get(result["level"], result["level"])
    path = unquote(place["artifactLocation"]["uri"])
    message = result["message"]["text"]
    return result["ruleId"], severity, path, place["region"]["startLine"], message


def from_junit(out: str) -> list[Line]:
    return [
        (*_junit_line(case, outcome),)
        for case in ElementTree.fromstring(out).iter("testcase")
        for outcome in case
    ]


def _junit_line(case: ElementTree.Element, outcome: ElementTree.Element) -> Line:
    severity, _, message = outcome.attrib["message"].partition(": ")
    rule = case.attrib["name"].partition(":")[0]
    return rule, severity, case.attrib["file"], int(case.attrib["line"]), message


READERS: dict[str, Callable[[str], list[Line]]] = {
    "text": from_text,
    "concise": from_concise,
    "json": from_json,
    "github": from_github,
    "gitlab": from_gitlab,
    "sarif": from_sarif,
    "junit": from_junit,
}


def test_every_report_carries_the_same_problems(run: Run, course: Path) -> None:
    assert set(READERS) == set(REPORTERS)
    expected = sorted(from_json(run("lint", course, "--format", "json").out))
    assert {severity for _, severity, *_ in expected} == {"error", "warning"}
    assert {path for _, _, path, *_ in expected} == {*NAMES, "z.md"}
    assert any("\ufffd" in message for *_, message in expected)
    for name, reader in READERS.items():
        ran = run("lint", course, "--format", name)
        assert ran.code == 1
        assert _visible(reader(ran.out)) == _visible(expected), name


def _visible(lines: list[Line]) -> list[Line]:
    """XML has no control characters, and a wrapped text has its blanks where the lines end."""
    return sorted(
        (*line[:4], " ".join(re.sub("[\x00-\x1f]", "\ufffd", line[4]).split())) for line in lines
    )


@pytest.mark.parametrize("name", list(REPORTERS))
def test_a_clean_course_gives_a_whole_report(run: Run, folder: Path, name: str) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    ran = run("lint", "--format", name)
    assert ran.code == 0
    assert READERS[name](ran.out) == []


def test_github_takes_the_worst_first(run: Run, course: Path) -> None:
    lines = run("lint", course, "--format", "github").out.splitlines()
    kinds = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"::error", "::warning"}
    assert lines[-2].startswith("Found ")


def test_github_gets_a_job_summary(run: Run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = course / "summary"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    run("lint", course)
    assert page.read_text() == "before\n"
    run("lint", course, "--format", "github")
    text = page.read_text()
    assert text.startswith("before\n### curriculum lint\n\nFound ")
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(from_json(run("lint", course, "--format", "json").out))
    assert all(row.count("|") == 5 for row in rows)
    assert rows[0].startswith("| error | b, c: 100% &#91;d&#93;.md:")
    assert "&#60;bos&#62;" in text
    assert "<bos>" not in text


def test_paths_lead_from_the_checkout(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = folder / "site" / "course"
    course.mkdir(parents=True)
    (course / "module-3.1.md").write_text(BROKEN)
    monkeypatch.chdir(course)
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.setenv(variable, str(folder))
        for name in ("gitlab", "sarif", "junit"):
            [(_, _, path, *_)] = READERS[name](run("lint", "--format", name).out)
            assert path == "site/course/module-3.1.md"
        assert "::error file=site/course/module-3.1.md," in run("lint", "--format", "github").out
        monkeypatch.delenv(variable)
    assert from_junit(run("lint", "--format", "junit").out)[0][2] == "module-3.1.md"
    (folder / ".git").mkdir()
    assert from_junit(run("lint", "--format", "junit").out)[0][2] == "site/course/module-3.1.md"
    assert from_json(run("lint", "--format", "json").out)[0][2] == "module-3.1.md"


def test_fingerprints_stay_when_lines_move(run: Run, folder: Path) -> None:
    path = folder / "module-3.1.md"
    path.write_text(MANY)
    before = fingerprints(run)
    assert len(set(before)) == len(before) > 3
    path.write_text(MANY.replace("## Concept Index", "A remark.\n\n## Concept Index"))
    assert set(before) <= set(fingerprints(run))
    path.write_text(MANY.replace("DEVELOPD", "DEVELOPED"))
    assert len(set(before) - set(fingerprints(run))) == 1


def fingerprints(run: Run) -> list[str]:
    gitlab = json.loads(run("lint", "--format", "gitlab").out)
    sarif = json.loads(run("lint", "--format", "sarif").out)["runs"][0]["results"]
    found = [entry["fingerprint"] for entry in gitlab]
    assert found == [entry["partialFingerprints"]["curriculumProblem/v1"] for entry in sarif]
    return found


def test_sarif_describes_rules_related_places_and_fixes(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(MANY)
    run_ = json.loads(run("lint", "--format", "sarif").out)["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    for result in run_["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert "## Why\n" in rule["help"]["markdown"]
        assert "helpUri" not in rule
    by_rule = {result["ruleId"]: result for result in run_["results"]}
    [related] = by_rule["duplicate-concept"]["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 9
    [fix] = by_rule["unknown-depth"]["fixes"]
    [replacement] = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "DEVELOPED"
    region = replacement["deletedRegion"]
    line = MANY.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "DEVELOPD"


def test_the_worst_25000_problems_are_kept_in_sarif(run: Run, folder: Path) -> None:
    rows = "".join(f"| Thing {n} | DEVELOPD | sample-spaces | |\n" for n in range(2_000))
    for number in range(13):
        text = RECORD.replace("| Conditioning", f"{rows}| Conditioning").replace("**Goal:**", "")
        (folder / f"module-4.{number}.md").write_text(as_module(text, f"4.{number}"))
    every = json.loads(run("lint", "--format", "json").out)["problems"]
    one = json.loads(run("lint", "--format", "sarif").out)["runs"][0]
    assert len(one["results"]) == 25_000 < len(every)
    left_out = len(every) - 25_000
    [notification] = one["invocations"][0]["toolExecutionNotifications"]
    assert f"{left_out} more were left out" in notification["message"]["text"]
    errors = sum(problem["severity"] == "error" for problem in every)
    assert sum(result["level"] == "error" for result in one["results"]) == min(errors, 25_000)


@pytest.mark.parametrize("format_", sorted(REPORTERS))
def test_no_report_names_an_address(run: Run, course: Path, format_: str) -> None:
    assert (course / "clean.md").exists()
    addresses = set(re.findall(r"https?://[^\s\"')]+", run("lint", "--format", format_).out))
    standards = {url for url in addresses if "oasis-open.org" in url or "w3.org" in url}
    assert addresses == standards


def test_the_text_of_a_rule_comes_with_its_problems(run: Run, course: Path) -> None:
    assert (course / "clean.md").exists()
    data = json.loads(run("lint", "--format", "json").out)
    assert set(data["rules"]) == {problem["rule"] for problem in data["problems"]}
    for name, rule in data["rules"].items():
        assert page_sections(rule["page"])["Why"] in run("rule", name).out
    for entry in json.loads(run("lint", "--format", "gitlab").out):
        assert data["rules"][entry["check_name"]]["page"].strip() in entry["content"]["body"]


def test_a_record_without_problems_is_a_passed_case(run: Run, course: Path) -> None:
    assert (course / "clean.md").exists()
    root = ElementTree.fromstring(run("lint", "--format", "junit").out)
    suites = {suite.attrib["name"]: suite for suite in root}
    assert set(suites) == {*NAMES, "clean.md", "z.md"}
    assert [case.attrib["name"] for case in suites["clean.md"]] == ["no problems"]
    assert not list(suites["clean.md"][0])


def test_junit_fails_what_fails_the_run(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(f"{BROKEN}\n## Ropes\n\nHemp.\n")
    for fail_on, failures in (("error", 1), ("info", 2), ("never", 0)):
        root = ElementTree.fromstring(run("lint", "--fail-on", fail_on, "--format", "junit").out)
        suite = root[0]
        assert (suite.attrib["tests"], suite.attrib["failures"]) == ("2", str(failures))
        assert len(list(suite.iter("failure"))) == failures
        assert len(list(suite.iter("skipped"))) == 2 - failures


def test_several_reports_are_written_at_once(run: Run, course: Path) -> None:
    files = [("sarif", "a.sarif"), ("junit", "b.xml"), ("gitlab", "c.json"), ("text", "d.txt")]
    chosen = [word for name, file in files for word in ("--format", f"{name}={file}")]
    expected = run("lint", course)
    ran = run("lint", course, *chosen)
    assert ran == expected
    for name, file in files:
        alone = run("lint", course, "-q", "--format", name).out
        assert (course / file).read_text() == alone
    ran = run("lint", course, "--format", "json", "--format", "sarif=a.sarif")
    assert from_json(ran.out)


@pytest.mark.parametrize(
    "question", ["show space", "history space", "state", "uses sample-spaces", "impact --cut 3.1.1"]
)
def test_answers_are_valid_utf8_whatever_a_record_holds(
    run: Run, folder: Path, question: str
) -> None:
    (folder / "module-3.1.md").write_bytes(RECORD.encode().replace(b"Sample", b"Sam\xffple"))
    out = run(*question.split(), "--format", "json").out
    assert json.loads(out)
    assert "\ufffd" not in out  # what a byte that is no UTF-8 is read as


def test_output_takes_the_report_and_text_goes_to_the_log(run: Run, course: Path) -> None:
    expected = run("lint", course)
    assert run("lint", course, "--format", "sarif", "--output", "x") == expected
    assert from_sarif((course / "x").read_text())
    assert run("lint", course, "--output", "x") == expected
    assert expected.out.startswith((course / "x").read_text())


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--format", "sarfi"), "did you mean sarif?"),
        (("--format", "yaml"), "use one of text, concise, json, github, gitlab, sarif, junit"),
        (("--format", "sarif="), 'name a file behind "sarif="'),
        (("--format", "sarif", "--format", "junit"), "--format junit=FILE"),
        (("--format", "sarif", "--format", "junit", "--output", "x"), "would both go to FILE"),
        (("--format", "sarif=x", "--format", "junit=./x"), 'two reports would go to "x"'),
        (("--format", "sarif=module-3.1.md"), '"module-3.1.md" is a record'),
        (("--output", "module-3.1.md"), '"module-3.1.md" is a record'),
        (("--output", "other/module-4.1.md", "module-3.1.md"), '4.1.md" is a record'),
        (("--write-baseline", "other/module-4.1.md", "module-3.1.md"), '4.1.md" is a record'),
        (("--format", "json=.curriculum.yaml"), "is a configuration"),
        (("--output", "other/pyproject.toml"), "is a configuration"),
        (("--output", ""), "name a file"),
        (("--write-baseline", ""), "name a file"),
        (("--baseline", ""), "name a file"),
        (("--diff", "--format", "sarif", "--output", "x"), "--diff prints a patch and no report"),
        (("--write-baseline", "x", "--format", "json=y"), "writes a baseline and no report"),
    ],
)
def test_wrong_targets_are_told(
    run: Run, folder: Path, arguments: tuple[str, ...], hint: str
) -> None:
    files = {"module-3.1.md": BROKEN, "other/module-4.1.md": RECORD, ".curriculum.yaml": "\n"}
    files["other/pyproject.toml"] = "[project]\n"
    (folder / "other").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    ran = run("lint", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert hint in " ".join(ran.err.split())
    assert {name: (folder / name).read_text() for name in files} == files
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        ".curriculum.yaml",
        "module-3.1.md",
    ]


def test_a_report_that_cannot_be_written_holds_back_no_other(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    expected = run("lint")
    ran = run("lint", "--format", "json=no/such/folder", "--format", "sarif=x")
    assert (ran.code, ran.out) == (2, expected.out)
    assert ran.err == 'cannot write "no/such/folder": no such file or directory\n'
    assert from_sarif((folder / "x").read_text())
