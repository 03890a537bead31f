"""Concepts by lessons: how deep each concept is known, and where that came about."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from curriculum.depths import Depths
    from curriculum.render.site_things import ConceptPage, LessonPage

SHADES = 4


class Cell(Struct, frozen=True):
    """`letters` stand for the depth where a lesson reaches or revisits it, else are empty."""

    letters: str
    depth: str
    shade: int


class HeatRow(Struct, frozen=True):
    concept: ConceptPage
    cells: Sequence[Cell | None]
    lessons: int

    @property
    def html(self) -> str:
        """The cells of a table: a big course has too many of them for a template."""
        return "".join(map(_td, self.cells))


@lru_cache(maxsize=512)
def _td(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    if not cell.letters:
        return f'<td class="k{cell.shade}"></td>'
    depth = escape(cell.depth or "no depth")
    return f'<td class="d{cell.shade}" title="{depth}">{escape(cell.letters)}</td>'


class DepthScale:
    """Letters and shades of a ladder; the deeper, the darker."""

    def __init__(self, ladder: Sequence[str]) -> None:
        self.ladder = ladder
        self.letters = _short(ladder)
        top = max(len(ladder) - 1, 1)
        self.shades = {depth: 1 + round(at * (SHADES - 1) / top) for at, depth in enumerate(ladder)}

    def shade(self, depth: str | None) -> int:
        return self.shades.get(depth or "", 0)


def heat_rows(
    concepts: Iterable[ConceptPage],
    lessons: Sequence[LessonPage],
    scale: DepthScale,
    depths: Depths,
) -> list[HeatRow]:
    """A row for each concept that one of these lessons has, in teaching order."""
    columns = {lesson.lesson.place: at for at, lesson in enumerate(lessons)}
    found = []
    for concept in concepts:
        reached = _reached(concept, depths)
        if any(place in columns for place in reached):
            cells = _cells(reached, lessons, scale, depths)
            found.append(HeatRow(concept, cells, sum(place in columns for place in reached)))
    return found


def _reached(concept: ConceptPage, depths: Depths) -> dict[int, str]:
    """The highest depth that each lesson states; empty for a mention without one."""
    found: dict[int, str] = {}
    for step in concept.steps:
        if step.lesson:
            depth = step.appearance.depth or ""
            place = step.lesson.lesson.place
            if depths.rank(depth) >= depths.rank(found.get(place)):
                found[place] = depth
    return found


def _cells(
    reached: Mapping[int, str], lessons: Sequence[LessonPage], scale: DepthScale, depths: Depths
) -> list[Cell | None]:
    """What was reached before the first of the lessons is known in all of them."""
    first = lessons[0].lesson.place
    before = [depth for place, depth in reached.items() if place < first]
    best = max(before, key=depths.rank, default="")
    cells: list[Cell | None] = []
    for lesson in lessons:
        depth = reached.get(lesson.lesson.place)
        if depth is not None:
            best = depth if depths.rank(depth) >= depths.rank(best) else best
            shown = depth or best
            cells.append(Cell(scale.letters.get(shown, "·"), shown, scale.shade(shown)))
        else:
            cells.append(Cell("", best, scale.shade(best)) if best else None)
    return cells


def _short(ladder: Sequence[str]) -> dict[str, str]:
    """The first letters that tell each depth from the others."""
    for length in range(1, max(map(len, ladder), default=1)):
        letters = [depth[:length] for depth in ladder]
        if len(set(letters)) == len(ladder):
            return dict(zip(ladder, letters, strict=True))
    return {depth: str(at) for at, depth in enumerate(ladder, start=1)}
