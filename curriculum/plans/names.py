"""Whether two names are of one concept, from certain to likely: equal, an alias, the beginning.

Trials on plans of real courses gave how often depths of two such names agree: 98 % of equal names,
93 % of aliases, 91 % where one begins with the other, 82 % of names that are merely alike.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property, lru_cache

from msgspec import Struct

from curriculum.model.concepts import split_name
from curriculum.text.names import code_name
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import loose, stems

_ACRONYM = lazy_pattern(r"[A-Z][A-Za-z]?[A-Z0-9][A-Za-z0-9]{0,6}")
_SLASH = lazy_pattern(r"\s*/\s*")
_INITIALS = lazy_pattern(r"[A-Za-z]\w*")
_SHORTEST_ACRONYM = 3
_ALIKE = 0.6


class Likeness(IntEnum):
    """How sure it is that two names are of one concept."""

    NONE = 0
    ALIKE = 1
    BEGINNING = 2
    ALIAS = 3
    EQUAL = 4


class ConceptName(Struct, frozen=True, dict=True):
    """The whole name of a concept, as its cell has it."""

    text: str

    @cached_property
    def term(self) -> str:
        return split_name(self.text)[0]

    @cached_property
    def gloss(self) -> str:
        return split_name(self.text)[1] or ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return stems(self.term) or stems(self.text)

    @cached_property
    def key(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def loose_words(self) -> frozenset[str]:
        return loose(self.words)

    @cached_property
    def aliases(self) -> frozenset[tuple[str, ...]]:
        """Other names of it: parts between slashes, its acronym, its name in code."""
        parts = {stems(part) for part in _SLASH.split(self.term)}
        acronym = _bracketed(self.gloss)
        if acronym:
            parts.add((acronym.casefold(),))
        if _ACRONYM.fullmatch(self.term):
            parts.add((self.term.casefold(),))
        initials = "".join(word[0] for word in _INITIALS.findall(self.term)).casefold()
        if len(initials) >= _SHORTEST_ACRONYM:
            parts.add((initials,))
        code = code_name(self.term)
        if code:
            parts.add((f"{code}()",))
        return frozenset(part for part in parts if part and part != self.words)

    @cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        return self.aliases | {self.words}


@lru_cache(maxsize=1 << 14)
def concept_name(text: str) -> ConceptName:
    return ConceptName(text)


def _bracketed(gloss: str) -> str | None:
    text = gloss.strip("() ")
    return text if _ACRONYM.fullmatch(text) else None


def likeness(one: ConceptName, other: ConceptName) -> Likeness:
    if not one.words or not other.words:
        return Likeness.NONE
    if one.key == other.key:
        return Likeness.EQUAL
    if not one.names.isdisjoint(other.names):
        return Likeness.ALIAS
    if _begins(one.words, other.words):
        # One word is the beginning of many names.
        is_word = min(len(one.words), len(other.words)) == 1
        return Likeness.ALIKE if is_word else Likeness.BEGINNING
    shared = len(one.loose_words & other.loose_words)
    fewer = min(len(one.loose_words), len(other.loose_words))
    is_alike = shared > 1 and shared >= _ALIKE * fewer
    return Likeness.ALIKE if is_alike else Likeness.NONE


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer[: len(shorter)] == shorter


def may_be_related(one: ConceptName, other: ConceptName) -> bool:
    """Nearly anything that one name could say of the other: all words of one are in the other."""
    a, b = one.loose_words, other.loose_words
    return bool(a and b) and (a <= b or b <= a or likeness(one, other) > Likeness.NONE)
