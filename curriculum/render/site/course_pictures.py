"""The diagrams of a course and of its parts, and how much each lesson asks of a student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from curriculum.render.site.charts.arc_diagram import ArcDiagram, Node
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_parts import Part
from curriculum.render.site.site_things import LessonPage

# With more lessons than a picture holds, the course is drawn by modules, and then by its parts.
MOST_MODULES = 150


def part_arcs(contents: SiteContents, part: Part, root: str) -> ArcDiagram:
    """The lessons of a part, and what they say of each other."""
    lessons = part.lessons
    places = {lesson.lesson.place: at for at, lesson in enumerate(lessons)}
    counts = {
        (places[start], places[end]): count
        for start in places
        for end, count in contents.cited_from.get(start, {}).items()
        if end in places
    }
    return ArcDiagram([_node(lesson) for lesson in lessons], counts, root, part.name)


def course_arcs(contents: SiteContents, parts: Sequence[Part], root: str) -> ArcDiagram:
    """Lessons, where they are few; else modules; else parts."""
    if len(parts) == 1:
        return part_arcs(contents, parts[0], root)
    by_module = len(contents.modules) <= MOST_MODULES
    nodes, of_lesson = [], []
    for part in parts:
        for module in part.modules:
            if by_module:
                nodes.append(Node(module.label, module.plain, module.url, part.name, part.url))
            elif module is part.modules[0]:
                nodes.append(Node(module.label, part.name, part.url, "", part.url))
            of_lesson += [len(nodes) - 1] * len(module.lessons)
    counts: Counter[tuple[int, int]] = Counter()
    for (start, end), count in contents.citations.items():
        if of_lesson[start] != of_lesson[end]:
            counts[of_lesson[start], of_lesson[end]] += count
    return ArcDiagram(nodes, counts, root, "The whole course")


def _node(lesson: LessonPage) -> Node:
    number = lesson.lesson.lesson.id
    label = number.rpartition(".")[2] if number else "?"
    module = lesson.module
    return Node(label, f"{lesson.label} {lesson.plain}", lesson.url, module.label, module.url)


class LoadRow(Struct, frozen=True):
    """Widths are of a bar that is `WIDEST` for the fullest lesson."""

    lesson: LessonPage
    widths: tuple[float, float, float]

    @property
    def starts(self) -> tuple[float, float, float]:
        new, deepened, _ = self.widths
        return 0.0, new, round(new + deepened, 1)


WIDEST = 240


def load_rows(lessons: Sequence[LessonPage]) -> list[LoadRow]:
    most = max((lesson.load for lesson in lessons), default=0) or 1
    return [
        LoadRow(
            lesson,
            (
                round(WIDEST * lesson.new / most, 1),
                round(WIDEST * lesson.deepened / most, 1),
                round(WIDEST * lesson.revisited / most, 1),
            ),
        )
        for lesson in lessons
    ]
