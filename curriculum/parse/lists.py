"""Lists that stand in running text: comma lists, and items that end with a depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_MARKS = lazy_pattern(r'[(\[)\]",;`]')
_SENTENCE_END = lazy_pattern(r"[.!?](?=\s+[\"“]?[A-Z])")
_OPEN, _CLOSE = "([", ")]"


def comma_list(text: str) -> list[str]:
    """The elements of a list in running text; brackets, quotations and code are never cut."""
    parts, start = [], 0
    for position in _top_level_commas(text):
        parts.append(text[start:position])
        start = position + 1
    parts.append(text[start:])
    parts[-1] = parts[-1].rstrip().removesuffix(".")
    trimmed = (part.strip().removeprefix("and ").strip() for part in parts)
    return [part for part in trimmed if part]


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


class Taught(Struct, frozen=True):
    name: str
    depth: str | None
    prior_depth: str | None
    detail: str


_BRACKET = lazy_pattern(r"\(([^()]*)\)")
_WORD = lazy_pattern(r"\w+")
_STEP = lazy_pattern(r"\b(?P<prior>\w+)\s*(?:->|→|\bto\b)\s*(?P<to>\w+)")
_FROM = lazy_pattern(r"\bfrom (\w+)")
_PARTS = lazy_pattern(r"[,;/&]|\band\b")
_RAISED = frozenset({"elevated", "upgraded", "deepened", "extended", "raised", "developed", "now"})
_ARROWS = frozenset({"->", "→"})
_DASHES = frozenset({"-", "--", "–", "—"})
_NO = lazy_pattern(r"(?:no|zero)\b(?!-)", re.IGNORECASE)
_NEW = lazy_pattern(r"\bnew\b", re.IGNORECASE)
_CONCEPTS = lazy_pattern(r"\bconcepts?\b", re.IGNORECASE)
_NONE = lazy_pattern(
    r"none(?:\s*(?:\Z|[.,;:(–—-])|\s+(?:new|taught|introduced|of|in)\b)", re.IGNORECASE
)
_COLON_IN_BOLD = lazy_pattern(r":\*\* ")
_BOLD = lazy_pattern(r"\*\*((?:[^*]|\*(?!\*))+)\*\*")


def is_placeholder(text: str) -> bool:
    """`No new concepts …`: an item that says that there is none."""
    if _NO.match(text):
        sentence = text.partition(".")[0]
        new = _NEW.search(sentence)
        return new is not None and _CONCEPTS.search(sentence, new.end()) is not None
    return _NONE.match(text) is not None


def read_taught(text: str, ladder: Sequence[str]) -> Taught:
    """`text (DEPTH) -- more`; `text: DEPTH (more)`; `text -- A -> B`; or no depth."""
    for bracket in _BRACKET.finditer(text):
        if depths := _depths(bracket[1], ladder):
            name, rest = text[: bracket.start()], text[bracket.end() :]
            return Taught(_plain(name), *depths, _detail(rest))
    name, colon, rest = _COLON_IN_BOLD.sub("**: ", text).rpartition(": ")
    word = _WORD.match(rest.lstrip())
    if colon and word and word[0] in ladder:
        return _after_colon(name, rest.lstrip(), word, ladder)
    return _at_the_end(text, ladder) or Taught(_plain(text), None, None, "")


def _after_colon(name: str, rest: str, word: re.Match[str], ladder: Sequence[str]) -> Taught:
    if (step := _STEP.match(rest)) and step["to"] in ladder:
        return Taught(_plain(name), step["to"], step["prior"], _detail(rest[step.end() :]))
    return Taught(_plain(name), word[0], None, _detail(rest[word.end() :]))


def _at_the_end(text: str, ladder: Sequence[str]) -> Taught | None:
    """Depths without a bracket, as the last words: `text -- DEPTH`, `text A->B`."""
    words = text.rstrip(" .").replace("->", " -> ").replace("→", " → ").split()
    if len(words) < 2 or words[-1] not in ladder:
        return None
    if words[-2] in _ARROWS and words[-3:-2] and words[-3] in ladder:
        return Taught(_name_before(text, words[-3]), words[-1], words[-3], "")
    if words[-2] in _DASHES:
        return Taught(_name_before(text, words[-1]), words[-1], None, "")
    return None


def _name_before(text: str, word: str) -> str:
    return _plain(text[: text.rindex(word)].rstrip(" -–—:,>→"))


def _depths(remark: str, ladder: Sequence[str]) -> tuple[str | None, str | None] | None:
    """The depth that a bracket states, and the one before it: `A -> B`, `B from A`, `B`."""
    said = _WORD.findall(remark)
    words = [word for word in said if word in ladder]
    if not words:
        return None
    for step in _STEP.finditer(remark) if len(words) > 1 else ():
        if step["prior"] in ladder and step["to"] in ladder:
            return step["to"], step["prior"]
    raised = said[0].casefold() in _RAISED
    if said[0] != words[0] and not raised:
        return None
    if _is_distributed(remark, ladder):
        return None, None
    before = _FROM.search(remark)
    prior = before[1] if before and before[1] in ladder else None
    depths = [word for word in words if word != prior]
    return (depths[0] if depths else None), prior


def _is_distributed(remark: str, ladder: Sequence[str]) -> bool:
    """`DEVELOPED, INTRODUCED`; `DEVELOPED for a, INTRODUCED for b`: depths of several names."""
    parts = [part.split() for part in _PARTS.split(remark)]
    depths = {part[0] if part and part[0] in ladder else "" for part in parts}
    return len(depths) > 1 and "" not in depths and len({len(part) > 1 for part in parts}) == 1


def _plain(name: str) -> str:
    return _BOLD.sub(r"\1", name).strip().rstrip(":").rstrip()


def _detail(rest: str) -> str:
    return rest.strip().lstrip("-—–:,").strip()
