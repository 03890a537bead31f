"""Attributions and promises over a whole course: labelled real records, and our own, mutated."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from curriculum.check.engine import Checker
from curriculum.check.registry import RULES
from curriculum.claims.read_claims import claims_of
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.course.course import Course, course_of
from curriculum.problem import Problem, Span
from curriculum.read import read_bytes
from tests.conftest import described_records

CORPUS = Path(os.environ.get("CURRICULUM_CORPUS", "/nonexistent"))
OWN = Path(__file__).parent.parent / "records"
NAMES = (
    "misattributed-model",
    "untaught-source",
    "unkept-promise",
    "misquoted-model",
    "duplicate-mental-model",
)
CHECKER = Checker(tuple(RULES[name] for name in NAMES), DEFAULT_SETTINGS)
FAMILIES = {
    "ref-concept-in-wrong-lesson": {"misattributed-model", "untaught-source"},
    "quote-mismatch": {"misquoted-model"},
}
# A lesson that is said to have what stands elsewhere, and such that only look so.
TRAPS = {
    ("module-7.4.md", 30),
    ("module-7.2.md", 14),
    ("module-7.3.md", 24),
    ("module-8.5.md", 7),
    ("module-8.5.md", 51),
    ("module-4.4.md", 12),
    ("module-2.1.md", 58),
    ("module-7.3.md", 169),
    ("module-4.4.md", 253),
    ("module-4.4.md", 260),
    ("module-5.1.md", 231),
}
LONGEST = 20.0


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("module-*.md")}


def lint(files: Mapping[str, str]) -> list[Problem]:
    readings = [read_bytes(text.encode(), name) for name, text in sorted(files.items())]
    checked = CHECKER.check_course(readings)
    return [problem for one in checked.values() for problem in one.problems]


def lines(problems: list[Problem]) -> set[tuple[str, int]]:
    return {(problem.path, problem.span.line) for problem in problems}


@pytest.fixture(scope="module")
def corpus() -> list[Problem]:
    if not CORPUS.exists():
        pytest.skip("CURRICULUM_CORPUS names no folder")
    return lint({path.name: path.read_text("utf-8") for path in described_records(CORPUS)})


def labels() -> Iterator[dict[str, Any]]:
    names = {path.name for path in described_records(CORPUS)}
    for line in (CORPUS / "defects.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["family"] in FAMILIES and label["file"] in names:
            yield label


def places(problem: Problem) -> Iterator[tuple[str, Span]]:
    """Where it is, and where what it names is."""
    yield problem.path, problem.span
    yield from ((place.path, place.span) for place in problem.related)


def test_labels_are_found(corpus: list[Problem]) -> None:
    found = {
        (path, span.line, problem.rule) for problem in corpus for path, span in places(problem)
    }
    for label in labels():
        rules = FAMILIES[label["family"]]
        hit = any((label["file"], label["line"], rule) in found for rule in rules)
        assert hit or label["confidence"] == "debatable", label


def test_every_warning_is_a_label(corpus: list[Problem]) -> None:
    labelled = {(label["file"], label["line"]) for label in labels()}
    assert lines([problem for problem in corpus if problem.severity.weight > 1]) <= labelled


def test_what_only_looks_wrong_is_not_reported(corpus: list[Problem]) -> None:
    assert TRAPS.isdisjoint(lines(corpus))


def test_every_problem_names_the_other_place(corpus: list[Problem]) -> None:
    assert all(problem.related for problem in corpus)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A record in which one number names another lesson, and the line of it."""

    path: str
    line: int
    text: str


def mutations(course: Course, files: Mapping[str, str]) -> Iterator[Mutation]:
    """Each quoted model whose lesson is given by number is sent to another lesson before it."""
    others = cycle(sorted(course.lessons_by_id))
    for facts in course.facts:
        for placed in facts.attributions:
            claim, source = placed.claim, placed.claim.sources[0]
            if claim.kind != "unknown" or len(claim.sources) > 1 or source.kind != "lesson":
                continue
            here = course.place_of(facts, placed.span.line)
            other = next(
                one
                for one in others
                if one != source.digits and course.lessons_by_id[one].place < here
            )
            rows = files[facts.path].split("\n")
            row = rows[placed.span.line - 1]
            at = placed.span.column - 1 + claim.source_start - claim.start
            rest = row[at:].replace(source.digits or "", other, 1)
            rows[placed.span.line - 1] = row[:at] + rest
            yield Mutation(facts.path, placed.span.line, "\n".join(rows))


def test_our_own_records_hang_together() -> None:
    assert lint(texts(OWN)) == []


def test_a_model_from_the_wrong_lesson_is_found_on_its_line() -> None:
    files = texts(OWN)
    course = course_of(claims_of(read_bytes(text.encode(), name)) for name, text in files.items())
    missed, count = [], 0
    for mutation in mutations(course, files):
        count += 1
        problems = lint({**files, mutation.path: mutation.text})
        if (mutation.path, mutation.line) not in lines(problems):
            missed.append(mutation)
        assert lines(problems) <= {(mutation.path, mutation.line)}
    assert count >= 5
    assert len(missed) <= count // 5, [(one.path, one.line) for one in missed]


def big_course(modules: int) -> dict[str, str]:
    """One model that all records speak of, and as many that only one has."""
    files = {}
    for number in range(1, modules + 1):
        own = "\n".join(f'- "Picture {at} of {number} drifting boats"' for at in range(40))
        said = "\n".join(
            f'- "Two dancers, one rope" from {max(1, number - 1)}.1.1' for _ in range(40)
        )
        files[f"module-{number}.1.md"] = (
            f"# Module {number}.1: Boats -- Record\n\n## Concept Index\n\n"
            "| Concept | Depth | Lesson | Notes |\n|---|---|---|---|\n"
            + "\n".join(
                f"| Knot {at} | MENTIONED | boats-{number} | Splices from 1.1.1. |"
                for at in range(40)
            )
            + f"\n\n## Per-Lesson Summaries\n\n### Lesson 1: Boats (boats-{number})\n\n"
            f"**Mental models established:**\n{own}\n\n**Analogies used:**\n{said}\n\n"
            f"**What is NOT covered:**\n- Oars and sails (Module {number + 1}.1)\n"
        )
    return files


def test_a_long_course_is_judged_in_time() -> None:
    start = process_time()
    lint(big_course(40))
    assert process_time() - start < LONGEST
