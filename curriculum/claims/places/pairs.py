"""Slug and number beside each other, read by the table of forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from curriculum.claims.places import numbers, slugs
from curriculum.claims.places.forms import FORMS, Form
from curriculum.claims.places.numbered import plain
from curriculum.claims.places.numbers import Number
from curriculum.claims.places.reference import Reference
from curriculum.text.patterns import lazy_pattern

Key = TypeVar("Key")


def _rows(key: Callable[[Form], Key], forms: Iterable[Form]) -> Mapping[Key, Sequence[Form]]:
    rows: dict[Key, list[Form]] = defaultdict(list)
    for form in forms:
        rows[key(form)].append(form)
    return dict(rows)


# By what stands beside the number: most have nothing there that any row could go on with.
_NUMBER_FIRST = [form for form in FORMS if not form.is_slug_first]
_SLUG_FIRST = [form for form in FORMS if form.is_slug_first]
_BEHIND = _rows(lambda form: (form.kind, form.behind[:1]), _NUMBER_FIRST)
_BEFORE = _rows(lambda form: (form.kind, form.between), filter(lambda form: form.text, _SLUG_FIRST))
_AT_POSITION = _rows(lambda form: form.between, filter(lambda form: form.position, _SLUG_FIRST))
_BRACKET_LEAD = lazy_pattern(r"\((?:from|in|see|recall) \Z")


def beside(text: str, number: Number) -> Reference | None:
    """The number with the slug that stands beside it in running text."""
    if number.between:
        return None
    for form in _BEHIND.get((number.kind, text[number.end : number.end + 1]), ()):
        if form.text and (pair := form.slug_after(text, number.end, form.text)):
            return _paired(number, form, number.start, *pair)
    before = text[max(number.start - 2, 0) : number.start]
    rows = _BEFORE.get((number.kind, before)) or _BEFORE.get((number.kind, before[1:]), ())
    for form in rows:
        if found := _slug_before(text, number, form):
            return _paired(number, form, *found)
    return None


def behind(text: str, number: Number) -> Reference | None:
    """The number with the slug behind it, where the words before say that a place follows."""
    for form in _BEHIND.get((number.kind, text[number.end : number.end + 1]), ()):
        if form.position and (pair := form.slug_after(text, number.end, form.position)):
            return _paired(number, form, number.start, *pair)
    return None


def number_behind(text: str, start: int, end: int, slug: str) -> Reference | None:
    """The slug between `start` and `end` with the number behind it, in the same places."""
    for form in _AT_POSITION.get(text[end : end + 2], ()):
        found = numbers.at(text, end + 2)
        if len(found) == 1 and found[0].kind == form.kind:
            stop = found[0].end
            if text.startswith(form.behind, stop) and (form.position == "any" or "-" in slug):
                return _paired(found[0], form, start, stop + len(form.behind), slug)
    return None


def _slug_before(text: str, number: Number, form: Form) -> tuple[int, int, str] | None:
    """Where the two begin and end; a lead such as `(from ` may stand for the opening bracket."""
    start, end = number.start, number.end
    if not text.startswith(form.behind, end):
        return None
    word = slugs.ending_at(text, start - len(form.between))
    if word is None or (form.text == "long" and "-" not in word[1]):
        return None
    if not form.name.startswith("("):
        return word[0], end + len(form.behind), word[1]
    if text.startswith("(", word[0] - 1) and word[0]:
        return word[0] - 1, end + len(form.behind), word[1]
    return (
        (word[0], end, word[1])
        if _BRACKET_LEAD.search(text, max(word[0] - 10, 0), word[0])
        else None
    )


def _paired(number: Number, form: Form, start: int, end: int, slug: str) -> Reference:
    """A decimal may be anything, but where a bracket joins it to what is surely a slug."""
    sure = number.kind != "decimal" or ("(" in form.name and slugs.is_distinct(slug))
    return replace(plain(number), start=start, end=end, form=form.name, slug=slug, certain=sure)
