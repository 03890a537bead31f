"""The slug beside a number: `7.4.1 (sdxl)`, `sdxl (Lesson 2)`, `(from sdxl, 7.4.1)`.

Each is the form that the two have together, where they begin and end, and the slug.
"""

from __future__ import annotations

from collections.abc import Mapping

from curriculum.claims.places.numbers import Kind, Numbered
from curriculum.claims.places.place import Form
from curriculum.text.patterns import lazy_pattern

_SLUG = r"`?(?P<slug>[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12})`?"
_BEHIND_NUMBER = lazy_pattern(rf" \({_SLUG}\)")
_BEHIND_LESSON = lazy_pattern(rf": {_SLUG}(?=[\s),.;]|\Z)")
_BEHIND_MODULE = lazy_pattern(r" `?(?P<slug>[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){1,12})`?")
_PLACES = frozenset({"lesson", "lessons", "module", "capstone", "project"})

_SLUG_BEHIND: Mapping[Kind, Form] = {
    "id": "id (slug)",
    "decimal": "decimal (slug)",
    "lesson": "lesson (slug)",
    "module": "module (slug)",
}
_IN_BRACKETS: Mapping[Kind, Form] = {
    "id": "slug (id)",
    "decimal": "slug (decimal)",
    "lesson": "slug (lesson)",
    "module": "slug (module)",
}
_IN_ONE_BRACKET: Mapping[Kind, Form] = {
    "id": "(slug, id)",
    "decimal": "(slug, decimal)",
    "lesson": "(slug, lesson)",
    "module": "(slug, module)",
}


def slug_behind(text: str, number: Numbered) -> tuple[Form, int, int, str] | None:
    match = _BEHIND_NUMBER.match(text, number.end)
    if match and (number.kind != "decimal" or "-" in match["slug"]):
        return _SLUG_BEHIND[number.kind], number.start, match.end(), match["slug"]
    if number.kind == "lesson" and (match := _BEHIND_LESSON.match(text, number.end)):
        return "lesson: slug", number.start, match.end(), match["slug"]
    if number.kind == "decimal" and (match := _BEHIND_MODULE.match(text, number.end)):
        return "decimal slug", number.start, match.end(), match["slug"]
    return None


def slug_before(text: str, number: Numbered) -> tuple[Form, int, int, str] | None:
    before = text[max(number.start - 2, 0) : number.start]
    closed = text[number.end : number.end + 1] == ")"
    if before == " (" and closed and (word := _word_before(text, number.start - 2)):
        return _IN_BRACKETS[number.kind], word[0], number.end + 1, word[1]
    if before == ", " and closed and (word := _word_before(text, number.start - 2)):
        if text[word[0] - 1 : word[0]] == "(":
            return _IN_ONE_BRACKET[number.kind], word[0] - 1, number.end + 1, word[1]
        if _LED_BRACKET.search(text, max(word[0] - 10, 0), word[0]):
            return _IN_ONE_BRACKET[number.kind], word[0], number.end, word[1]
    elif before[1:] == " " and number.kind in {"id", "decimal"}:
        word = _word_before(text, number.start - 1)
        if word and "-" in word[1]:
            form: Form = "slug id" if number.kind == "id" else "slug decimal"
            return form, word[0], number.end, word[1]
    return None


def _word_before(text: str, end: int) -> tuple[int, str] | None:
    """Where the word that ends there begins, its backtick included, and what may be its slug."""
    quoted = text[end - 1 : end] == "`"
    last = end - quoted
    before = text[max(last - _LONGEST_SLUG, 0) : last]
    first = last - len(before) + len(before.rstrip(_SLUG_LETTERS))
    match = _SLUG_BEFORE.match(text, first, last)
    if match is None or match[0] in _PLACES:
        return None
    start = match.start() - quoted
    if start > 0 and text[start - 1] in _PART_OF_MORE:
        return None
    # A single word may be the last of several, as in "blind spots (5.1.3)".
    alone = quoted or "-" in match[0] or _BEFORE_WORD.search(text, max(start - 6, 0), start)
    if not alone:
        return None
    return start, match[0]


_LED_BRACKET = lazy_pattern(r"\((?:from|in|see|recall) \Z")
_BEFORE_WORD = lazy_pattern(r"(?:\A|[(/,|>→] ?|\b(?:from|in|see) )\Z")
_LONGEST_SLUG = 80
_SLUG_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_SLUG_BEFORE = lazy_pattern(r"(?<![\w-])[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12}\Z")
_PART_OF_MORE = frozenset("_./\\#@")
