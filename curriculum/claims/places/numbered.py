"""The places that numbers name: alone, beside a slug, or counted in a module or series."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from curriculum.claims.places.numbers import Number
from curriculum.claims.places.reference import Reference
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_OF = lazy_pattern(r"(?P<of> of| in| from|,)? (?:the )?")
_LESSONS = frozenset({"id", "lesson", "short"})
_MODULES = frozenset({"module", "decimal"})
_COMES_FIRST = frozenset({", ", " ", ": "})
_COMPARED = lazy_pattern(r" ?(?:to|down|up|vs\.?|and|or|-|–|/|x|×|->|→) ?[~≈]?[0-9]")
_UNIT = lazy_pattern(
    r" ?(?:[%x×°$]|(?:[KMGT]i?B|ms|s|h|B|M|K)\b"
    r"|(?:billion|million|thousand|percent|points?|seconds?|minutes?|hours?|days?|times|fps|down"
    r"|params|parameters|steps?|epochs|bits?|units?|tokens|layers|pixels|degrees)\b)"
)


def places(
    text: str, found: Sequence[Number], beside: Callable[[str, Number], Reference | None]
) -> Iterator[Reference]:
    """The places of numbers that stand in the order of the text; `beside` sees to their slugs."""
    wholes = _wholes(text, found) if len(found) > 1 else {}
    taken = {id(whole) for whole, _ in wholes.values()}
    for number in found:
        if number.lead in wholes:
            yield _in_whole(number, *wholes[number.lead])
        elif id(number) not in taken:
            yield beside(text, number) or plain(number)


def _wholes(text: str, found: Sequence[Number]) -> Mapping[int, tuple[Number, Number]]:
    """The module or series that the lessons behind a lead word are counted in, and the last one.

    `Lesson 13 in Series 6`, `Lessons 1-2 of 2.1`, `Module 2.1, Lesson 3`.
    """
    wholes: dict[int, tuple[Number, Number]] = {}
    for one, other in pairwise(number for number in found if not number.between):
        between = text[one.end : other.start]
        if one.kind == "lesson":
            joint = _OF.fullmatch(between)
            if joint and (other.kind in {"module", "series"} or _is_module(text, joint, other)):
                wholes[one.lead] = other, one
        elif (
            other.kind == "lesson" and one.kind in {"module", "series"} and between in _COMES_FIRST
        ):
            wholes.setdefault(other.lead, (one, other))
    return wholes


def _is_module(text: str, joint: re.Match[str], number: Number) -> bool:
    """A decimal that cannot be anything else: `lessons 1-3 of 7.4`."""
    led = joint["of"] is not None and joint["of"] != ","
    return led and number.kind == "decimal" and not counts(text, number.end)


def counts(text: str, end: int) -> bool:
    """A unit follows the decimal that ends there."""
    return _UNIT.match(text, end) is not None


def is_measure(text: str, end: int) -> bool:
    """The decimal that ends there counts something, or is compared with another number."""
    return counts(text, end) or _COMPARED.match(text, end) is not None


def _in_whole(lesson: Number, whole: Number, last: Number) -> Reference:
    """The last of several lessons reaches to the module behind them."""
    one, other = plain(lesson), plain(whole)
    return replace(
        one,
        start=min(one.start, other.start),
        end=max(one.end, other.end) if lesson is last else one.end,
        form="Lesson in module",
        module=other.module,
        series=other.series,
    )


def plain(number: Number) -> Reference:
    """What the number alone says."""
    kind = number.kind
    whole, _, last = number.text.rpartition(".")
    return Reference(
        number.start,
        number.end,
        "range" if number.between else kind,
        series=number.text if kind == "series" else None,
        module=whole if kind == "id" else number.text if kind in _MODULES else None,
        number=whole_number(last) if kind in _LESSONS else None,
        number_start=number.text_start,
        number_end=number.text_end,
        certain=kind != "short",
    )
