"""Numbers of any length, wherever a record has one: Python refuses to read 4,301 digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]

RECORD = """\
# Module 3.1: Probability -- Record

**Goal:** Written in Mar 2024 (2024-03-05), from Q2 2023 to Q3 2023, after 2 of 3 lessons.
**Status:** Complete (2 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space 2 | INTRODUCED -> DEVELOPED | spaces (3.1.1) | From 2.4.1, Lesson 2 of Series 6. |
| Model (12B, 0.5 GB) | APPLIED | 3.1.2 | In lessons 1-2, see L3, 2 + 2 = 4, about 3 lessons ago. |

## Per-Lesson Summaries

### Lesson 1: Spaces (spaces)

**Type:** BUILD | **Cognitive load:** 2 new concepts

**Concepts taught:**
1. Sample space (DEVELOPED) -- 3 kinds, 4.5 and 1e9
2. Another (INTRODUCED) -- one of 2 items

**Notebook:** `3-1-1-spaces.ipynb`

**Review history:** Iteration 1 of 3: 2 critical, 1 improvement. Iteration 2: PASS.

### second (Lesson 2 -- STRETCH)

Mentioned in Module 3.1 and 4.2, promised for 5.1.2; released Aug 2022, 890M parameters.

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|----------------|---------------|
| "Tile 1" | spaces (originally 2.1.4) | 3.1.2, second (Lesson 2) |
"""
PLACES = [match.span() for match in re.finditer(r"\d+", RECORD)]
YAML = 'module: "3.1"\ntitle: A\nlessons:\n- number: 1\n  slug: a\n  title: B\n'
HUGE = "9" * 4301


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}")
def test_a_huge_number_ends_nothing(run: Run, folder: Path, place: tuple[int, int]) -> None:
    start, end = place
    (folder / "module-3.1.md").write_text(RECORD[:start] + HUGE + RECORD[end:])
    (folder / "module-3.2.md").write_text(RECORD.replace("3.1", "3.2"))
    for command in ("lint --no-cache", "export", "show spaces", "uses spaces", "history sample"):
        ran = run(*command.split())
        assert "Traceback" not in ran.err
        assert "internal-error" not in ran.out
        assert ran.code in {0, 1}, ran.err


@pytest.mark.parametrize("key", ["module", "number"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_nor_does_one_in_yaml(run: Run, folder: Path, key: str, quote: str) -> None:
    number = f"{quote}{HUGE}.{HUGE}{quote}" if key == "module" else f"{quote}{HUGE}{quote}"
    text = re.sub(rf"{key}: .*", f"{key}: {number}", YAML)
    (folder / "module-3.1.yaml").write_text(text)
    for command in ("lint", "export"):
        ran = run(command)
        assert "Traceback" not in ran.err
        assert ran.code in {0, 1}, ran.err


@pytest.mark.parametrize(
    "columns", ["Depth | Lesson | Concept", "Lesson | Notes | Depth | Concept", "Depth | Concept"]
)
@pytest.mark.parametrize("row", ["| |", "| DEVELOPED |", "|", "| | | | | | |"])
def test_rows_that_do_not_reach_the_name(run: Run, folder: Path, columns: str, row: str) -> None:
    count = columns.count("|") + 1
    table = f"| {columns} |\n|{'---|' * count}\n{row}\n"
    (folder / "module-3.1.md").write_text(
        f"# Module 3.1: A -- Record\n\n## Concept Index\n\n{table}"
    )
    ran = run("lint", "--no-cache")
    assert "internal-error" not in ran.out
    assert "Traceback" not in ran.err
