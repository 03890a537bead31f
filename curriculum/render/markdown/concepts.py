"""The concepts of a course as pages know them: A to Z, each with the rows that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.render.markdown import alphabet
from curriculum.render.markdown.escaping import inline

TITLE = "Concepts"


class ConceptHistory(Struct, frozen=True):
    """`steps` are the rows of the index that name it, in teaching order."""

    key: str
    term: str
    steps: tuple[Appearance, ...]

    @property
    def letter(self) -> str:
        return alphabet.letter(self.term)


def histories_of(course: Course) -> tuple[ConceptHistory, ...]:
    found: dict[str, list[Appearance]] = defaultdict(list)
    for entry in course.depths.appearances:
        if entry.in_index:
            found[course.names.of(entry.term)].append(entry)
    histories = [ConceptHistory(key, steps[0].term, tuple(steps)) for key, steps in found.items()]
    return tuple(sorted(histories, key=lambda one: (alphabet.place(one.term), one.key)))


def headings_of_page(histories: Sequence[ConceptHistory]) -> Iterator[tuple[str | None, str]]:
    """Each heading of the page of all concepts, with the key of the concept that it is for."""
    yield None, TITLE
    for letter, group in groupby(histories, key=lambda one: one.letter):
        yield None, letter
        for history in group:
            yield history.key, inline(history.term)
