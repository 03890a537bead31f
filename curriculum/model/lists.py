"""Lists that stand in running text: comma lists, and items that end with a depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS = re.compile(r'[(\[)\]",;`]')
_SENTENCE_END = re.compile(r"[.!?](?=\s+[\"“]?[A-Z])")
_OPEN, _CLOSE = "([", ")]"


def comma_list(text: str) -> list[str]:
    """The elements of a list in running text; brackets, quotations and code are never cut."""
    parts, start = [], 0
    for position in _top_level_commas(text):
        parts.append(text[start:position])
        start = position + 1
    parts.append(text[start:])
    trimmed = (part.strip().removeprefix("and ").strip() for part in parts)
    return [part.rstrip(".") if part == parts[-1].strip() else part for part in trimmed if part]


def _top_level_commas(text: str) -> Iterator[int]:
    depth, quoted = 0, ""
    for mark in _MARKS.finditer(text):
        character = mark[0]
        if quoted or character in '"`':
            quoted = "" if character == quoted else quoted or character
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(depth - 1, 0)
        elif depth == 0:
            yield mark.start()


def is_prose(text: str) -> bool:
    """More than one sentence, which no list is."""
    return _SENTENCE_END.search(text) is not None


@dataclass(frozen=True, slots=True)
class Taught:
    name: str
    depth: str | None
    prior_depth: str | None
    detail: str


_BRACKET = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"(?:no|zero)\b[^.]*\bnew\b[^.]*\bconcepts?\b|none\b", re.IGNORECASE)
_BOLD = re.compile(r"\*\*((?:[^*]|\*(?!\*))+)\*\*")


def is_placeholder(text: str) -> bool:
    """`No new concepts …`: an item that says that there is none."""
    return _PLACEHOLDER.match(text) is not None


def read_taught(text: str, ladder: Sequence[str]) -> Taught:
    """`text (DEPTH) -- more`; `text: DEPTH (more)`; `text (elevated A -> B)`; or no depth."""
    for bracket in _BRACKET.finditer(text):
        if depths := _depths(bracket[1], ladder):
            depth, prior = depths
            name, rest = text[: bracket.start()], text[bracket.end() :]
            return Taught(_plain(name), depth, prior, _detail(rest))
    name, colon, rest = text.rpartition(": ")
    word = _WORD.match(rest.lstrip())
    if colon and word and word[0] in ladder:
        return Taught(_plain(name), word[0], None, _detail(rest.lstrip()[word.end() :]))
    return Taught(_plain(text), None, None, "")


def _depths(remark: str, ladder: Sequence[str]) -> tuple[str, str | None] | None:
    """The depth that a bracket states, and the one before it: `A -> B`, `B from A`, `B`."""
    words = [word for word in _WORD.findall(remark) if word in ladder]
    first = _WORD.search(remark)
    if not words or first is None:
        return None
    if len(words) > 1 and ("->" in remark or "→" in remark):
        return words[1], words[0]
    if first[0] != words[0] and not remark.casefold().startswith(("elevated", "upgraded", "now")):
        return None
    return words[0], words[1] if len(words) > 1 and " from " in remark else None


def _plain(name: str) -> str:
    return _BOLD.sub(r"\1", name).strip().rstrip(":").rstrip()


def _detail(rest: str) -> str:
    return rest.strip().lstrip("-—–:,").strip()
