"""Slugs that a heading does not state, found in the concept index where there is no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from curriculum.model.record import Lesson

# Far above any record; every pair is looked at more than once.
MOST_PAIRS = 2_500

_SMALL_WORDS = {"a", "an", "and", "as", "for", "from", "in", "it", "its", "of", "on", "the", "to"}


def infer_slugs(lessons: Sequence[Lesson], index_slugs: Sequence[str]) -> Iterator[Lesson]:
    """Lessons and slugs that are left over go together in order, if their words agree.

    Where the numbers differ, only a slug that agrees with one lesson alone, and the lesson with
    it alone, is certain.
    """
    taken = {lesson.slug for lesson in lessons}
    free = [slug for slug in index_slugs if slug not in taken]
    nameless = [lesson for lesson in lessons if lesson.slug is None]
    pairs = dict(_pairs(nameless, free))
    for lesson in lessons:
        slug = pairs.get(id(lesson))
        yield replace(lesson, slug=slug, slug_inferred=True) if slug else lesson


def _pairs(lessons: Sequence[Lesson], slugs: Sequence[str]) -> Iterator[tuple[int, str]]:
    if len(lessons) == len(slugs):
        for lesson, slug in zip(lessons, slugs, strict=True):
            if _agree(lesson, slug):
                yield id(lesson), slug
        return
    if len(lessons) * len(slugs) > MOST_PAIRS:
        return
    for lesson in lessons:
        fitting = [slug for slug in slugs if _agree(lesson, slug)]
        if len(fitting) == 1 and sum(_agree(other, fitting[0]) for other in lessons) == 1:
            yield id(lesson), fitting[0]


def _agree(lesson: Lesson, slug: str) -> bool:
    return bool(_words(lesson.title or "") & _words(slug))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold())) - _SMALL_WORDS
