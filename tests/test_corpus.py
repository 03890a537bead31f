"""Labelled real records: what is in them is exported exactly as labelled, and nothing is lost."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from curriculum.check.engine import Checker, check
from curriculum.check.registry import RULES
from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.fix.fix import fix_record
from curriculum.model.as_data import as_data, same_layout_aside, same_words_aside
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.read import read_bytes
from curriculum.write.proof import canonical, formatted, words
from tests.conftest import described_records

FOLDER = Path(os.environ.get("CURRICULUM_CORPUS", "/nonexistent"))
NAMES = sorted(path.stem for path in FOLDER.glob("expected/*.json")) or ["no corpus"]
CANONICAL = {
    "load_type": "Type",
    "new_concepts": "Cognitive load",
    "concepts_taught": "Concepts taught",
    "concepts_revisited": "Concepts reinforced/connected",
    "mental_models": "Mental models established",
    "mental_models_reinforced": "Mental models reinforced",
    "analogies": "Analogies used",
    "how_taught": "How concepts were taught",
    "misconceptions": "Misconceptions addressed",
    "not_covered": "What is NOT covered",
    "review": "Review history",
    "visuals": "Visual elements",
    "exercises": "Exercises",
    "notebook": "Notebook",
    "notes_for_future": "Notes for future lessons",
    "deviations": "Deviations from plan",
    "of_course": '"Of Course" moments',
    "status": "Status",
}
# Which rules should find which family of labels: the certain ones, and two thirds of the likely.
FAMILIES = {
    "unescaped-pipe": {"unescaped-pipe"},
    "split-table": {"split-table"},
    "emphasis-asterisk": {"mangled-emphasis"},
    "emphasis-underscore": {"mangled-emphasis"},
    "depth-missing-in-summary": {"concept-not-in-summary"},
    "review-unresolved": {"unresolved-review"},
    "review-known-polish": {"known-defect"},
    "date-conflict": {"date-conflict"},
}
# What only looks wrong, in one record: the lines, and the rules that a hasty linter would break.
TRAPS: dict[str, list[tuple[tuple[int, ...], set[str]]]] = {
    "module-2.1": [((25, 34), {"duplicate-concept", "depth-mismatch"})],
    "module-4.4": [((190, 193), {"concept-not-in-index"}), ((13,), {"depth-mismatch"})],
    "module-5.1": [
        (tuple(range(25, 34)), {"concept-not-in-summary"}),
        ((155, 156), {"concept-not-in-index"}),
        ((235,), {"count-mismatch"}),
    ],
    "module-7.3": [(tuple(range(31, 39)), {"duplicate-concept", "concept-not-in-summary"})],
    "module-8.4": [
        ((14, 25, 26, 27), {"depth-mismatch", "concept-not-in-summary"}),
        ((28, 29), {"date-conflict", "fact-conflict"}),
        ((81,), {"date-order"}),
        (tuple(range(14, 28)), {"date-order"}),
        ((31,), {"date-conflict"}),
    ],
    "module-8.5": [((16,), {"concept-not-in-summary"})],
}


@cache
def reading(folder: Path, name: str) -> RecordFile:
    return read_bytes((folder / "records" / f"{name}.md").read_bytes(), f"{name}.md")


def exported(folder: Path, name: str) -> Any:
    return as_data(reading(folder, name).record)


def expected(folder: Path, name: str) -> Any:
    return json.loads((folder / "expected" / f"{name}.json").read_text())


def lint(found: RecordFile) -> list[Problem]:
    return check(found, RULES.values(), DEFAULT_SETTINGS)


@pytest.mark.parametrize("name", NAMES)
def test_the_head_is_as_labelled(corpus: Path, name: str) -> None:
    found, label = exported(corpus, name), expected(corpus, name)
    assert [found[key] for key in ("module", "title", "goal")] == [
        label[key] for key in ("module", "title", "goal")
    ]
    assert (found["status"] or {}).get("text") == label["status"]


@pytest.mark.parametrize("name", NAMES)
def test_concepts_are_as_labelled(corpus: Path, name: str) -> None:
    keys = ("name", "depth", "prior_depth", "depth_text", "lesson", "lessons", "notes")
    found, label = exported(corpus, name)["concepts"], expected(corpus, name)["concepts"]
    assert [(row["span"]["line"], *(row[key] for key in keys)) for row in found] == [
        (row["line"], *(row[key] for key in keys)) for row in label
    ]


@pytest.mark.parametrize("name", NAMES)
def test_lessons_are_as_labelled(corpus: Path, name: str) -> None:
    found, label = exported(corpus, name)["lessons"], expected(corpus, name)["lessons"]
    keys = ("number", "title", "slug", "slug_inferred")
    assert [
        (one["span"]["line"], *(one[key] for key in keys), one["type"], one["id"].split(".")[-1])
        for one in found
    ] == [
        (one["line"], *(one[key] for key in keys), one["load_type"], str(one["position"]))
        for one in label
    ]


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_as_labelled(corpus: Path, name: str) -> None:
    found, label = exported(corpus, name)["lessons"], expected(corpus, name)["lessons"]
    assert [
        (f["span"]["line"], f["label"], f["name"], f["joined"], len(f["items"]))
        for lesson in found
        for f in lesson["fields"]
    ] == [
        (f["line"], f["label"], CANONICAL[f["canonical"]], f["inline"], f["items"])
        for lesson in label
        for f in lesson["fields"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_mental_models_are_as_labelled(corpus: Path, name: str) -> None:
    found, label = exported(corpus, name), expected(corpus, name)
    assert [
        (m["span"]["line"], m["text"], m["established_text"], m["used_again_text"], m["form"])
        for m in found["mental_models"]
    ] == [
        (m["line"], m["text"], m["established"], m["used_again"], m["form"])
        for m in label["mental_models"]
    ]
    assert [text for lesson in found["lessons"] for text in lesson["mental_models"]] == [
        m["text"] for m in label["lesson_mental_models"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_real_record_is_left_over(corpus: Path, name: str) -> None:
    assert exported(corpus, name)["extra"] == []


@pytest.mark.parametrize("name", NAMES)
def test_format_keeps_its_promise(corpus: Path, name: str) -> None:
    found = reading(corpus, name)
    new = formatted(found, DEFAULT_DIALECT)
    again = read_bytes(new, found.path)
    assert words(new) == words(found.source.data)
    assert same_layout_aside(found.record, again.record)
    assert formatted(again, DEFAULT_DIALECT) == new


@pytest.mark.parametrize("name", NAMES)
def test_canonical_words_read_back(corpus: Path, name: str) -> None:
    found = reading(corpus, name)
    new = canonical(found, DEFAULT_DIALECT)
    again = read_bytes(new, found.path)
    assert same_words_aside(found.record, again.record)
    assert canonical(again, DEFAULT_DIALECT) == formatted(again, DEFAULT_DIALECT) == new


def test_the_seed_is_canonical(corpus: Path) -> None:
    for path in sorted((corpus.parent / "seed").glob("*.md")):
        found = read_bytes(path.read_bytes(), path.name)
        assert formatted(found, DEFAULT_DIALECT) == found.source.data
        assert canonical(found, DEFAULT_DIALECT) == found.source.data


def labels(folder: Path, family: str) -> list[Any]:
    lines = (folder / "defects.jsonl").read_text().splitlines()
    names = {path.name for path in described_records(folder)}
    found = [label for label in map(json.loads, lines) if label["family"] == family]
    return [label for label in found if label["file"] in names]


def places(label: Any) -> set[tuple[str, int]]:
    more = label.get("places", [])
    return {(place["file"], place["line"]) for place in [label, *more]}


def is_found(label: Any, found: set[tuple[str, int, str]]) -> bool:
    rules = FAMILIES[label["family"]]
    return any((*place, rule) in found for place in places(label) for rule in rules)


@pytest.mark.parametrize("family", FAMILIES)
def test_labels_are_found(corpus: Path, family: str) -> None:
    found = {
        (problem.path, problem.span.line, problem.rule)
        for name in NAMES
        for problem in lint(reading(corpus, name))
    }
    for confidence, least in (("certain", 1.0), ("likely", 2 / 3)):
        wanted = [one for one in labels(corpus, family) if one["confidence"] == confidence]
        hits = [one for one in wanted if is_found(one, found)]
        assert len(hits) >= least * len(wanted), [one for one in wanted if one not in hits]


def test_a_load_that_the_index_contradicts_is_found(corpus: Path) -> None:
    """Of its family, what only counting commas would find is left out on purpose."""
    found = {(p.rule, p.span.line) for p in lint(reading(corpus, "module-7.3"))}
    wanted = [one for one in labels(corpus, "count-enumeration") if one["line"] == 115]
    assert [one["file"] for one in wanted] == ["module-7.3.md"]
    assert ("count-mismatch", 115) in found


@pytest.mark.parametrize("name", TRAPS)
def test_what_only_looks_wrong_is_not_reported(corpus: Path, name: str) -> None:
    for lines, rules in TRAPS[name]:
        for problem in lint(reading(corpus, name)):
            assert not (problem.span.line in lines and problem.rule in rules), problem


def test_the_seed_prints_little(corpus: Path) -> None:
    for path in sorted((corpus.parent / "seed").glob("*.md")):
        found = {
            (problem.rule, problem.span.line): {place.span.line for place in problem.related}
            for problem in lint(read_bytes(path.read_bytes(), path.name))
        }
        assert found["known-defect", 93] == {20}
        dated = [key for key in found if key[0] == "date-conflict"]
        assert [{key[1]} | found[key] for key in dated] == [{25, 81}]
        assert len(found) <= 5


@pytest.mark.parametrize("name", NAMES)
def test_fix_mends_all_and_keeps_every_word(corpus: Path, name: str) -> None:
    found = reading(corpus, name)
    checker = Checker(tuple(RULES.values()), DEFAULT_SETTINGS)
    fixed = fix_record(found, checker)
    rules = {problem.rule for problem in lint(read_bytes(fixed.data, found.path))}
    assert not rules & {"unescaped-pipe", "split-table", "mangled-emphasis"}
    unprotected = fixed.data.replace(b"\\*", b"*").replace(b"`__", b"__").replace(b"__`", b"__")
    assert words(unprotected) == words(
        found.source.data.replace(b"`__", b"__").replace(b"__`", b"__")
    )
