"""A record for a module that is still to be written, with what the course knows of it already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.claims.promises import Promise
    from curriculum.course import Course

MODULE = re.compile(r"[1-9]\d{0,2}\.[1-9]\d{0,2}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
PROMISED = "Promised earlier"


class CannotCreate(Exception):
    """The message says which number, title or slug cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    slug: str
    title: str


def new_record(
    course: Course, module: str, title: str, lessons: Sequence[PlannedLesson], dash: str = "--"
) -> str:
    """Its canonical Markdown. Raises CannotCreate."""
    _check(course, module, title, lessons)
    return "\n".join(
        [
            f"# Module {module}: {title} {dash} Record",
            "",
            "**Goal:** To be written.",
            "**Status:** Planned",
            "",
            "## Concept Index",
            "",
            "| Concept | Depth | Lesson | Notes |",
            "|---------|-------|--------|-------|",
            "",
            "## Per-Lesson Summaries",
            "",
            *_lessons(course, module, lessons),
            "## Key Mental Models and Analogies",
            "",
            "| Model/Analogy | Established In | Used Again In |",
            "|---------------|---------------|---------------|",
            "",
        ]
    )


def _check(course: Course, module: str, title: str, lessons: Sequence[PlannedLesson]) -> None:
    if not MODULE.fullmatch(module):
        raise CannotCreate(f'"{module}" is no number of a module; write it as 9.1')
    known = course.modules.get(module)
    if known:
        raise CannotCreate(f'module {module} has a record already, "{known.path}"')
    for name in (title, *(lesson.title for lesson in lessons)):
        if not name.strip() or _CONTROL.search(name):
            raise CannotCreate(f'"{name.strip()}" is no title; give one line of words')
    _check_slugs(course, lessons)


def _check_slugs(course: Course, lessons: Sequence[PlannedLesson]) -> None:
    slugs: set[str] = set()
    for lesson in lessons:
        if not SLUG.fullmatch(lesson.slug):
            raise CannotCreate(
                f'"{lesson.slug}" is no slug; write small letters, digits and hyphens'
            )
        taken = course.lessons_by_slug.get(lesson.slug)
        if taken:
            raise CannotCreate(f'the slug "{lesson.slug}" is that of lesson {taken[0].id} already')
        if lesson.slug in slugs:
            raise CannotCreate(f'the slug "{lesson.slug}" is given twice')
        slugs.add(lesson.slug)


def _lessons(course: Course, module: str, lessons: Sequence[PlannedLesson]) -> Iterator[str]:
    for number, lesson in enumerate(lessons, start=1):
        names = {lesson.slug, f"{module}.{number}"} | ({module} if number == 1 else set())
        promised = list(_promised(course, names))
        yield from (f"### Lesson {number}: {lesson.title} ({lesson.slug})", "")
        yield from ("**Status:** Planned", "")
        yield from ("**Concepts taught:**", "- No new concepts yet", "")
        if promised:
            yield from (f"**{PROMISED}:**", *(f"- {text}" for text in promised), "")


def _promised(course: Course, names: set[str]) -> Iterator[str]:
    """What earlier lessons put off to one of these numbers or slugs, each with its source."""
    for facts in course.facts:
        for placed in facts.promises:
            if names & _targets(placed.claim):
                lesson = facts.lesson_at(placed.span.line)
                known = lesson.slug and lesson.id if lesson else None
                source = f"{lesson.slug}, {lesson.id}" if lesson and known else facts.path
                yield f"{' '.join(placed.claim.words.split())} ({source})"


def _targets(promise: Promise) -> set[str]:
    named = ((pointer.number, pointer.slug) for pointer in promise.targets)
    return {name for pair in named for name in pair if name}
