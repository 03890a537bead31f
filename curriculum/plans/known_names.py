"""The concepts of a course by the words of their names, for the rows of plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.model.record import Lesson
from curriculum.plans.names import ConceptName, Likeness, concept_name, likeness, may_be_related
from curriculum.text.words import loose, share, stems


class Match(Struct, frozen=True):
    """A row of an index, or an item of a lesson's list, that a name may mean."""

    appearance: Appearance
    likeness: Likeness


class KnownNames:
    """Made once for a course."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._matches: dict[str, Sequence[Match]] = {}
        self._by_word: dict[str, list[Appearance]] = defaultdict(list)
        self._words_of_lesson: dict[int, frozenset[str]] = {}
        # Rows of records that stand before the first lesson have none that a plan could name.
        for entry in (one for one in course.depths.appearances if one.place >= 0):
            for word in _words(concept_name(entry.name)):
                self._by_word[word].append(entry)

    def matches(self, name: ConceptName) -> Sequence[Match]:
        """All whose names are like it, in no order. Plans repeat names, so they are kept."""
        known = self._matches.get(name.text)
        if known is None:
            pairs = (
                (one, likeness(name, concept_name(one.name))) for one in self._candidates(name)
            )
            known = self._matches[name.text] = [Match(one, like) for one, like in pairs if like]
        return known

    def related(self, name: ConceptName) -> Iterator[Appearance]:
        """All that may speak of it, also as a part or as the whole."""
        for entry in self._candidates(name):
            if may_be_related(name, concept_name(entry.name)):
                yield entry

    def _candidates(self, name: ConceptName) -> Sequence[Appearance]:
        found = {id(one): one for word in _words(name) for one in self._by_word.get(word, ())}
        return list(found.values())

    def is_title(self, place: int, name: ConceptName) -> bool:
        """The lesson's title and slug have all words of the name."""
        lesson = self._course.lessons[place].lesson
        return name.loose_words <= loose(stems(f"{lesson.title or ''} {lesson.slug or ''}"))

    def speaks_of(self, place: int, name: ConceptName) -> bool:
        """The lesson's summary, or a row of its index, has at least half of the name's words."""
        known = self._words_of_lesson.get(place)
        if known is None:
            lesson = self._course.lessons[place]
            rows = (e.words for e in self._course.depths.appearances if e.place == place)
            known = loose(tuple(w for text in (*rows, *_texts(lesson.lesson)) for w in stems(text)))
            self._words_of_lesson[place] = known
        return share(name.loose_words, known) * 2 >= 1


def _words(name: ConceptName) -> frozenset[str]:
    return name.loose_words.union(*map(loose, name.aliases))


def _texts(lesson: Lesson) -> Iterator[str]:
    yield lesson.title or ""
    yield lesson.prose
    for field in lesson.fields:
        yield from (field.label, field.text, *field.items, field.text_after)
