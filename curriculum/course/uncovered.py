"""What a lesson names only to say that it leaves it out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from curriculum.course.course import CourseLesson
from curriculum.parse.lists import comma_list
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import stems

_NOT_COVERED = "What is NOT covered"
_BARELY = lazy_pattern(
    r"mention|name-drop|named|brief|preview|only|level|tease|touch", re.IGNORECASE
)
_OR = lazy_pattern(r" (?:or|and) ")
# Only a long word tells: short ones are part of too many names.
_SHORTEST = 6
# A claim that cites more lessons than these cites a whole series.
_MOST_LESSONS = 12

Left = tuple[frozenset[str], str]


class LeftOut:
    """What the lessons of a course leave out, read once for each lesson that is asked for."""

    def __init__(self) -> None:
        self._lists: dict[int, dict[str, list[Left]]] = {}
        self._texts: dict[int, str] = {}
        self._said: dict[tuple[int, str], bool] = {}

    def find(self, term: str, lessons: Sequence[CourseLesson]) -> tuple[CourseLesson, str] | None:
        """The lesson, and its words for the term, if none of these lessons says them elsewhere."""
        words = frozenset(stems(term))
        for lesson in lessons if len(lessons) <= _MOST_LESSONS else ():
            parts = [part for word in words for part in self._list(lesson).get(word, ())]
            for own, text in parts:
                if own <= words and not any(self._says(other, own) for other in lessons):
                    return lesson, text
        return None

    def _list(self, lesson: CourseLesson) -> dict[str, list[Left]]:
        """By the longest word of each thing that is left out."""
        if lesson.place not in self._lists:
            found: dict[str, list[Left]] = defaultdict(list)
            for text in _left_out(lesson):
                own = frozenset(stems(text))
                longest = max(own, key=lambda word: (len(word), word), default="")
                if len(longest) >= _SHORTEST:
                    found[longest].append((own, text))
            self._lists[lesson.place] = found
        return self._lists[lesson.place]

    def _says(self, lesson: CourseLesson, words: frozenset[str]) -> bool:
        """Elsewhere than in that list, any of the words stands, in whatever form."""
        return any(self._has(lesson, word[:_SHORTEST]) for word in words)

    def _has(self, lesson: CourseLesson, beginning: str) -> bool:
        key = (lesson.place, beginning)
        if key not in self._said:
            if lesson.place not in self._texts:
                self._texts[lesson.place] = "\n".join(_told(lesson)).casefold()
            self._said[key] = beginning in self._texts[lesson.place]
        return self._said[key]


def _left_out(lesson: CourseLesson) -> Iterator[str]:
    """The single things of the list; what is named in passing is not left out."""
    for item in lesson.lesson.not_covered:
        if not _BARELY.search(item):
            for part in comma_list(item):
                yield from (piece.removeprefix("or ").strip() for piece in _OR.split(part))


def _told(lesson: CourseLesson) -> Iterator[str]:
    """All that the lesson says of itself, and what the index says of it."""
    for concept in lesson.facts.record.concepts:
        if lesson.lesson.slug in concept.lessons:
            yield from (concept.name, concept.notes or "")
    for field in lesson.lesson.fields:
        if field.name != _NOT_COVERED:
            yield from (field.text, *field.items, field.text_after)
    yield from (lesson.lesson.title or "", lesson.lesson.prose.partition("NOT covered")[0])
