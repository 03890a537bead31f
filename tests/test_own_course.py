"""The project's own records: clean, canonical, and true to their tables of mental models."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import curriculum
from curriculum.model.record import Lesson, Record
from tests.conftest import Ran

Run = Callable[..., Ran]

ROOT = Path(__file__).parent.parent
PATHS = sorted((ROOT / "records").glob("module-*.md"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [curriculum.load(path) for path in PATHS]


def test_they_are_clean_and_canonical(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    linted = run("lint", "--fail-on", "info", "records")
    assert (linted.code, linted.out) == (0, f"No problems in {len(PATHS)} records.\n")
    assert run("format", "--canonical", "--check", "records").code == 0


def test_they_make_a_course(records: list[Record]) -> None:
    lessons = [lesson for record in records for lesson in record.lessons]
    assert len(records) >= 8
    assert len(lessons) >= 22
    assert len({lesson.slug for lesson in lessons}) == len(lessons)


def test_a_model_is_used_in_exactly_the_lessons_that_its_row_names(records: list[Record]) -> None:
    """The row in the record of the lesson that established it tells of the whole course."""
    lessons = {lesson.slug: lesson for record in records for lesson in record.lessons}
    told = {}
    for record in records:
        own = {lesson.slug for lesson in record.lessons}
        for model in record.mental_models:
            source = _slugs(model.established_text, lessons)
            if source <= own:
                told[_name(model.text)] = source | _slugs(model.used_again_text, lessons)
    found = {
        name: {slug for slug, lesson in lessons.items() if f'"{name}"' in _text(lesson)}
        for name in told
    }
    assert told == found


def _name(text: str) -> str:
    quoted = re.match(r'"([^"]+)"', text)
    assert quoted, text
    return quoted[1]


def _slugs(text: str | None, lessons: dict[str | None, Lesson]) -> set[str | None]:
    return {word for word in re.findall(r"[a-z][a-z0-9-]+", text or "") if word in lessons}


def _text(lesson: Lesson) -> str:
    return "\n".join(part for field in lesson.fields for part in (field.text, *field.items))
