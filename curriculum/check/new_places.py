"""Of a problem that stands at many places at once, those that a revision did not have yet.

A place is known by its record and its line's text. A line that only reads otherwise now is no new
place: only as many are new as there are more of them in a record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from curriculum.check.baseline import key_of
from curriculum.claims.read_claims import claims_of
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Problem

# A record, by its module or path, and the text of a line in it.
_Known = tuple[str, str]


class Judged(Struct, frozen=True):
    """The problems of a course, and its records by their paths."""

    problems: Sequence[Problem]
    readings: Mapping[str, RecordFile]

    def known(self, place: Place) -> _Known:
        """A file that cannot be read to that line is known by its name alone."""
        reading = self.readings.get(place.path)
        if reading is None:
            return place.path, ""
        lines = reading.source.lines
        text = lines[place.span.line - 1] if place.span.line <= len(lines) else ""
        return claims_of(reading).module or place.path, text


def at_new_places(problems: Iterable[Problem], now: Judged, earlier: Judged) -> Iterator[Problem]:
    """Those of `problems` with new places, each at the first of them and related to the others."""
    places: dict[object, list[_Known]] = defaultdict(list)
    for problem in earlier.problems:
        places[key_of(problem)] += map(earlier.known, _places(problem))
    for problem in problems:
        new = list(_new(list(_places(problem)), now, places[key_of(problem)]))
        if new:
            yield _at(problem, new, now)


def _places(problem: Problem) -> Iterator[Place]:
    yield Place(problem.path, problem.span, "")
    yield from problem.related


def _new(places: Sequence[Place], now: Judged, earlier: Sequence[_Known]) -> Iterator[Place]:
    known = [now.known(place) for place in places]
    more = Counter(record for record, _ in known)
    more.subtract(record for record, _ in earlier)
    left = Counter(earlier)
    for place, (record, text) in zip(places, known, strict=True):
        if left[record, text] > 0:
            left[record, text] -= 1
        elif more[record] > 0:
            more[record] -= 1
            yield place


def _at(problem: Problem, places: Sequence[Place], now: Judged) -> Problem:
    first, *others = places
    if (first.path, first.span) == (problem.path, problem.span):
        return replace(problem, related=tuple(others))
    reading = now.readings.get(first.path)
    return replace(
        problem,
        path=first.path,
        span=first.span,
        module=claims_of(reading).module if reading else None,
        related=tuple(others),
        fix=None,
    )
