"""Suppressions: what each of their places covers, and that they are counted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.parse.suppression_comments import may_have_comments, read_comments
from tests.conftest import RECORD, Ran

Run = Callable[..., Ran]

COMMENT = "<!-- curriculum: ignore[unknown-depth] an old ladder -->"
TWO_BAD = RECORD.replace("| DEVELOPED |", "| KNOWN |").replace("| INTRODUCED |", "| KNOWN |")
HEADER = "| Concept | Depth"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (TWO_BAD, [10, 11]),
        (TWO_BAD.replace(HEADER, f"{COMMENT}\n{HEADER}"), []),
        (TWO_BAD.replace(HEADER, f"{COMMENT}\n\n{HEADER}"), []),
        (TWO_BAD.replace("grid. |", f"grid. {COMMENT} |"), [11]),
        (TWO_BAD.replace("grid. |", f"grid. | {COMMENT}"), [11]),
        (TWO_BAD.replace("## Concept", f"{COMMENT}\n## Concept"), [11, 12]),
        (COMMENT.replace("ignore", "ignore-file") + "\n" + TWO_BAD, []),
        (TWO_BAD.replace("grid. |", f"grid. `{COMMENT}` |"), [10, 11]),
    ],
)
def test_what_a_suppression_covers(run: Run, folder: Path, text: str, lines: list[int]) -> None:
    (folder / "module-3.1.md").write_text(text)
    ran = run("lint", "--select", "unknown-depth", "--format", "json")
    data = json.loads(ran.out)
    assert [problem["line"] for problem in data["problems"]] == lines
    assert data["summary"]["suppressed"] == 2 - len(lines)


def test_the_summary_says_how_many_are_suppressed(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(TWO_BAD.replace(HEADER, f"{COMMENT}\n{HEADER}"))
    assert run("lint").out == "No problems in 1 record (2 suppressed).\n"


@pytest.mark.parametrize("command", [("format",), ("format", "--canonical")])
def test_formatting_keeps_suppressions_where_they_stand(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    path = folder / "module-3.1.md"
    text = TWO_BAD.replace("grid. |", f"grid. {COMMENT} |").replace(
        "- Sample", f"{COMMENT}\n- Sample"
    )
    path.write_text(text)
    run(*command)
    assert path.read_text() == text


def test_an_unused_suppression_may_be_let_stand(run: Run, folder: Path) -> None:
    unused = RECORD.replace("grid. |", f"grid. {COMMENT} |")
    path = folder / "module-3.1.md"
    path.write_text(unused)
    assert "unused-suppression" in run("lint").out
    path.write_text(unused.replace("[unknown-depth]", "[unknown-depth, unused-suppression]"))
    ran = run("lint", "--fix")
    assert ran.out == "No problems in 1 record (1 suppressed).\n"
    assert "unused-suppression" in path.read_text()


@pytest.mark.parametrize(
    "piece", ["<!-- curriculum: ignore", "<!--\n", "<!-- curriculum: `ignore[", "<!-- " + " " * 99]
)
def test_hostile_comments_cost_linear_time(piece: str) -> None:
    text = piece * 20_000
    started = time.process_time()
    lines = text.split("\n")
    assert may_have_comments(text) == ("curriculum" in text)
    for index in range(len(lines)):
        list(read_comments(lines, index))
    assert time.process_time() - started < 4
