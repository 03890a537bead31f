"""Places in running text, in all forms: `sdxl (7.4.1)`, `Lesson 2 of Series 6`, `from 6.5`.

Slug and number belong together only where they stand together in a fixed form. What merely looks
like a slug, and a word in brackets beside a number, is given as not `certain`: the course decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from curriculum.claims.cues.direction import NEUTRAL, continues, stance
from curriculum.claims.places import notebooks, numbered, numbers, pairs, slugs
from curriculum.claims.places.reference import FormName, Reference
from curriculum.claims.places.slugs import SlugWord
from curriculum.text.patterns import lazy_pattern

_DIGIT = lazy_pattern(r"[0-9]")
_LEAD = lazy_pattern(r"(?:\A|[^\w-])(?:from|since|see|[Cc]apstone|[Ll]essons?) \Z")
_LEAD_IN = lazy_pattern(r"(?:\A|[^\w-])in \Z")
_ENDS_CLAUSE = lazy_pattern(r"\Z|[),;:*\"|]|\.(?:\s|\Z)| \(")
_PLACE_BRACKET = lazy_pattern(r"(?<!\w)(?:[Ll]esson|[Mm]odule|[Cc]apstone|[Pp]roject) \(\Z")

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Lesson 2 (autograd) and Lesson 3: nn-module.": (
        "autograd = lesson 2",
        "nn-module = lesson 3",
    ),
    "Extended from 7.2.1/7.2.2.": ("<- 7.2.1", "<- 7.2.2"),
    "(from 6.3.3, 7.4.1 and 7.4.3)": ("<- 6.3.3", "<- 7.4.1", "<- 7.4.3"),
    "from 5.1.1 (lock-picking disagreement)": ("<- 5.1.1", "lock-picking?"),
    "losses, not (7.4)": ("not = module 7.4?",),
    "see 4.1.1-4.1.3": ("4.1.1", "4.1.2", "4.1.3"),
    "Lessons 1-2, from L3": ("lesson 1", "lesson 2", "<- lesson 3?"),
    "Lesson 13 in Series 6": ("lesson 13 of series 6",),
    "Series 6, Lesson 13": ("lesson 13 of series 6",),
    "Module 2.1, Lesson 3": ("2.1.3",),
    "from Module 2.1, Lesson 3": ("<- 2.1.3",),
    "Lessons 1-2 of Module 2.1": ("2.1.1", "2.1.2"),
    "lessons 1-3 of 7.4": ("7.4.1", "7.4.2", "7.4.3"),
    "lesson 3 of 2.5 hours, lesson 2, 7.4": ("lesson 3", "lesson 2"),
    "skills from 6.5 but not 7.4": ("<- module 6.5",),
    "known from 1.3, used in 2.2.": ("<- module 1.3", "module 2.2"),
    "a callback to the Series 1.3 visuals, in Series 6-7": (
        "<- module 1.3",
        "series 6",
        "series 7",
    ),
    "deferred to Module 2.2": ("-> module 2.2",),
    "(Module 7.4 if it exists)": ("module 7.4 (hedged)",),
    "from gradient-descent, after fine-tuning": ("<- gradient-descent?", "fine-tuning?"),
    "taken from tensors": ("<- tensors?",),
    "sdxl, 7.4.1, 7.4.3": ("7.4.1", "7.4.3"),
    "slug (originally 2.1.4)": ("2.1.4",),
    "Wan 2.1 (video), ~1.2 GB, (1.3, -0.8)": (),
    "from 2.3 to 1.9, from 6.5 GB, from 1.5x": (),
    "Lesson title, Lesson plan, Module map, Modules 2-5": (),
    "version 1.2.3.4 (old)": (),
}


def find(text: str) -> Sequence[Reference]:
    """In the order of the text; numbers that a range includes stand with it.

    A slug has a hyphen or stands behind *from*, all else has a digit.
    """
    if "-" not in text and "from " not in text and not _DIGIT.search(text):
        return ()
    words = slugs.find(text)
    found: list[Reference] = []
    if numbers_found := numbers.find(text):
        found += _numbered(text, numbers_found)
    if ".ipynb" in text:
        found += notebooks.find(text)
    if words:
        taken = [(reference.start, reference.end) for reference in found if reference.slug]
        found += map(_alone, _outside(words, taken) if taken else words)
    if len(found) > 1:
        found.sort(key=lambda reference: (reference.start, reference.end))
    return list(_with_stances(text, found)) if found else found


def _numbered(text: str, found: Sequence[numbers.Number]) -> Iterator[Reference]:
    """A decimal alone is no place where nothing says so."""
    for reference in numbered.places(text, found, pairs.beside):
        if reference.form != "decimal" or _is_led(text, reference):
            yield reference


def _is_led(text: str, reference: Reference) -> bool:
    if numbered.is_measure(text, reference.end):
        return False
    before = text[max(reference.start - 12, 0) : reference.start]
    if _LEAD.search(before) or (
        _LEAD_IN.search(before) and _ENDS_CLAUSE.match(text, reference.end)
    ):
        return True
    return _PLACE_BRACKET.search(before) is not None and text.startswith(")", reference.end)


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
    form: FormName = "slug" if "-" in word.slug else "word"
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
