"""The history of a concept over a course: where it appears, at which depth, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from curriculum.course.course import Course
from curriculum.course.depths import Appearance


class Step(Struct, frozen=True):
    """`lesson` is an id; `in_index` tells a row of the index from an item of a lesson's list."""

    lesson: str | None
    depth: str | None
    prior_depth: str | None
    revisit: bool
    in_index: bool
    words: str
    path: str
    line: int


class History(Struct, frozen=True):
    """`names` are the ways in which the records write it; `steps` are in teaching order."""

    term: str
    names: tuple[str, ...]
    steps: tuple[Step, ...]


def histories(course: Course, term: str) -> tuple[History, ...]:
    """That of exactly this term, aliases included; else those of all terms that hold its words."""
    depths = course.depths
    exact = depths.of_term(term)
    if exact:
        return (_history(course, exact),)
    words = " ".join(term.casefold().split())
    holding = [entry for entry in depths.appearances if words in entry.term.casefold()]
    terms = dict.fromkeys(course.names.of(entry.term) for entry in holding)
    return tuple(_history(course, depths.by_key[key]) for key in terms)


def terms_of(course: Course) -> Iterator[str]:
    return (entry.term for entry in course.depths.appearances)


def _history(course: Course, appearances: Sequence[Appearance]) -> History:
    return History(
        term=appearances[0].term,
        names=tuple(dict.fromkeys(entry.name for entry in appearances)),
        steps=tuple(_steps(course, appearances)),
    )


def _steps(course: Course, appearances: Iterable[Appearance]) -> Iterator[Step]:
    for entry in appearances:
        lessons = course.lessons
        yield Step(
            lesson=lessons[entry.place].id if 0 <= entry.place < len(lessons) else None,
            depth=entry.depth,
            prior_depth=entry.prior_depth,
            revisit=entry.revisit,
            in_index=entry.in_index,
            words=entry.words,
            path=entry.facts.path,
            line=entry.span.line,
        )
