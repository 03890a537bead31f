"""What a lesson says was reached before, in every phrasing, against what earlier lessons say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curriculum.check.engine import Checker
from curriculum.check.registry import RULES
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.problem import Problem, Span
from curriculum.read import read_bytes
from tests.conftest import Ran

LABELS = {"depth-prior-mismatch": "prior-depth-mismatch", "depth-regression": "depth-regression"}
DEPTH_RULES = {*LABELS.values(), "undeclared-revisit", "duplicate-concept"}
# Places that only look wrong, for one of these rules.
TRAPS = {
    "module-2.1.md": (25, 34),
    "module-4.4.md": (12, 13),
    "module-7.2.md": (14,),
    "module-7.3.md": (24, *range(31, 39)),
    "module-7.4.md": (30,),
    "module-8.4.md": (14, 25, 26, 27),
    "module-8.5.md": (7, 10, 51),
}

EARLIER = """\
# Module 2.1: Graphs -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Adjacency lists | INTRODUCED | walking-graphs | One list for each node |

## Per-Lesson Summaries

### Lesson 1: Walking Graphs (walking-graphs)

One drawing.
"""
LATER = """\
# Module 2.2: Paths -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| {concept} | APPLIED | shortest-paths | {note} |

## Per-Lesson Summaries

### Lesson 1: Shortest Paths (shortest-paths)

One trace.
"""
LINE = 7

# Of the row's own concept; D is the depth.
NOTES = (
    "Elevated from D.",
    "Elevated from D (walking-graphs, 2.1.1).",
    "Now in code. Elevated from D in walking-graphs to APPLIED.",
    "Upgraded from D (drawn in 2.1.1) to APPLIED (in code).",
    "upgraded from D in walking-graphs (2.1)",
    "D -> APPLIED.",
    "elevated D->APPLIED",
    "Gap fill from D (drawing in 2.1.1) to APPLIED.",
    "Gap resolution from D depth (walking-graphs).",
    "Not taught again. Originally D in 2.1.1.",
    "Student already has D understanding from 2.1.1.",
    "Extended from D (2.1.1): with weights.",
    "From D (walking-graphs, 2.1) to APPLIED.",
    "Already D in 2.1.1.",
    "Reinforces walking-graphs (2.1.1) D concept.",
    "Deepened from D (2.1.1) to APPLIED.",
    "Previously D in walking-graphs.",
    "With weights -- completes the D preview from walking-graphs.",
    "Callback to the D concept from 2.1.1.",
    "Drawn again. D in walking-graphs via nine nodes.",
    "Was D from walking-graphs (2.1.1).",
)
# Of a concept that the sentence names, in the row of another.
SENTENCES = (
    "Student already has adjacency lists at D from walking-graphs (2.1).",
    "Student already has D understanding of adjacency lists from 2.1.1.",
    "DEVELOP adjacency lists from D.",
    "Adjacency lists (D from 2.1.1).",
    "Adjacency lists (APPLIED from D in walking-graphs 2.1.1).",
    "Adjacency lists (already D in 2.1.1).",
    "Extends Series 2 adjacency lists D concept.",
    "Built from adjacency lists (D) and a queue.",
)
CLAIMS = [("Adjacency lists", note) for note in NOTES] + [
    ("Weighted edges", sentence) for sentence in SENTENCES
]

every_phrasing = pytest.mark.parametrize(("concept", "note"), CLAIMS)


@pytest.fixture
def lint(tmp_path: Path, run: Callable[..., Ran]) -> Callable[[str, str], Ran]:
    """The report on a course whose second record has this row."""

    def call(concept: str, note: str) -> Ran:
        (tmp_path / "module-2.1.md").write_text(EARLIER)
        (tmp_path / "module-2.2.md").write_text(LATER.format(concept=concept, note=note))
        return run(
            "lint", "--select", ",".join(sorted(DEPTH_RULES)), "--format", "concise", tmp_path
        )

    return call


def with_depth(note: str, depth: str) -> str:
    return re.sub(r"\bD\b", depth, note)


@every_phrasing
def test_what_agrees_is_not_reported(
    lint: Callable[[str, str], Ran], concept: str, note: str
) -> None:
    assert lint(concept, with_depth(note, "INTRODUCED")).out == ""


@pytest.mark.parametrize("depth", ["MENTIONED", "DEVELOPED"])
@every_phrasing
def test_what_was_not_reached_is_reported(
    lint: Callable[[str, str], Ran], concept: str, note: str, depth: str
) -> None:
    report = lint(concept, with_depth(note, depth)).out.splitlines()
    assert len(report) == 1
    assert f"module-2.2.md:{LINE}:" in report[0]
    assert "prior-depth-mismatch" in report[0]


def places(problem: Problem) -> Iterator[tuple[str, Span]]:
    """Where it is, and where what it names is."""
    yield problem.path, problem.span
    yield from ((place.path, place.span) for place in problem.related)


def of_corpus(corpus: Path) -> list[Problem]:
    files = sorted((corpus / "records").glob("*.md"))
    readings = [read_bytes(file.read_bytes(), file.name) for file in files]
    rules = [RULES[name] for name in sorted(DEPTH_RULES)]
    checked = Checker(rules, DEFAULT_SETTINGS).check_course(readings)
    return [problem for found in checked.values() for problem in found.problems]


@pytest.mark.parametrize("family", LABELS)
def test_labels_are_found_over_the_course(corpus: Path, family: str) -> None:
    found = {
        (path, span.line)
        for problem in of_corpus(corpus)
        if problem.rule == LABELS[family]
        for path, span in places(problem)
    }
    lines = (corpus / "defects.jsonl").read_text().splitlines()
    labels = [label for label in map(json.loads, lines) if label["family"] == family]
    for confidence, least in (("certain", 1.0), ("likely", 0.5)):
        wanted = [one for one in labels if one["confidence"] == confidence]
        hits = [one for one in wanted if (one["file"], one["line"]) in found]
        assert len(hits) >= least * len(wanted)


def test_what_only_looks_wrong_over_the_course_is_not_reported(corpus: Path) -> None:
    for problem in of_corpus(corpus):
        assert problem.span.line not in TRAPS.get(problem.path, ()), problem
