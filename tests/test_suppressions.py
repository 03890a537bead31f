"""Suppressions: what each of their places covers, and that they are counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import RECORD, Ran

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
