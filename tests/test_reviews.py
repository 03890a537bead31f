"""Review histories as the model reads them, and the parts that rules read."""

from __future__ import annotations

import time

import pytest

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rules import review_miscount, unresolved_review
from curriculum.check.rules.shared.review_parts import review_parts
from curriculum.claims.reviews import EXAMPLES, find
from curriculum.course.course import course_of
from curriculum.model.brackets import bracket_entries
from curriculum.model.reviews import read_review
from curriculum.read import read_bytes

RECORD = """\
# Module 2.5: Sorting -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Pivot | DEVELOPED | quick-sort | |

## Per-Lesson Summaries

### quick-sort

**Type:** BUILD | **Review:** PASS on iteration 2/3

**Review notes:**
- Iteration 1: NEEDS REVISION--3
  improvement (no trace,
  no figure, no check)
- Iteration 2: PASS--all three improvements fixed
"""


def test_a_wrapped_count_is_read() -> None:
    review = read_review(["Iteration 1: NEEDS REVISION--3\n  improvement (no trace,\n  no check)"])
    assert review
    assert (review.iterations[0].improvement, review.iterations[0].findings) == (
        3,
        ("no trace", "no check"),
    )


def test_what_was_mended_is_no_finding() -> None:
    review = read_review(
        ["Iteration 1: 3 improvement", "Iteration 2: PASS--all 3 improvements fixed"]
    )
    assert review
    assert [iteration.improvement for iteration in review.iterations] == [3, None]


def test_one_finding_keeps_its_commas() -> None:
    review = read_review(["Iteration 1: PASS--1 polish (a caption, a long one)"])
    assert review
    assert review.iterations[0].findings == ("a caption, a long one",)


@pytest.mark.parametrize(
    ("text", "outcome", "iterations"),
    [
        (
            "PASS after 3 iterations (2 critical -> 0, 4 improvement → 1, 1 polish carry).",
            "pass",
            [(1, None, 2, 4, 1), (3, "pass", 0, 1, 1)],
        ),
        ("PASS after 3 iterations (2 critical fixes).", "pass", [(3, "pass", None, None, None)]),
        (
            "PASS. Iteration 1: 2 improvement. Iteration 2: 0 improvement",
            "pass",
            [(1, None, None, 2, None), (2, None, None, 0, None)],
        ),
        ("PASS (iteration 1 had 2 improvement)", "pass", [(1, None, None, 2, None)]),
        ("PASS (iteration 2/3)", "pass", [(2, "pass", None, None, None)]),
        ("PASS pending a notebook on iteration 2", "pending", [(2, "pending", None, None, None)]),
        (
            "FAIL at iteration 1. Iteration 2: NEEDS WORK--1 critical",
            "needs work",
            [(1, "fail", None, None, None), (2, "needs work", 1, None, None)],
        ),
        ("Exercise 3 prints PASS/FAIL", None, None),
    ],
)
def test_verdicts_and_counts_find_their_iteration(
    text: str, outcome: str | None, iterations: list[tuple[object, ...]] | None
) -> None:
    review = read_review([text])
    assert (review and review.outcome) == outcome
    assert (
        review
        and [(i.number, i.outcome, i.critical, i.improvement, i.polish) for i in review.iterations]
    ) == iterations


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("(a, b; c)", ["a", "b", "c"]),
        ("(a (b, c), d)", ["b", "c", "a (b, c)", "d"]),
        ('("a, b", c)', ['"a, b"', "c"]),
        ('(a 5" nail, b)', ['a 5" nail', "b"]),
        ("(a, b", []),
        ("a, b)", []),
    ],
)
def test_brackets_are_cut_at_their_own_commas(text: str, entries: list[str]) -> None:
    found = bracket_entries(text)
    assert [text[start:end] for ranges in found.values() for start, end in ranges] == entries


def test_parts_know_their_iteration_and_place() -> None:
    reading = read_bytes(RECORD.encode(), "record.md")
    parts = review_parts(reading, reading.record.lessons[0])
    told = [(part.number, part.heading, [str(claim) for claim in part.claims]) for part in parts]
    assert told == [
        (None, False, ["pass at 2"]),
        (2, True, ["iteration 2 of 3"]),
        (None, False, []),
        (None, False, []),
        (
            1,
            False,
            ["iteration 1", "needs revision", "3 improvement: no trace | no figure | no check"],
        ),
        (1, False, []),
        (2, False, ["iteration 2", "pass", "all of 3 improvement"]),
    ]
    count = parts[4].claims[2]
    span = parts[4].span_of(count)
    assert (span.line, span.column, span.end_line) == (16, 32, 17)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_hold(text: str) -> None:
    assert tuple(str(claim) for claim in find(text)) == EXAMPLES[text]


@pytest.mark.parametrize(
    "piece",
    ["1 polish (", "all the ", "1 of ", "all fixed: (1) ", "iteration 1 ", "(", '"', "1 polish/"],
)
def test_hostile_histories_cost_linear_time(piece: str) -> None:
    text = piece * 20_000
    started = time.process_time()
    list(find(text))
    read_review([text])
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    "piece",
    [
        "iteration 2 1 critical fixed ",
        "1 critical. ",
        "not yet built ",
        "iteration 2 not yet built ",
    ],
)
def test_hostile_reviews_are_judged_in_linear_time(piece: str) -> None:
    text = RECORD.replace("**Review notes:**", f"**Review notes:** {piece * 5_000}")
    reading = read_bytes(text.replace("## Con", "**Status:** Complete\n\n## Con").encode(), "r.md")
    started = time.process_time()
    record, course = JudgedRecord(reading), course_of([])
    list(unresolved_review.check(record, course))
    list(review_miscount.check(record, course))
    assert time.process_time() - started < 4
