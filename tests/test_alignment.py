"""Which items name a row of the index, and which may cover it."""

from __future__ import annotations

import time

import pytest

from curriculum.course.alignment import LARGEST_LIST, Alignment, align
from curriculum.read import read_bytes

HEAD = "# Module 2.5: Sorting -- Record\n\n## Concept Index\n\n"
HEAD += "| Concept | Depth | Lesson | Notes |\n|---------|-------|--------|-------|\n"


def aligned(rows: list[str], items: list[str]) -> Alignment | None:
    index = "".join(f"| {row} | INTRODUCED | quick-sort | |\n" for row in rows)
    listed = "".join(f"- {item} (INTRODUCED)\n" for item in items)
    text = f"{HEAD}{index}\n## Per-Lesson Summaries\n\n### quick-sort\n\n**Concepts taught:**\n"
    record = read_bytes(f"{text}{listed}".encode(), "record.md").record
    return next(align(record), None)


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ("Partition step (Lomuto)", "Partition step"),
        ("Partition step", "partition steps -- one pass"),
        ("Random pivot choice", "Pivot choice"),
        ("`partition()` call", "partition() call"),
        ("Pivot choice", "Random pivot choice"),
    ],
)
def test_an_item_names_a_row(row: str, item: str) -> None:
    found = aligned([row, "Merge step"], [item, "Stack"])
    assert found
    assert [(r.concept.name, e.taught.name) for r, e in found.pairs] == [(row, item)]


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        (["Pivot choice by chance", "Pivot choice by median"], ["Pivot choice"]),
        (["Pivot choice"], ["Random pivot choice", "Median pivot choice"]),
        (["Stack"], ["Merge step"]),
    ],
)
def test_what_may_mean_two_names_none(rows: list[str], items: list[str]) -> None:
    found = aligned(rows, items)
    assert found
    assert found.pairs == ()


@pytest.mark.parametrize(
    ("row", "items"),
    [
        ("Mean squared error", ["MSE as a score"]),
        ("Fine-tuning", ["Finetuning a threshold"]),
        ("Normalisation of keys", ["Normalizing keys"]),
        ("Poor pivots: equal keys", ["Two kinds of poor pivots"]),
        ("Stack depth", ["Recursion -- calls, depth of the stack"]),
        ("Insertion sort", ["Selection sort, insertion sort, bubble sort"]),
        ("Tail calls and loops", ["Tail calls", "Loops"]),
    ],
)
def test_a_row_is_covered(row: str, items: list[str]) -> None:
    found = aligned([row], items)
    assert found
    assert found.covered(found.rows[0])


def test_a_row_that_shares_a_word_with_the_item_of_another_row_is_not_covered() -> None:
    found = aligned(["Pivot choice", "Stack", "Pivot equality handling"], ["Pivot choice", "Stack"])
    assert found
    assert [row.concept.name for row in found.rows if not found.covered(row)] == [
        "Pivot equality handling"
    ]


def test_lists_that_nobody_reads_are_passed_over() -> None:
    assert aligned(["Pivot"] * (LARGEST_LIST + 1), ["Pivot"]) is None


@pytest.mark.parametrize("word", ["a", "a_", "step ", "("])
def test_long_names_cost_little(word: str) -> None:
    started = time.process_time()
    found = aligned([word * 50_000, "Merge"], [word * 50_000, "Stack"])
    assert found is None or not found.covered(found.rows[1])
    assert time.process_time() - started < 2
