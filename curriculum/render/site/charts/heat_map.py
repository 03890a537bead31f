"""Concepts by lessons: how deep each concept is known, and where that came about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate

from msgspec import Struct

from curriculum.course.depths import Depths
from curriculum.render.site.site_things import ConceptPage, LessonPage

SHADES = 4


class HeatRow(Struct, frozen=True):
    """`html` are the cells of a table: a big course has too many of them for a template."""

    concept: ConceptPage
    html: str
    lessons: int


class Path(Struct, frozen=True):
    """The lessons that have a concept, the depth that each states, and the highest so far."""

    places: Sequence[int]
    depths: Sequence[str]
    known: Sequence[str]


class DepthScale:
    """Letters and shades of a ladder; the deeper, the darker."""

    def __init__(self, ladder: Sequence[str]) -> None:
        self.ladder = ladder
        self.letters = _short(ladder)
        top = max(len(ladder) - 1, 1)
        self.shades = {depth: 1 + round(at * (SHADES - 1) / top) for at, depth in enumerate(ladder)}

    def shade(self, depth: str | None) -> int:
        return self.shades.get(depth or "", 0)


class HeatMap:
    """Remembers how each concept goes: the same one is in many parts of a long course."""

    def __init__(self, scale: DepthScale, depths: Depths) -> None:
        self._scale = scale
        self._rank = depths.rank
        self._paths: dict[ConceptPage, Path] = {}

    def rows(self, concepts: Iterable[ConceptPage], lessons: Sequence[LessonPage]) -> list[HeatRow]:
        """A row for each concept that one of these neighbouring lessons has, in teaching order."""
        if not lessons:
            return []
        first = lessons[0].lesson.place
        found = []
        for concept in concepts:
            path = self._path(concept)
            within = slice(
                bisect_left(path.places, first), bisect_left(path.places, first + len(lessons))
            )
            if within.start < within.stop:
                html = "".join(self._cells(path, within, first, len(lessons)))
                found.append(HeatRow(concept, html, within.stop - within.start))
        return found

    def _path(self, concept: ConceptPage) -> Path:
        if concept not in self._paths:
            self._paths[concept] = self._made(concept)
        return self._paths[concept]

    def _made(self, concept: ConceptPage) -> Path:
        found: dict[int, str] = {}
        for step in concept.steps:
            if step.lesson:
                place = step.lesson.lesson.place
                found[place] = self._deeper(found.get(place, ""), step.appearance.depth or "")
        places = sorted(found)
        depths = [found[place] for place in places]
        return Path(places, depths, list(accumulate(depths, self._deeper)))

    def _deeper(self, known: str, depth: str) -> str:
        return depth if self._rank(depth) >= self._rank(known) else known

    def _cells(self, path: Path, within: slice, first: int, count: int) -> Iterator[str]:
        """A letter where a lesson reaches or revisits a depth, behind a run of what is known."""
        known = path.known[within.start - 1] if within.start else ""
        done = first
        for place, depth, best in zip(
            path.places[within], path.depths[within], path.known[within], strict=True
        ):
            yield self._run(known, place - done)
            shown = depth or best
            title = escape(shown or "no depth")
            letters = escape(self._scale.letters.get(shown, "·"))
            yield f'<td class="d{self._scale.shade(shown)}" title="{title}">{letters}</td>'
            known, done = best, place + 1
        yield self._run(known, first + count - done)

    def _run(self, known: str, length: int) -> str:
        cell = f'<td class="k{self._scale.shade(known)}"></td>' if known else "<td></td>"
        return cell * length


def _short(ladder: Sequence[str]) -> dict[str, str]:
    """The first letters that tell each depth from the others."""
    for length in range(1, max(map(len, ladder), default=1)):
        letters = [depth[:length] for depth in ladder]
        if len(set(letters)) == len(ladder):
            return dict(zip(ladder, letters, strict=True))
    return {depth: str(at) for at, depth in enumerate(ladder, start=1)}
