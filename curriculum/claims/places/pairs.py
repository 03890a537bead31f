"""Slug and number beside each other, read by the table of forms."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from curriculum.claims.places import numbers, slugs
from curriculum.claims.places.forms import FORMS, Form
from curriculum.claims.places.numbered import plain
from curriculum.claims.places.numbers import Number
from curriculum.claims.places.reference import Reference
from curriculum.text.patterns import lazy_pattern

_TEXT: Mapping[str, tuple[Form, ...]] = {
    kind: tuple(form for form in FORMS if form.text and form.kind == kind)
    for kind in ("id", "decimal", "lesson", "module")
}
_POSITION = tuple(form for form in FORMS if form.position)
_BRACKET_LEAD = lazy_pattern(r"\((?:from|in|see|recall) \Z")


def beside(text: str, number: Number) -> Reference | None:
    """The number with the slug that stands beside it in running text."""
    if number.between:
        return None
    for form in _TEXT.get(number.kind, ()):
        if form.is_slug_first:
            if found := _slug_before(text, number, form):
                return _paired(number, form, *found)
        elif pair := form.slug_after(text, number.end, form.text):
            return _paired(number, form, number.start, *pair)
    return None


def behind(text: str, number: Number) -> Reference | None:
    """The number with the slug behind it, where the words before say that a place follows."""
    for form in _POSITION:
        if form.kind == number.kind and not form.is_slug_first:
            pair = form.slug_after(text, number.end, form.position)
            if pair:
                return _paired(number, form, number.start, *pair)
    return None


def number_behind(text: str, start: int, end: int, slug: str) -> Reference | None:
    """The slug between `start` and `end` with the number behind it, in the same places."""
    for form in _POSITION:
        if form.is_slug_first and text.startswith(form.between, end):
            if form.position == "long" and "-" not in slug:
                continue
            found = numbers.at(text, end + len(form.between))
            if len(found) == 1 and found[0].kind == form.kind:
                stop = found[0].end
                if text.startswith(form.behind, stop):
                    return _paired(found[0], form, start, stop + len(form.behind), slug)
    return None


def _slug_before(text: str, number: Number, form: Form) -> tuple[int, int, str] | None:
    """Where the two begin and end; a lead such as `(from ` may stand for the opening bracket."""
    start, end = number.start, number.end
    if not (text.endswith(form.between, 0, start) and text.startswith(form.behind, end)):
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
