"""References over a course: what they resolve to, and what is said of modules that are not here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from curriculum.check.engine import Checker
from curriculum.check.registry import RULES
from curriculum.claims.read_claims import claims_of
from curriculum.config.settings import DEFAULT_SETTINGS, Settings
from curriculum.course.course import Course, course_of
from curriculum.read import read_bytes
from tests.conftest import Ran

Run = Callable[..., Ran]

SORTING = """\
# Module 2.1: Sorting -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Insertion sort | INTRODUCED | insertion-sort | Faster ways are deferred to Lesson 2. |
| Merge sort | DEVELOPED | merge-sort | Loops are known from 1.4.2. |

## Per-Lesson Summaries

### Lesson 1: Sorting by Insertion (insertion-sort)

### Lesson 2: Sorting by Merging (merge-sort)
"""
TREES = """\
# Module 2.2: Trees -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Search tree | INTRODUCED | search-trees | Halving from 2.1.2; recall merge-sort. Wan 2.1. |

## Per-Lesson Summaries

### Lesson 1: Search Trees (search-trees)

**Concepts reinforced/connected:**
- Halving (from merge-sort, 2.1.2), fine-tuning of it
- Sorted order (Lessons 1-2 of Module 2.1)

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|---------------|---------------|
| "Halve the pile" | merge-sort (2.1.2) | search-trees |
"""
REFERENCE_RULES = (
    "unknown-lesson",
    "unknown-module",
    "lesson-number-mismatch",
    "foreign-lesson",
    "forward-reference",
    "lesson-without-summary",
)
LONGEST = 20.0


def course(*texts: str, settings: Settings = DEFAULT_SETTINGS) -> Course:
    readings = [read_bytes(text.encode(), f"{n}.md") for n, text in enumerate(texts)]
    return course_of((claims_of(reading) for reading in readings), settings)


def places(found: Course, identifier: str) -> list[tuple[str, int, str]]:
    mentions = found.references.to_lesson(found.lessons_by_id[identifier])
    return [
        (one.facts.path, one.placed.span.line, one.reference.text or one.reference.slug or "")
        for one in mentions
        if one.placed.kind != "lesson"
    ]


def test_every_place_that_refers_to_a_lesson_is_found() -> None:
    found = course(SORTING, TREES)
    assert places(found, "2.1.2") == [
        ("0.md", 7, "Lesson 2"),
        ("1.md", 7, "2.1.2"),
        ("1.md", 7, "merge-sort"),
        ("1.md", 14, "merge-sort, 2.1.2"),
        ("1.md", 15, "2 of Module 2.1"),
        ("1.md", 21, "merge-sort (2.1.2)"),
    ]
    assert places(found, "2.1.1") == [("1.md", 15, "Lessons 1")]
    assert places(found, "2.2.1") == [("1.md", 21, "search-trees")]


def test_a_mention_tells_its_words() -> None:
    found = course(SORTING, TREES)
    words = [one.words for one in found.references.to_lesson(found.lessons_by_id["2.1.2"])]
    assert "Halving from 2.1.2; recall merge-sort." in words


def test_missing_modules_are_those_named_beyond_doubt() -> None:
    assert list(course(SORTING, TREES).references.missing) == ["1.4"]
    assert list(course(TREES).references.missing) == ["2.1"]
    elsewhere = Settings(external=("1",))
    assert list(course(SORTING, settings=elsewhere).references.missing) == []


def test_the_summary_of_a_single_record_tells_what_it_names(run: Run, folder: Path) -> None:
    (folder / "module-2.1.md").write_text(SORTING)
    ran = run("lint", "--select", "unknown-module")
    assert ran.code == 0
    assert ran.out == ("No problems in 1 record. 1 module named here is not in this course: 1.4.\n")
    assert run("lint", "--select", "unknown-lesson").out == "No problems in 1 record.\n"


def test_a_module_kept_elsewhere_is_not_missed(run: Run, folder: Path) -> None:
    (folder / "module-2.1.md").write_text(SORTING)
    (folder / "module-2.2.md").write_text(TREES)
    loud = run("lint", "--select", "unknown-module", "--format", "concise").out
    (folder / ".curriculum.yaml").write_text('external: ["1.4"]\n')
    quiet = run("lint", "--select", "unknown-module", "--format", "concise").out
    assert [line.partition(": ")[0] for line in loud.splitlines()] == ["module-2.1.md:8:62"]
    assert quiet == ""


def test_the_same_verdict_whichever_record_is_named(run: Run, folder: Path) -> None:
    """A change of the target alone is seen, too."""
    (folder / ".curriculum.yaml").write_text("records: .\n")
    (folder / "module-2.1.md").write_text(SORTING.replace("(merge-sort)", "(merging)"))
    (folder / "module-2.2.md").write_text(TREES)
    whole = run("lint", "--select", "unknown-lesson", "--format", "concise").out
    target = run("lint", "--select", "unknown-lesson", "--format", "concise", "module-2.1.md").out
    assert "module-2.2.md:21" in whole
    assert target == whole


@pytest.mark.parametrize(
    "unit",
    [
        "See from lesson-{n} and from 2.1.{n} and Lesson {n}. ",
        "merge-sort (2.1.{n}), merge-sart (2.1.2), ",
        "Module 9.{n}, Series {n}, recall search-trees, ",
    ],
)
def test_many_references_cost_linear_time(unit: str) -> None:
    rows = "".join(
        f"| Concept {n} | INTRODUCED | lesson-{n} | {unit.format(n=n % 90)} |\n"
        for n in range(3000)
    )
    lessons = "".join(f"### Lesson {n}: Title {n} (lesson-{n})\n\n" for n in range(1500))
    hostile = SORTING.partition("| Insertion")[0] + rows + "\n## Per-Lesson Summaries\n\n" + lessons
    readings = [
        read_bytes(hostile.replace("2.1", "2.3", 1).encode(), "hostile.md"),
        read_bytes(SORTING.encode(), "sorting.md"),
        read_bytes(TREES.encode(), "trees.md"),
    ]
    checker = Checker([RULES[name] for name in REFERENCE_RULES], DEFAULT_SETTINGS)
    start = process_time()
    checker.check_course(readings)
    assert process_time() - start < LONGEST
