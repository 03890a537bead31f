"""How much each lesson asks of a student: what is new in it, what goes deeper, what comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from curriculum.course.depths import Appearance
from curriculum.render.site.site_things import ConceptPage, LessonPage


def count_load(concepts: Iterable[ConceptPage], rank: Callable[[str | None], int]) -> None:
    """Each lesson counts a concept once: as new, as deeper than before, or as known."""
    for concept in concepts:
        best: int | None = None
        by_lesson: dict[LessonPage, list[Appearance]] = defaultdict(list)
        for step in concept.steps:
            if step.lesson and step.appearance.in_index:
                by_lesson[step.lesson].append(step.appearance)
        for lesson, entries in by_lesson.items():
            reached = max(rank(entry.depth) for entry in entries)
            is_new = not any(entry.revisit or entry.prior_depth for entry in entries)
            if best is None and is_new:
                lesson.new += 1
            elif reached > (max(rank(e.prior_depth) for e in entries) if best is None else best):
                lesson.deepened += 1
            else:
                lesson.revisited += 1
            best = max(reached, -1 if best is None else best)
