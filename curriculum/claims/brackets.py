"""Brackets in running text and the parts of a list in them, in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_SEPARATORS = ",;:"
_BRACKET = lazy_pattern(r"[()]")
# A bracket in a bracket is read, one in that is part of its text: work stays linear.
DEEPEST = 2


class Element(Struct, frozen=True):
    """A part without the blanks around it; `mark` is what ends it, empty at the bracket's end."""

    start: int
    end: int
    text: str
    mark: str


class Bracket(Struct, frozen=True):
    """`start` is the opening bracket, `end` stands behind the closing one."""

    start: int
    end: int
    elements: tuple[Element, ...]

    def __str__(self) -> str:
        return " | ".join(element.text for element in self.elements)


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Imagen (Google, 2022: T5-XXL, cascaded)": ("Google | 2022 | T5-XXL | cascaded",),
    "(a (b, c), d)": ("a (b, c) | d", "b | c"),
    "(ratio 42:1, 4,096 codes)": ("ratio 42:1 | 4,096 codes",),
    "no bracket, and one :( that never closes": (),
}


def find(text: str) -> Iterator[Bracket]:
    return brackets(text)


def brackets(text: str) -> Iterator[Bracket]:
    """In the order in which they open; a bracket without its partner is text."""
    closers = dict(pairs(text))
    ends: list[int] = []
    for start in sorted(closers):
        while ends and ends[-1] < start:
            ends.pop()
        ends.append(closers[start])
        if len(ends) <= DEEPEST:
            end = closers[start]
            yield Bracket(start, end + 1, tuple(_elements(text, start + 1, end, closers)))


def pairs(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] == "(":
            opened.append(mark.start())
        elif opened:
            yield opened.pop(), mark.start()


def _elements(text: str, start: int, end: int, closers: Mapping[int, int]) -> Iterator[Element]:
    position = first = start
    while position < end:
        if position in closers:
            position = closers[position]
        elif text[position] in _SEPARATORS and not text[position + 1].isalnum():
            yield _element(text, first, position)
            first = position + 1
        position += 1
    yield _element(text, first, end)


def _element(text: str, start: int, end: int) -> Element:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    mark = text[end] if text[end] in _SEPARATORS else ""
    return Element(left, left + len(part.strip()), part.strip(), mark)
