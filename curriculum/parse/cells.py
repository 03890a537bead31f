"""What the cells of the two tables say: depths, lessons, and where a model was established."""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct

from curriculum.config.dialect import Dialect
from curriculum.parse.headings import is_long_slug, is_slug
from curriculum.text.patterns import lazy_pattern


class Depth(Struct, frozen=True):
    """`depth` is null where a cell says no level, as `REINFORCED` does."""

    depth: str | None
    prior_depth: str | None = None
    revisit: bool = False


_ARROW = lazy_pattern(r"->|→")
_WITH_REMARK = lazy_pattern(r"([^()]+)\((.*)\)")
_REVISITS = ("REVISITED", "REINFORCED")
_REVISIT_REMARK = lazy_pattern(r"(?:reinforced|revisited|revisit|recap)\b", re.IGNORECASE)
_FROM = lazy_pattern(r"\bfrom\s+(\w+)")


def read_depth(text: str, dialect: Dialect) -> Depth | None:
    """None where the cell says nothing that the ladder knows.

    `X`; `A -> B`; `REVISITED (X)`; `X (reinforced)`; `X (elevated from A)`; `REINFORCED`.
    """
    plain = text.strip("*` ")
    if depth := dialect.depth_meant(plain):
        return Depth(depth)
    if plain in _REVISITS or dialect.is_nothing(plain):
        return Depth(None, revisit=plain in _REVISITS)
    steps = _ARROW.split(plain)
    if len(steps) > 1:
        depths = [dialect.depth_meant(step.strip()) for step in steps]
        return Depth(depths[-1], depths[-2]) if all(depths) else None
    match = _WITH_REMARK.fullmatch(plain)
    return _read_remark(match[1].strip(), match[2].strip(), dialect) if match else None


def _read_remark(word: str, remark: str, dialect: Dialect) -> Depth | None:
    if word in _REVISITS:
        said = dialect.depth_meant(remark)
        return Depth(said, said, revisit=True) if said else None
    depth = dialect.depth_meant(word)
    if depth is None:
        return None
    if _REVISIT_REMARK.match(remark):
        return Depth(depth, revisit=True)
    origin = _FROM.search(remark)
    return Depth(depth, dialect.depth_meant(origin[1]) if origin else None)


class Lessons(Struct, frozen=True):
    """`lesson` is where the depth was reached: the first of a list, the last of a chain."""

    lesson: str | None
    lessons: tuple[str, ...]


_LIST = lazy_pattern(r"[()]|[,;/&+]|(?<=\s)and(?=\s)")


def read_lesson_cell(text: str) -> Lessons:
    """`slug`; `slug, slug`; `slug -> slug`; `slug (remark)`."""
    if is_slug(text):
        return Lessons(text, (text,))
    chain = _ARROW.split(text.strip())
    if len(chain) > 1:
        slugs = tuple(slug for step in chain for slug in read_lesson_cell(step).lessons)
        return Lessons(slugs[-1] if slugs else None, slugs)
    slugs = tuple(slug for element in elements(text, _LIST) if (slug := _slug_of(element)))
    return Lessons(slugs[0] if slugs else None, slugs)


def is_lesson_cell(text: str) -> bool:
    """All that the cell holds is slugs, with or without a remark."""
    if is_slug(text):
        return True
    parts = [part for step in _ARROW.split(text.strip()) for part in elements(step, _LIST)]
    return bool(parts) and all(_slug_of(part) for part in parts)


def _slug_of(element: str) -> str | None:
    slug = _without_bracket(element).strip("` ")
    return slug if is_slug(slug) else None


def _without_bracket(element: str) -> str:
    """`slug (6.3.3)` without what stands in the bracket at its end."""
    if not element.endswith(")") or " (" not in element:
        return element
    return element[: element.index(" (")].rstrip()


def elements(text: str, marks: re.Pattern[str]) -> list[str]:
    """The parts of a list, a bracket never cut in two. Empty parts are left out.

    `marks` finds brackets and separators, nothing else.
    """
    parts, depth, start = [], 0, 0
    for mark in marks.finditer(text):
        if mark[0] in "()":
            depth = max(depth + (1 if mark[0] == "(" else -1), 0)
        elif depth == 0:
            parts.append(text[start : mark.start()])
            start = mark.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


_LEAD = lazy_pattern(r"[A-Z][A-Za-z ]*:\s+")
_NUMBERED = lazy_pattern(r"\((?:[a-z]+ )?\d+\.\d+(?:\.\d+)?\)$")


def read_references(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The whole elements of a models cell that are slugs.

    A word that only looks like one counts where the record knows it, or where a number stands in
    a bracket behind it; a slug of two words and more also where the cell holds nothing but slugs.
    """
    parts, slugs = _elements_and_slugs(text)
    are_all = all(slugs)
    return tuple(
        slug
        for slug, part in zip(slugs, parts, strict=True)
        if slug and (slug in known or _NUMBERED.search(part) or (are_all and is_long_slug(slug)))
    )


def read_established(text: str, known: Collection[str]) -> tuple[str, ...]:
    """As `read_references`; a cell that holds nothing but slugs may have them in one word."""
    _, slugs = _elements_and_slugs(text)
    if all(slugs):
        return tuple(slug for slug in slugs if slug)
    return read_references(text, known)


def _elements_and_slugs(text: str) -> tuple[list[str], list[str | None]]:
    if is_slug(text):
        return [text], [text]
    lead = _LEAD.match(text)
    steps = _ARROW.split(text[lead.end() :] if lead else text)
    parts = [part for step in steps for part in elements(step, _LIST)]
    return parts, [_slug_of(part) for part in parts]
