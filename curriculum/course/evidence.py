"""Whether a lesson, a record or a series says anything of some words, in any of its texts.

It answers in favour of the author: the beginning of a word is enough, wherever it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import NamedPlace
from curriculum.model.record import Concept
from curriculum.model.texts import all_of, plain, said_in, said_in_rows
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import loose, stems

_INITIALS_BY_CHANCE = 3
_LONGEST_ACRONYM = 10
_INITIAL = lazy_pattern(r"(?<!\w)[^\W\d_]")


class Evidence:
    """The texts of a course, each read when it is first asked for."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._texts: dict[int, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._groups = {
            name.casefold(): " ".join(group) for group in course.settings.aliases for name in group
        }

    def words(self, text: str) -> frozenset[str]:
        """The beginnings of the words that carry meaning, other names of its things included."""
        if text not in self._words:
            others = self._aliases.finditer(text.casefold()) if self._groups else ()
            names = [text, *(self._groups[match[0]] for match in others)]
            self._words[text] = words_of(" ".join(names))
        return self._words[text]

    @cached_property
    def _aliases(self) -> re.Pattern[str]:
        names = sorted(self._groups, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def found(self, words: Sequence[str] | frozenset[str], place: NamedPlace) -> int:
        """How many of these words (as `words` gives them) the place has."""
        texts = [facts.words for facts in place.whole] or self._of(place)
        return sum(any(f" {word}" in text for text in texts) for word in words)

    def says(self, phrase: str, place: NamedPlace) -> bool:
        """The words of the phrase stand there in this order, side by side."""
        wanted = plain([phrase]).strip()
        return any(f" {wanted}" in text for text in self._of(place))

    def _of(self, place: NamedPlace) -> list[str]:
        records = [self._record(facts) for facts in place.whole]
        return records or [self._lesson(lesson) for lesson in place.lessons]

    def together(self, words: frozenset[str], place: NamedPlace) -> int:
        """How many of the words one row, item or paragraph of the place has at most."""
        texts = (plain([text]) for text in _parts(place))
        return max((sum(f" {word}" in text for word in words) for text in texts), default=0)

    def any_in_record(self, words: Iterable[str], facts: RecordClaims) -> bool:
        return any(f" {word}" in facts.words for word in words)

    def has_initials(self, acronym: str, facts: RecordClaims) -> bool:
        """Words with these initials stand side by side; three letters are met by chance in prose.

        Those are looked for in names alone: of rows, of lessons and in slugs.
        """
        letters = acronym.removesuffix("s").casefold()
        if not letters.isalpha() or len(letters) > _LONGEST_ACRONYM:
            return False
        if len(letters) > _INITIALS_BY_CHANCE:
            spelled = " ".join(rf"{letter}\w*" for letter in letters)
            return re.search(f" {spelled}", self._record(facts)) is not None
        names = [concept.name for concept in facts.record.concepts]
        for lesson in facts.record.lessons:
            names += [lesson.title or "", lesson.slug or ""]
        return any(letters in "".join(_INITIAL.findall(name.casefold())) for name in names)

    def _lesson(self, lesson: CourseLesson) -> str:
        text = self._texts.get(id(lesson))
        if text is None:
            rows = self._rows(lesson.facts).get(lesson.lesson.slug or "", ())
            text = plain([*said_in(lesson.lesson), *said_in_rows(rows)])
            self._texts[id(lesson)] = text
        return text

    def _record(self, facts: RecordClaims) -> str:
        text = self._texts.get(id(facts))
        if text is None:
            text = self._texts[id(facts)] = plain(all_of(facts.record))
        return text

    def _rows(self, facts: RecordClaims) -> dict[str, list[Concept]]:
        """The rows of each lesson, by its slug."""
        rows: dict[str, list[Concept]] = defaultdict(list)
        for concept in facts.record.concepts:
            for slug in dict.fromkeys((*concept.lessons, concept.lesson or "")):
                rows[slug].append(concept)
        return rows


def words_of(text: str) -> frozenset[str]:
    """The beginnings of its words that carry meaning; a lone letter begins too many."""
    return frozenset(word for word in loose(stems(text)) if len(word) > 1)


def _parts(place: NamedPlace) -> Iterator[str]:
    for facts in place.whole:
        yield from said_in_rows(facts.record.concepts)
    for lesson in place.lessons:
        yield from said_in(lesson.lesson)
        if not place.whole:
            slug = lesson.lesson.slug
            rows = [row for row in lesson.facts.record.concepts if slug in row.lessons]
            yield from said_in_rows(rows)
