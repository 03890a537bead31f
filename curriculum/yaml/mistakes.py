"""What is wrong with a YAML file before it means anything, in words that help its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError, StringMark


# What a mistake is about that is no more than one unreadable character.
CHARACTER = "character"


class Mistake(Struct, frozen=True):
    """Offsets count the characters of the file. `related` is another place, with what it is."""

    start: int
    end: int
    message: str
    subject: str
    related: tuple[int, int, str] | None = None


# Part of what the scanner or parser says, what it means, and whether the place is where the part
# of the file begins that it was reading.
_MEANINGS = (
    (
        "mapping values are not allowed",
        'a ": " stands in text without quotes; put the text in quotes, or write it below `>-`',
        False,
    ),
    (
        "could not find expected ':'",
        "this line is neither `key: text` nor part of the text above; check its indent",
        True,
    ),
    ("found unexpected end of stream", "the quotes that open here are never closed", True),
    ("found unexpected document separator", "the quotes that open here are never closed", True),
    (
        "expected '<document start>'",
        "the indent of this line does not fit the lines above it",
        False,
    ),
    ("expected <block end>", "the indent of this line does not fit the lines above it", False),
    ("expected ',' or", "the bracket that opens here is not closed; close it, or use quotes", True),
    ("expected the node content", "something is missing here, or a bracket is not closed", False),
    ("found unknown escape", "a backslash in double quotes is written `\\\\`", False),
    ("expected escape sequence", "a backslash in double quotes is written `\\\\`", False),
    ("block sequence entries are not allowed", "a list begins on a line of its own", False),
    ("sequence entries are not allowed", "a list begins on a line of its own", False),
    ("mapping keys are not allowed", "a `?` begins no text; put the text in quotes", False),
    ("indentation", "the indent of this text does not fit its first line", False),
    ("directive", "a line that begins with `%` is no part of a record; delete it", False),
    ("tag", "a word that begins with `!` needs quotes", False),
    ("undefined alias", "a word that begins with `*` needs quotes", False),
    ("alphabetic or numeric", "a word that begins with `*` or `&` needs quotes", False),
)
_UNREADABLE = lazy_pattern(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff"
)
_BEHIND_THE_END = (
    "a text in quotes or brackets ends before this; put all of the text in double quotes, "
    'with `\\"` for a quote inside it'
)
_OTHERWISE = "this is no YAML; check the quotes and the indent here"


def unmarked_mistake(text: str, at: int) -> Mistake:
    """Where a character that YAML does not have stands, else `at`."""
    unreadable = _UNREADABLE.search(text)
    if unreadable is None:
        return Mistake(at, at, _OTHERWISE, "syntax")
    at, code = unreadable.start(), ord(unreadable[0])
    if 0xDC80 <= code <= 0xDCFF:
        message = "a byte that is not UTF-8 stands here; save the file as UTF-8"
    else:
        message = f"the character U+{code:04X} cannot stand in YAML; delete it"
    return Mistake(at, at + 1, message, CHARACTER)


def marked_mistake(text: str, error: MarkedYAMLError) -> Mistake:
    """Where reading stopped, and why."""
    said = f"{error.context or ''} {error.problem or ''}"
    at = _index(error.problem_mark, error.context_mark)
    if text[at : at + 1] == "\t":
        return Mistake(at, at + 1, "a tab stands here; YAML is indented with blanks", "tab")
    if "cannot start any token" in said:
        first = text[at : at + 1]
        message = f'text that begins with "{first}" needs quotes'
        return Mistake(at, at + 1, message, first)
    if "expected <block end>" in said and text[text.rfind("\n", 0, at) + 1 : at].strip():
        return Mistake(at, at, _BEHIND_THE_END, "syntax")
    for words, meaning, at_start in _MEANINGS:
        if words in said:
            at = _index(error.context_mark, error.problem_mark) if at_start else at
            return Mistake(at, at, meaning, "syntax")
    return Mistake(at, at, _OTHERWISE, "syntax")


def _index(mark: StringMark | None, other: StringMark | None) -> int:
    chosen = mark or other
    return int(chosen.index) if chosen else 0
