"""References to lessons, modules and series, in all forms: `sdxl (7.4.1)`, `Lesson 2`, `from 6.5`.

Slug and number belong together only where they stand together in a fixed form. What merely looks
like a slug, and a word in brackets beside a number, is given as not `certain`: the course decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from curriculum.claims.direction import NEUTRAL, continues, stance
from curriculum.claims.places import examples as reference_examples
from curriculum.claims.places import notebooks
from curriculum.claims.places import numbers as lesson_numbers
from curriculum.claims.places import slugs as slug_words
from curriculum.claims.places.forms import slug_before, slug_behind
from curriculum.claims.places.numbers import Numbered
from curriculum.claims.places.place import Form, Reference
from curriculum.claims.places.slugs import SlugWord
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_DIGIT = lazy_pattern(r"[0-9]")
_OF = lazy_pattern(r"(?: of| in| from|,)? (?:the )?")
_LEAD = lazy_pattern(r"(?:\A|[^\w-])(?:from|since|see|[Cc]apstone|[Ll]essons?) \Z")
_LEAD_IN = lazy_pattern(r"(?:\A|[^\w-])in \Z")
_MEASURE = lazy_pattern(
    r" ?(?:(?:to|down|up|vs\.?|and|or|-|–|/|x|×|->|→) ?[~≈]?[0-9]|[%x×°$]"
    r"|(?:[KMGT]i?B|ms|s|h|B|M|K)\b"
    r"|(?:billion|million|thousand|percent|points?|seconds?|minutes?|hours?|days?|times|fps|down"
    r"|params|parameters|steps?|epochs|bits?|units?|tokens|layers|pixels|degrees)\b)"
)
_ENDS_CLAUSE = lazy_pattern(r"\Z|[),;:*\"|]|\.(?:\s|\Z)| \(")
_PLACE_BRACKET = lazy_pattern(r"(?<!\w)(?:[Ll]esson|[Mm]odule|[Cc]apstone|[Pp]roject) \(\Z")


EXAMPLES = reference_examples.EXAMPLES


def find(text: str) -> Sequence[Reference]:
    """In the order of the text; numbers that a range includes stand with it.

    A slug has a hyphen or stands behind *from*, all else has a digit.
    """
    if "-" not in text and "from " not in text and not _DIGIT.search(text):
        return ()
    words = slug_words.find(text)
    numbers = lesson_numbers.find(text)
    found = list(_numbered(text, numbers, words)) if numbers else []
    if ".ipynb" in text:
        found += notebooks.find(text)
    if words:
        taken = [(reference.start, reference.end) for reference in found if reference.slug]
        found += map(_alone, _outside(words, taken) if taken else words)
    if len(found) > 1:
        found.sort(key=lambda reference: (reference.start, reference.end))
    return list(_with_stances(text, found)) if found else found


def _outside(words: Sequence[SlugWord], taken: list[tuple[int, int]]) -> Iterator[SlugWord]:
    """Both are in the order of the text."""
    places = iter(sorted(taken))
    place = next(places, None)
    for word in sorted(words, key=lambda word: word.start):
        while place and place[1] <= word.start:
            place = next(places, None)
        if place is None or word.end <= place[0]:
            yield word


def _alone(word: SlugWord) -> Reference:
    form: Form = "slug" if "-" in word.slug else "word"
    return Reference(word.start, word.end, form, slug=word.slug, certain=False)


def _with_stances(text: str, found: Sequence[Reference]) -> Iterator[Reference]:
    """An element of a list is spoken of as the one before it."""
    previous: Reference | None = None
    for reference in found:
        if previous and continues(text, previous.end, reference.start):
            found_stance = previous.stance
        else:
            found_stance = stance(text, reference.start, reference.end)
        words = text[reference.start : reference.end]
        if found_stance is not NEUTRAL or words != reference.slug:
            yield (previous := replace(reference, text=words, stance=found_stance))
        else:
            yield (previous := reference)


def _numbered(
    text: str, numbers: Sequence[Numbered], words: Sequence[SlugWord]
) -> Iterator[Reference]:
    distinct = {word.slug for word in words if word.distinct}
    wholes = _wholes(text, numbers)
    taken = set(map(id, wholes.values()))
    for number in numbers:
        if whole := wholes.get(number.lead):
            yield _in_whole(number, whole)
        elif id(number) not in taken:
            found = _paired(text, number, distinct) or _single(text, number)
            if found:
                yield found


def _wholes(text: str, numbers: Sequence[Numbered]) -> dict[int, Numbered]:
    """The module or series of the lessons behind a lead word, by where that stands.

    `Lesson 13 in Series 6`, `Lessons 1-2 of Module 2.1`, `Module 2.1, Lesson 3`.
    """
    found: dict[int, Numbered] = {}
    for one, other in pairwise(number for number in numbers if not number.between):
        between = text[one.end : other.start]
        kinds = {one.kind, other.kind}
        if "lesson" not in kinds or kinds.isdisjoint({"module", "series"}):
            continue
        if one.kind == "lesson" and _OF.fullmatch(between):
            found[one.lead] = other
        elif other.kind == "lesson" and between in {", ", " ", ": "}:
            found.setdefault(other.lead, one)
    return found


def _in_whole(lesson: Numbered, whole: Numbered) -> Reference:
    plain, module = _plain(lesson), _plain(whole)
    return replace(
        plain,
        start=min(plain.start, module.start),
        form="Lesson in module",
        module=module.module,
        series=module.series,
    )


def _plain(number: Numbered) -> Reference:
    """What the number alone says."""
    found = Reference(
        number.start,
        number.end,
        "range" if number.between else number.kind,
        number_start=number.text_start,
        number_end=number.text_end,
    )
    module, _, last = number.text.rpartition(".")
    if number.kind == "id":
        return replace(found, module=module, number=whole_number(last))
    if number.kind in {"lesson", "short"}:
        return replace(found, number=whole_number(last), certain=number.kind == "lesson")
    if number.kind == "series":
        return replace(found, series=number.text)
    return replace(found, module=number.text)


def _paired(text: str, number: Numbered, distinct: frozenset[str] | set[str]) -> Reference | None:
    """The number with the slug beside it."""
    if number.between or number.kind in {"short", "series"}:
        return None
    pair = slug_behind(text, number) or slug_before(text, number)
    if pair is None:
        return None
    form, start, end, slug = pair
    long = "-" in slug
    if number.kind == "module" and not long:
        return None
    certain = number.kind != "decimal" or (slug in distinct and "(" in form)
    found = _plain(number)
    return replace(found, start=start, end=end, form=form, slug=slug, certain=certain)


def _single(text: str, number: Numbered) -> Reference | None:
    """A number without a slug; a decimal is no reference where nothing says so."""
    found = _plain(number)
    if number.kind != "decimal" or number.between:
        return found
    if _MEASURE.match(text, number.end):
        return None
    before = text[max(number.start - 12, 0) : number.start]
    if _LEAD.search(before) or (_LEAD_IN.search(before) and _ENDS_CLAUSE.match(text, number.end)):
        return found
    bracketed = _PLACE_BRACKET.search(before) and text[number.end : number.end + 1] == ")"
    return found if bracketed else None
