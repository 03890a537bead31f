"""A course that two processes judge is judged as by one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from curriculum.check.course_judges import judged_by
from curriculum.check.registry import RULES
from curriculum.check.rule import Rule
from curriculum.problem import Problem, Severity, Span
from curriculum.workspace.side_by_side import HOLDS_NO_LOCK
from tests.conftest import BROKEN, Ran, as_module
from tests.forked import needs_fork, run_prepared

NUMBERS = [f"3.{number}" for number in range(1, 15)]


# A forked process keeps it.
FIRST = os.getpid()


def process_of(rules: Sequence[Rule]) -> list[Problem]:
    """A problem for each rule, whose message is the process that found it."""
    who = str(os.getpid())
    return [Problem(rule.name, Severity.INFO, who, "a.md", Span(1, 1, 1, 1)) for rule in rules]


def fails_elsewhere(rules: Sequence[Rule]) -> list[Problem]:
    if os.getpid() != FIRST:
        raise LookupError
    return process_of(rules)


def main() -> None:
    """Run by itself: the processes of a test run have threads, beside which nothing is forked."""
    judge = {"process_of": process_of, "fails_elsewhere": fails_elsewhere}[sys.argv[1]]
    if len(sys.argv) > 2:
        threading.Thread(target=time.sleep, args=(60,), name=sys.argv[2], daemon=True).start()
    found = judged_by(judge, list(RULES.values()), len(NUMBERS), 2)
    assert [problem.rule for problem in found] == list(RULES)
    print(len({problem.message for problem in found}))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process judges")
@pytest.mark.parametrize(
    ("arguments", "processes"),
    [
        (["process_of"], 2),
        (["fails_elsewhere"], 1),
        (["process_of", HOLDS_NO_LOCK], 2),
        (["process_of", "a server"], 1),
    ],
)
def test_two_processes_judge_and_one_does_what_the_other_cannot(
    arguments: list[str], processes: int
) -> None:
    """Beside the thread that tells a terminal of long work, too, but beside no other."""
    command = [sys.executable, "-m", "tests.test_course_judges", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == (f"{processes}\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process judges")
def test_where_no_process_can_be_had_one_judges() -> None:
    script = (
        "import resource; from curriculum.workspace.side_by_side import elsewhere\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 64))\n"
        "with elsewhere(lambda: b'x') as theirs: print(theirs())\n"
    )
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("None\n", "")


@needs_fork
def test_what_is_told_is_the_same(folder: Path) -> None:
    for number in NUMBERS:
        text = as_module(BROKEN, number).replace(
            "as a grid", "as in Module 9.1 and 3.1.1 (no-such)"
        )
        (folder / f"module-{number}.md").write_text(text.replace(f"Sample space {number}", "Same"))
    told: list[Ran] = [
        run_prepared(lambda: None, "lint", "--info", "--jobs", jobs) for jobs in ("1", "2")
    ]
    assert told[0] == told[1]
    assert "[unknown-module]" in told[0].out


if __name__ == "__main__":
    main()
