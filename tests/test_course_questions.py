"""`state` and `history`: what a course says about its concepts, through the CLI and the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curriculum.claims.read_claims import claims_of
from curriculum.course.course import course_of
from curriculum.course.knowledge import state_before
from curriculum.read import read_bytes
from tests.conftest import Ran

Run = Callable[..., Ran]

FIRST = """\
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space (all outcomes) | INTRODUCED | sample-spaces | Drawn as a grid. |
| Conditioning | MENTIONED -> DEVELOPED | sample-spaces -> bayes-rule | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Misconceptions addressed:**
- "All outcomes are equally likely"

### Lesson 2: Bayes' Rule (bayes-rule)

**What is NOT covered:**
- Continuous priors

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|---------------|---------------|
| "Every outcome is a tile" | sample-spaces | bayes-rule |
"""
SECOND = """\
# Module 3.2: Expectation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | APPLIED | averages | Summed over. |

## Per-Lesson Summaries

### Lesson 1: Averages (averages)

**Analogies used:**
- "A see-saw in balance" for the mean
"""


def course(folder: Path) -> None:
    (folder / "module-3.1.md").write_text(FIRST)
    (folder / "module-3.2.md").write_text(SECOND)


def state(run: Run, *arguments: str) -> dict[str, list[dict[str, str]]]:
    ran = run("state", "--format", "json", *arguments)
    assert ran.code == 0
    data: dict[str, list[dict[str, str]]] = json.loads(ran.out)
    return data


def depths(run: Run, *arguments: str) -> dict[str, str]:
    return {c["term"]: c["depth"] for c in state(run, *arguments)["concepts"]}


def test_before_the_first_lesson_nothing_is_known(run: Run, folder: Path) -> None:
    course(folder)
    known = state(run, "--before", "3.1.1")
    assert not any(known[part] for part in known if part not in {"version", "before"})
    assert len(known) == 7


def test_a_depth_is_known_from_the_lesson_that_reached_it(run: Run, folder: Path) -> None:
    course(folder)
    assert depths(run, "--before", "bayes-rule") == {
        "Sample space": "INTRODUCED",
        "Conditioning": "MENTIONED",
    }
    assert depths(run, "--before", "3.2.1") == {
        "Sample space": "INTRODUCED",
        "Conditioning": "DEVELOPED",
    }
    assert depths(run) == {"Sample space": "APPLIED", "Conditioning": "DEVELOPED"}


def test_models_and_what_was_left_out_belong_to_the_state(run: Run, folder: Path) -> None:
    course(folder)
    known = state(run, "--before", "averages")
    assert [m["text"] for m in known["mental_models"]] == ['"Every outcome is a tile"']
    assert [m["text"] for m in known["misconceptions"]] == ['"All outcomes are equally likely"']
    assert [m["text"] for m in known["not_covered"]] == ["Continuous priors"]
    assert known["analogies"] == []
    assert [m["lesson"] for m in state(run)["analogies"]] == ["3.2.1"]


def test_a_state_says_first_and_last_lesson_and_the_words(run: Run, folder: Path) -> None:
    course(folder)
    known = state(run, "--concept", "sample space")["concepts"]
    assert known == [
        {
            "term": "Sample space",
            "depth": "APPLIED",
            "first": "3.1.1",
            "last": "3.2.1",
            "words": "Sample space | Summed over.",
            "path": "module-3.2.md",
            "line": 7,
            "at": "3.2.1",
            "coming": None,
        }
    ]


def test_a_state_is_a_table_for_a_lesson_plan(run: Run, folder: Path) -> None:
    course(folder)
    lines = run("state", "--before", "averages", "--format", "markdown").out.splitlines()
    assert lines[0] == "## Before lesson 3.2.1"
    assert lines[2] == "| Concept | Depth | First | Last | Words |"
    assert lines[4] == (
        "| Sample space | INTRODUCED | 3.1.1 | 3.1.1 "
        "| Sample space (all outcomes) \\| Drawn as a grid. |"
    )


def test_an_unknown_lesson_is_answered_with_the_nearest(run: Run, folder: Path) -> None:
    course(folder)
    ran = run("state", "--before", "bayes-rul")
    assert (ran.code, ran.err) == (
        1,
        'there is no lesson "bayes-rul"; did you mean bayes-rule?\n',
    )


def test_a_module_stands_for_its_first_lesson(run: Run, folder: Path) -> None:
    course(folder)
    assert run("state", "--before", "3.2") == run("state", "--before", "3.2.1")
    assert run("state", "--before", "3.2").err == ""


@pytest.mark.parametrize(
    ("planned", "after"),
    [("3.2.2", "after 3.2.1"), ("3.3", "after 3.2.1"), ("9.1.1", "after 3.2.1"), ("1.1", "before")],
)
def test_what_is_planned_has_a_place(run: Run, folder: Path, planned: str, after: str) -> None:
    course(folder)
    ran = run("state", "--before", planned, "--format", "json")
    assert ran.code == 0
    assert f'note: there is no record of "{planned}" yet; this is what is known {after}' in ran.err
    known = json.loads(ran.out)
    assert known["before"] == planned
    assert known["concepts"] == ([] if planned == "1.1" else state(run)["concepts"])


@pytest.mark.parametrize("lesson", ["3.2.9", "9.1.2", "3", "3.2.1.1"])
def test_a_lesson_that_cannot_follow_is_told(run: Run, folder: Path, lesson: str) -> None:
    course(folder)
    ran = run("state", "--before", lesson)
    assert (ran.code, ran.out) == (1, "")
    assert f'there is no lesson "{lesson}"' in ran.err


def test_words_that_nothing_has_are_told(run: Run, folder: Path) -> None:
    course(folder)
    ran = run("state", "--concept", "sampel space")
    assert (ran.code, ran.out) == (1, "")
    assert 'nothing that is known in this course has the words "sampel space"' in ran.err
    assert "did you mean" in ran.err
    ran = run("state", "--concept", "zzz", "--before", "3.2.1", "--format", "json")
    assert (ran.code, json.loads(ran.out)["concepts"]) == (1, [])
    assert "before 3.2.1" in ran.err


def test_a_history_goes_through_all_records(run: Run, folder: Path) -> None:
    course(folder)
    data = json.loads(run("history", "sample space", "--format", "json").out)
    (history,) = data["histories"]
    assert history["names"] == ["Sample space (all outcomes)", "Sample space"]
    assert [(s["lesson"], s["depth"]) for s in history["steps"]] == [
        ("3.1.1", "INTRODUCED"),
        ("3.2.1", "APPLIED"),
    ]


def test_a_history_knows_the_aliases_of_the_house(run: Run, folder: Path) -> None:
    course(folder)
    (folder / ".curriculum.yaml").write_text("aliases: [[Sample space, outcome set]]\n")
    assert "3.2.1    APPLIED, index, module-3.2.md:7" in run("history", "outcome set").out
    assert run("history", "outcomes").code == 1


def test_the_state_of_a_real_course_only_grows(corpus: Path) -> None:
    readings = [read_bytes(p.read_bytes(), p.name) for p in (corpus / "records").glob("*.md")]
    whole = course_of(claims_of(reading) for reading in readings)
    ladder = whole.settings.dialect.ladder
    ranks: dict[str, int] = {}
    for lesson in (*whole.lessons, None):
        now = {
            known.term: ladder.index(known.depth) if known.depth else -1
            for known in state_before(whole, lesson).concepts
        }
        assert ranks.keys() <= now.keys()
        assert all(now[term] >= rank for term, rank in ranks.items())
        ranks = now
    best: dict[str, int] = {}
    for reading in readings:
        for concept in reading.record.concepts:
            key = whole.names.of(concept.term)
            rank = ladder.index(concept.depth) if concept.depth else -1
            best[key] = max(rank, best.get(key, -1))
    assert {whole.names.of(term): rank for term, rank in ranks.items()} == best


def uses(run: Run, question: str) -> list[dict[str, Any]]:
    ran = run("uses", question, "--format", "json")
    assert ran.code == 0
    found: list[dict[str, Any]] = json.loads(ran.out)["uses"]
    return found


LEANING = SECOND.replace(
    "| Summed over. |", "| Elevated from INTRODUCED (sample-spaces, 3.1.1). |"
).replace(
    '- "A see-saw in balance" for the mean',
    '- "Every outcome is a tile" again, now with weights (Module 3.1)',
)


def test_the_uses_of_a_lesson_are_references_concepts_and_models(run: Run, folder: Path) -> None:
    course(folder)
    (folder / "module-3.2.md").write_text(LEANING)
    (one,) = uses(run, "sample-spaces")
    assert (one,) == tuple(uses(run, "3.1.1"))
    places = {(use["lesson"], use["path"], use["line"]) for use in one["references"]}
    assert ("3.2.1", "module-3.2.md", 7) in places
    again = {used["name"]: [use["lesson"] for use in used["again"]] for used in one["concepts"]}
    assert again["Sample space"] == ["3.2.1"]
    (model,) = one["mental_models"]
    assert [use["lesson"] for use in model["again"]] == ["3.1.2", "3.2.1"]


def test_the_uses_of_a_module_are_those_of_its_lessons_and_its_own(run: Run, folder: Path) -> None:
    course(folder)
    (folder / "module-3.2.md").write_text(LEANING)
    (module,) = uses(run, "3.1")
    words = [use["words"] for use in module["references"]]
    assert any("Module 3.1" in text for text in words)
    assert any("sample-spaces, 3.1.1" in text for text in words)
    assert all(use["path"] == "module-3.2.md" for use in module["references"])


def test_a_model_is_found_by_its_words_and_nothing_by_no_words(run: Run, folder: Path) -> None:
    course(folder)
    (model,) = uses(run, "every outcome is a tile")
    assert model["name"] == '"Every outcome is a tile"'
    ran = run("uses", "sample-space")
    assert (ran.code, ran.err) == (
        1,
        'no lesson, module or model is called "sample-space"; did you mean "sample-spaces"?\n',
    )
