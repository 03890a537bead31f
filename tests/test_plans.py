"""Lesson plans beside the records: which files they are, and what `lint` does with them.

What each rule finds in a plan is in `cases/rules/plan-*.md`.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from curriculum.cli.main import main

CONFIGURATION = """\
records: [records]
plans:
  paths: ["**/lessons/*.md"]
"""
RECORD = """\
# Module 3.1: Probability -- Record

**Goal:** Chances.

**Status:** Complete (2 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Bayes' rule | INTRODUCED | bayes-rule | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

### Lesson 2: Bayes' Rule (bayes-rule)

**Concepts taught:**
- Bayes' rule (INTRODUCED)
"""
PLAN = """\
# Lesson: Base Rates

**Module:** 3.2 Decisions

## Phase 1: Student State

| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces (3.1.3) | |
| P(a|b) and Bayes' rule | INTRODUCED | bayes-rule (3.1.2) | |
| Bayes' rule | bayes-rule (3.1.2) | APPLIED (assumed) | |

## Phase 2: Analyze

| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Bayes' rule | APPLIED | no-such-lesson (3.1.9) | |

```markdown
| Concept | Required Depth | Actual Depth | Source |
|---------|----------------|--------------|--------|
| Bayes' rule | APPLIED | APPLIED | no-such-lesson (3.1.9) |
```
"""


@pytest.fixture
def course(folder: Path) -> Path:
    (folder / "records").mkdir()
    (folder / "drafts" / "lessons").mkdir(parents=True)
    (folder / ".curriculum.yaml").write_text(CONFIGURATION)
    (folder / "records" / "module-3.1.md").write_text(RECORD)
    (folder / "drafts" / "lessons" / "base-rates.md").write_text(PLAN)
    return folder


def concise(*arguments: str) -> int:
    return lint("--format", "concise", *arguments)


def lint(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["lint", *arguments])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def reported(capsys: pytest.CaptureFixture[str]) -> list[str]:
    lines = capsys.readouterr().out.splitlines()
    return [" ".join(line.split(" ")[:3]) for line in lines]


EXPECTED = [
    "drafts/lessons/base-rates.md:9:30: error plan-lesson-number:",
    "drafts/lessons/base-rates.md:11:38: warning plan-depth:",
]


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    "paths", [[], ["."], ["drafts"], ["drafts/lessons/base-rates.md"]], ids=str
)
@pytest.mark.parametrize("again", [False, True], ids=["first run", "from the cache"])
def test_plans_are_checked_with_the_records(
    paths: list[str], again: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if again:
        concise(*paths)
        capsys.readouterr()
    assert concise(*paths) == 1
    assert reported(capsys) == EXPECTED


def test_a_changed_plan_is_judged_again(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concise()
    capsys.readouterr()
    plan = course / "drafts" / "lessons" / "base-rates.md"
    plan.write_text(PLAN.replace("(3.1.3)", "(3.1.1)"))
    assert concise() == 1
    assert reported(capsys) == EXPECTED[1:]


@pytest.mark.usefixtures("course")
def test_a_run_over_records_reports_no_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert concise("records") == 0
    assert reported(capsys) == []


def test_a_fix_changes_the_cells_alone(course: Path) -> None:
    plan = course / "drafts" / "lessons" / "base-rates.md"
    assert lint("--fix") == 1
    fixed = PLAN.replace("sample-spaces (3.1.3)", "sample-spaces (3.1.1)")
    assert plan.read_text() == fixed
    assert lint("--fix", "--unsafe-fixes") == 0
    assert plan.read_text() == fixed.replace("APPLIED (assumed)", "INTRODUCED (assumed)")
    assert (course / "records" / "module-3.1.md").read_text() == RECORD


def test_a_diff_writes_nothing(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("--diff") == 1
    assert "+| Sample space | DEVELOPED | sample-spaces (3.1.1) | |" in capsys.readouterr().out
    assert (course / "drafts" / "lessons" / "base-rates.md").read_text() == PLAN


def test_a_problem_is_suppressed_with_a_reason(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = course / "drafts" / "lessons" / "base-rates.md"
    mark = "<!-- curriculum: ignore[plan-lesson-number] renumbered next week -->"
    plan.write_text(PLAN.replace("(3.1.3) | |", f"(3.1.3) | {mark} |"))
    assert concise() == 1
    assert reported(capsys) == EXPECTED[1:]
    plan.write_text(plan.read_text().replace("(3.1.3)", "(3.1.1)"))
    assert concise() == 1
    assert "unused-suppression" in capsys.readouterr().out


@pytest.mark.usefixtures("course")
def test_a_baseline_lets_a_plan_wait(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("--write-baseline", "known.json") == 0
    capsys.readouterr()
    assert concise("--baseline", "known.json") == 0
    assert reported(capsys) == []


def test_what_was_there_at_a_revision_is_left_out(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("init -q", "add -A", "commit -q -m one"):
        names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *names, *command.split()], cwd=course, check=True)
    plan = course / "drafts" / "lessons" / "base-rates.md"
    row = "| Bayes' rule | DEVELOPED | bayes-rule (3.1.1) | |\n"
    plan.write_text(PLAN.replace("\n## Phase 2", f"{row}\n## Phase 2"))
    assert concise("--since", "HEAD") == 1
    assert reported(capsys) == [
        "drafts/lessons/base-rates.md:12:17: warning plan-depth:",
        "drafts/lessons/base-rates.md:12:29: error plan-lesson-number:",
    ]


@pytest.mark.usefixtures("course")
def test_data_carry_the_problems_of_plans(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["lint", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert {p["path"] for p in report["problems"]} == {"drafts/lessons/base-rates.md"}
    assert report["summary"]["records"] == 1


def test_a_link_that_leads_out_is_no_plan(
    course: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "plan.md"
    outside.write_text(PLAN)
    plan = course / "drafts" / "lessons" / "base-rates.md"
    plan.unlink()
    plan.symlink_to(outside)
    assert lint("--fix") == 0
    assert outside.read_text() == PLAN


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe\x00",
        b"| Concept | Required | Actual |",
        b"# A\n\n| Concept | Depth | Source |\n|---|---|---|\n|||\n| | |\n|" + b"|" * 5000,
        b"# A\n\n| Concept | Depth | Source |\n|---|---|---|\n| A | DEVELOPED | "
        + b"9" * 5000
        + b".1.1 |",
        b"```\n| Concept | Depth | Source |\n",
    ],
    ids=["empty", "no text", "header", "borders", "digits", "open fence"],
)
def test_no_content_ends_a_run(
    course: Path, text: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "drafts" / "lessons" / "base-rates.md").write_bytes(text)
    assert lint() in {0, 1}
    assert "internal-error" not in capsys.readouterr().out


def state(*arguments: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["state", *arguments])
    assert stop.value.code == 0


PLANNED = """\
# Lesson: Base Rates

**Module:** 3.2 Decisions

## Phase 1: Student State

| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Bayes' rule | | | Needed first. |
| Sample space | | | |
| Monty Hall | | | |

## Phase 2: Analyze

| Concept | Required Depth | Actual Depth | Source Lesson | Status |
|---------|----------------|--------------|---------------|--------|
| Bayes' rule | DEVELOPED | | | |
"""


def test_the_tables_of_a_plan_are_filled(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "plan.md").write_text(PLANNED)
    state("--for", "plan.md")
    assert (
        capsys.readouterr().out
        == """\
| Concept | Depth | Source | Notes |
|---------|-------|--------|-------|
| Bayes' rule | INTRODUCED | bayes-rule (3.1.2) | Needed first. |
| Sample space | DEVELOPED | sample-spaces (3.1.1) | |
| Monty Hall | ? | ? | |

| Concept | Required Depth | Actual Depth | Source Lesson | Status |
|---------|----------------|--------------|---------------|--------|
| Bayes' rule | DEVELOPED | INTRODUCED | bayes-rule (3.1.2) | |
"""
    )
    assert (course / "plan.md").read_text() == PLANNED


def test_what_was_filled_in_is_what_lint_expects(course: Path) -> None:
    plan = course / "drafts" / "lessons" / "base-rates.md"
    plan.write_text(PLANNED)
    assert lint() == 0


@pytest.mark.usefixtures("course")
def test_a_larger_budget_keeps_what_a_smaller_one_had(capsys: pytest.CaptureFixture[str]) -> None:
    previous: set[str] = set()
    for budget in (15, 30, 40, 60, 200):
        state("--before", "3.2", "--about", "Bayes", "--budget", str(budget))
        out = capsys.readouterr().out
        assert len(out) <= budget * 4
        kept = {line for line in out.splitlines() if line[:1].isdigit()}
        assert previous <= kept
        previous = kept
    assert previous == {"12: INTRODUCED Bayes' rule (3.1.2)", "11: DEVELOPED Sample space (3.1.1)"}
    assert out.splitlines()[-1] == "left out: nothing"


def test_between_the_lessons_of_a_row_its_depth_is_not_reached(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = course / "records" / "module-3.1.md"
    record.write_text(
        RECORD.replace("DEVELOPED | sample-spaces |", "DEVELOPED | sample-spaces, bayes-rule |")
    )
    state("--before", "3.1.2", "--format", "markdown")
    row = "| Sample space | begun in 3.1.1, DEVELOPED in 3.1.2 | 3.1.1 | 3.1.1 | Sample space |"
    assert row in capsys.readouterr().out
    state("--before", "3.1.2")
    assert "begun in 3.1.1, DEVELOPED in 3.1.2" in capsys.readouterr().out
    state("--before", "3.2")
    assert "begun" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--for", "no.md"], 'cannot read "no.md": no such file or directory'),
        (["--for", ".curriculum.yaml"], "has no table to fill"),
        (["--for", "plan.md", "--before", "3.1.2"], "leave out --before"),
        (["--about", "Bayes"], "--about needs --budget"),
    ],
    ids=str,
)
def test_what_cannot_be_filled_is_told(
    course: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "plan.md").write_text(PLANNED)
    with pytest.raises(SystemExit) as stop:
        main(["state", *arguments])
    assert stop.value.code == 2
    assert told in capsys.readouterr().err


def test_a_cut_lesson_is_missed_by_plans(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = course / "drafts" / "lessons" / "base-rates.md"
    plan.write_text(PLAN.replace("(3.1.3)", "(3.1.1)"))
    with pytest.raises(SystemExit):
        main(["impact", "--cut", "sample-spaces"])
    assert "base-rates.md:9:30" in capsys.readouterr().out


@pytest.mark.usefixtures("course")
def test_uses_of_a_lesson_name_the_rows_of_plans(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["uses", "sample-spaces", "--format", "json"])
    (uses,) = json.loads(capsys.readouterr().out)["uses"]
    row = {"lesson": "base-rates", "words": "Sample space", "line": 9}
    assert uses["references"] == [{**row, "path": "drafts/lessons/base-rates.md"}]


def test_a_record_without_lessons_names_no_lesson(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its rows stand before the first lesson of the course, if there is any."""
    (folder / ".curriculum.yaml").write_text('records: [records]\nplans: {paths: ["plan.md"]}\n')
    (folder / "records").mkdir()
    index = RECORD.partition("## Per-Lesson")[0].replace("sample-spaces", "")
    (folder / "records" / "module-3.1.md").write_text(index)
    (folder / "plan.md").write_text(PLANNED.replace("| | | |", "| MISSING | — | |"))
    assert lint("--format", "concise", "plan.md") == 0
    assert "internal-error" not in capsys.readouterr().out
    state("--for", "plan.md")
    assert "| Bayes' rule | ? | ? | Needed first. |" in capsys.readouterr().out


def test_a_table_without_dashes_is_filled_row_by_row(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "plan.md").write_text(
        "# Lesson\n\n| Concept | Depth | Source |\n| Bayes' rule | | |\n| Sample space | | |\n"
    )
    state("--for", "plan.md")
    assert capsys.readouterr().out.splitlines() == [
        "| Concept | Depth | Source |",
        "| Bayes' rule | INTRODUCED | bayes-rule (3.1.2) |",
        "| Sample space | DEVELOPED | sample-spaces (3.1.1) |",
    ]
