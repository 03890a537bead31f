"""A course as its pages see it: records in canonical words, what is wrong with them, and links."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from urllib.parse import quote

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.depths import Appearance
from curriculum.course.mentions import Mention
from curriculum.model.record_file import RecordFile
from curriculum.parse.blocks import read_blocks
from curriculum.problem import Problem
from curriculum.render.markdown.anchors import Anchors
from curriculum.render.markdown.concepts import ConceptHistory, headings_of_page, histories_of
from curriculum.render.markdown.escaping import inline, without_html
from curriculum.text.patterns import lazy_pattern

INDEX = "README.md"
CONCEPTS = "concepts.md"
_HEADING = lazy_pattern(r" {0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*\Z")


class LinesOfBlocks(Struct, frozen=True):
    """0-based lines of code and of HTML."""

    code: frozenset[int]
    html: frozenset[int]


class View(Struct, frozen=True, eq=False, dict=True):
    """`readings` are those of the course's records by path; `output` is the folder of pages.

    Paths have `/` and are relative to one base.
    """

    course: Course
    readings: Mapping[str, RecordFile]
    problems: Sequence[Problem]
    output: str

    @cached_property
    def concepts(self) -> Sequence[ConceptHistory]:
        return histories_of(self.course)

    @cached_property
    def pages_of_modules(self) -> Mapping[str, str]:
        """The name of each record's page, by the record's path."""
        names: dict[str, str] = {}
        taken: set[str] = set()
        for facts in self.course.facts:
            stem = posixpath.basename(facts.path).rpartition(".")[0]
            wanted = f"module-{facts.module}" if facts.module else f"record-{_plain(stem)}"
            name, number = wanted, 1
            while name in taken:
                number += 1
                name = f"{wanted}-{number}"
            taken.add(name)
            names[facts.path] = f"{name}.md"
        return names

    @cached_property
    def places_of_modules(self) -> Mapping[str, int]:
        """The place of each record in teaching order, by its path."""
        return {facts.path: place for place, facts in enumerate(self.course.facts)}

    @cached_property
    def blocks_of(self) -> Mapping[str, LinesOfBlocks]:
        """By path; a page needs no more of the structure of its record."""
        return {path: _lines_of_blocks(one.source.lines) for path, one in self.readings.items()}

    @cached_property
    def lesson_anchors(self) -> Mapping[int, str]:
        """By the lesson's place in the course."""
        found: dict[int, str] = {}
        for facts in self.course.facts:
            own = {lesson.lesson.span.line: lesson for lesson in self.course.lessons_of(facts)}
            anchors = Anchors()
            lines = self.readings[facts.path].source.lines
            for number, text in headings(lines, self.blocks_of[facts.path].code):
                anchor = anchors.add(without_html(text))
                if number in own:
                    found[own[number].place] = anchor
        return found

    @cached_property
    def concept_anchors(self) -> Mapping[str, str]:
        """By the key of the concept; in the order of the page of all concepts."""
        anchors = Anchors()
        found: dict[str, str] = {}
        for key, heading in headings_of_page(self.concepts):
            anchor = anchors.add(heading)
            if key:
                found[key] = anchor
        return found

    @cached_property
    def lessons_by_id(self) -> Mapping[str, CourseLesson]:
        return {lesson.id: lesson for lesson in reversed(self.course.lessons)}

    @cached_property
    def problems_by_place(self) -> Mapping[tuple[str, str, int], Sequence[Problem]]:
        """By rule, path and line."""
        found: dict[tuple[str, str, int], list[Problem]] = defaultdict(list)
        for problem in self.problems:
            found[problem.rule, problem.path, problem.span.line].append(problem)
        return found

    @cached_property
    def mentions_in(self) -> Mapping[str, Sequence[Mention]]:
        """The references of each record, by its path."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.course.references.mentions:
            found[mention.facts.path].append(mention)
        return found

    def links(self, name: str) -> Links:
        """Those of a page of the output folder."""
        return Links(self, posixpath.join(self.output, name))

    def lesson_at(self, appearance: Appearance) -> CourseLesson | None:
        lessons = self.course.lessons
        return lessons[appearance.place] if 0 <= appearance.place < len(lessons) else None


class Links(Struct, frozen=True, dict=True):
    """Links of one page; `here` is its path."""

    view: View
    here: str

    def page(self, name: str, anchor: str = "") -> str:
        """What leads to a page of the output folder."""
        target = posixpath.join(self.view.output, name)
        fragment = f"#{anchor}" if anchor else ""
        return fragment if fragment and target == self.here else self.file(target) + fragment

    def file(self, path: str) -> str:
        if path not in self._ways:
            self._ways[path] = quote(posixpath.relpath(path, posixpath.dirname(self.here) or "."))
        return self._ways[path]

    @cached_property
    def _ways(self) -> dict[str, str]:
        return {}

    def series_target(self, series: str) -> str:
        return self.page(INDEX, f"series-{series}")

    def lesson_target(self, lesson: CourseLesson) -> str:
        page = self.view.pages_of_modules[lesson.facts.path]
        return self.page(page, self.view.lesson_anchors.get(lesson.place, ""))

    def lesson(self, lesson: CourseLesson, *, titled: bool = False) -> str:
        """By its number, which readers of a table know; with its title where there is room."""
        asked = lesson.place, titled
        if asked not in self._lessons:
            title = lesson.lesson.title
            name = f"{lesson.id} {title}" if titled and title and title != lesson.id else lesson.id
            self._lessons[asked] = f"[{inline(name)}]({self.lesson_target(lesson)})"
        return self._lessons[asked]

    @cached_property
    def _lessons(self) -> dict[tuple[int, bool], str]:
        """What leads to them: a page names most of them many times."""
        return {}

    def lesson_by_id(self, id_: str | None) -> str:
        found = self.view.lessons_by_id.get(id_ or "")
        return self.lesson(found) if found else ""

    def module_target(self, facts: RecordClaims) -> str:
        return self.page(self.view.pages_of_modules[facts.path])

    def module(self, facts: RecordClaims) -> str:
        return f"[{inline(name_of(facts))}]({self.module_target(facts)})"

    def concept(self, key: str, name: str) -> str:
        anchor = self.view.concept_anchors.get(key)
        return f"[{inline(name)}]({self.page(CONCEPTS, anchor)})" if anchor else inline(name)


def name_of(facts: RecordClaims) -> str:
    """`8.4 Open Weights`, or what there is of it."""
    record = facts.record
    return " ".join(part for part in (record.module, record.title) if part) or facts.path


def headings(lines: Sequence[str], code: Container[int]) -> Sequence[tuple[int, str]]:
    """The 1-based lines of a record that are headings outside code, and their Markdown."""
    found = (
        (number, _HEADING.match(line))
        for number, line in enumerate(lines, start=1)
        if line.lstrip(" ").startswith("#") and number - 1 not in code
    )
    return [(number, match["text"]) for number, match in found if match]


def _lines_of_blocks(lines: Sequence[str]) -> LinesOfBlocks:
    blocks = read_blocks(lines)
    return LinesOfBlocks(blocks.code, blocks.html)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "unnamed"
