"""Where problems stand in their files, and the places that they relate to in theirs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.text.patterns import lazy_pattern

_LINE = lazy_pattern(r"(?<=\bline )\d+")


def in_file(problem: Problem, readings: Mapping[str, RecordFile]) -> Problem:
    """A problem and the places that it relates to, each where it stands in its file.

    A line that the message names is that of a related place.
    """
    related = tuple(
        readings[place.path].place_in_file(place) if place.path in readings else place
        for place in problem.related
    )
    problem = readings[problem.path].in_file(problem)
    if related == problem.related:
        return problem
    lines = {
        str(old.span.line): str(new.span.line)
        for old, new in zip(problem.related, related, strict=True)
    }
    message = _LINE.sub(lambda match: lines.get(match[0], match[0]), problem.message)
    for old, new in zip(problem.related, related, strict=True):
        message = message.replace(f"{old.path}:{old.span.line}", f"{new.path}:{new.span.line}")
    return replace(problem, related=related, message=message)
