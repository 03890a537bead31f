"""A rule that raises: its record gets a problem, and all else goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BROKEN, RECORD, as_module

PAGE = '"""A rule."""\nfrom curriculum.problem import Severity\nSEVERITY = Severity.WARNING\n'
OF_A_RECORD = """
def check(reading, settings):
    if reading.record.module == "3.2":
        raise ValueError("no luck")
    return iter(())
"""
OF_A_COURSE = """
def check_course(course):
    for facts in course.facts:
        if facts.module == "3.2":
            raise ValueError("no luck")
    return iter(())
"""
OF_EVERY_COURSE = """
def check_course(course):
    if len(course.facts) > 1:
        raise ValueError("no luck")
    return iter(())
"""


@pytest.fixture
def records(folder: Path) -> Path:
    (folder / "records").mkdir()
    for number, text in (("3.1", BROKEN), ("3.2", RECORD), ("3.3", BROKEN)):
        (folder / f"records/module-{number}.md").write_text(as_module(text, number))
    return folder


def install(folder: Path, rule: str) -> dict[str, str]:
    site = folder / "site"
    info = site / "failing-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "failing_rule.py").write_text(PAGE + rule)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: failing\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[curriculum.rules]\nfailing = failing_rule\n")
    root = str(Path(__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), root])}


@pytest.mark.parametrize("options", [["--no-cache"], [], ["--jobs", "2"]], ids=str)
@pytest.mark.parametrize(
    ("rule", "place"),
    [(OF_A_RECORD, "3.2"), (OF_A_COURSE, "3.2"), (OF_EVERY_COURSE, "3.1")],
    ids=["of a record", "of a course", "of every course"],
)
def test_its_failure_is_one_problem(
    records: Path, rule: str, place: str, options: list[str]
) -> None:
    environment = install(records, rule)
    command = [sys.executable, "-m", "curriculum", "lint", "--format", "json", *options]
    for _ in range(2):  # the second time from the cache
        ran = subprocess.run(
            command, cwd=records, env=environment, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, "Traceback" in ran.stderr) == (2, False), ran.stderr
        problems = json.loads(ran.stdout)["problems"]
        failed = [one for one in problems if one["rule"] == "internal-error"]
        assert [one["path"] for one in failed] == [f"records/module-{place}.md"]
        assert 'the rule "failing" failed' in failed[0]["message"]
        assert "please report it" in failed[0]["message"]
        others = [one["path"] for one in problems if one["rule"] == "unescaped-pipe"]
        assert others == ["records/module-3.1.md", "records/module-3.3.md"]
