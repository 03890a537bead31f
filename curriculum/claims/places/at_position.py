"""Places behind a lead word: `6.3.4`, `denoising-steps (6.3)`, `Series 5`, `Lesson 2`.

`read` takes what stands at one position, lists included: the words before it have said that a
place follows. Whether a word is a slug, its reader must know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from curriculum.claims.places import numbered, numbers, pairs, slugs
from curriculum.claims.places.numbers import Number
from curriculum.claims.places.reference import FormName, Reference
from curriculum.text.patterns import lazy_pattern

_NAMED = lazy_pattern(
    r"(?P<next>next lesson)\b(?:: `?(?P<slug_of_next>[a-z][a-z0-9-]{0,60})`?)?"
    rf"|`?(?P<slug>{slugs.LONG})`?(?![\w-])(?: lesson\b)?"
    r"|(?P<of_lesson>[a-z][a-z0-9]{2,30}) lesson\b"
    r"|(?<!the )`?(?P<word>[a-z][a-z0-9]{2,30})`?(?![\w-])(?=\s?[),.;:|/]|\Z| \(|'s)"
)
_TO_WHOLE = lazy_pattern(r"(?:,? (?:(?:of|in|from) )?(?:the )?|: )(?=[0-9LMSlms])")
# Of a whole that is not named by a number: what is counted in it cannot be told.
_OTHER_WHOLE = lazy_pattern(r" (?:of|in) (?:the )?(?:[Ss]eries|[Mm]odule)")
_JOINED = lazy_pattern(r"/|, and |, | and | or |, or ")
# `from 1.1 to 1.3` and `Series 2-4` name all that lies between.
_RANGE = lazy_pattern(r"\s?[-–]\s?\d|-[Mm]odule|,? (?:to|through|until|onwards) ?(?:[MSL]\w+ )?\d")
_INSIDE = lazy_pattern(r"[-–]\d")
_WORD_BEHIND = lazy_pattern(r" (?!and |or )\w")
# What no place is without, and how a number begins, its lead word included.
_GATE = lazy_pattern(
    r"(?:the )?(?:[0-9]{1,2}\.[0-9]|[LMSlms][a-z]{4,6} [0-9]|[a-z][a-z0-9]{2,30} lesson\b"
    r"|`?[a-z][a-z0-9]{0,40}(?:-[a-z0-9]|`|(?=\s?[),.;:|/]|\Z| \(|'s)))"
)
_NUMBER_BEGINS = frozenset("0123456789LlMmSs")
# Only these are counted in one another.
_OF_WHOLES = frozenset({"lesson", "module", "series"})
MOST = 8

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "6.3.4": ("6.3.4",),
    "6.3.4 (noise-schedules)": ("noise-schedules = 6.3.4",),
    "6.3.4 (masks)": ("6.3.4",),
    "the Module 6.3 (noise-schedules)": ("noise-schedules = module 6.3",),
    "Series 2.1": ("module 2.1",),
    "Series 5 to new models": ("series 5",),
    "7.2.1/7.2.2": ("7.2.1", "7.2.2"),
    "6.3.3, 6.4.1, and noise-schedules": ("6.3.3", "6.4.1", "noise-schedules"),
    "6.3.3, pre-norm from 6.4.1": ("6.3.3",),
    "lesson 4: noise-schedules)": ("noise-schedules = lesson 4",),
    "lesson 4: masks)": ("masks = lesson 4",),
    "Lesson 2 (noise-schedules)": ("noise-schedules = lesson 2",),
    "Lessons 2 and 4": ("lesson 2", "lesson 4"),
    "Lesson 2 of Series 6": ("lesson 2 of series 6",),
    "Module 6.1, Lesson 2, and 6.4.1": ("6.1.2", "6.4.1"),
    "next lesson: noise-schedules": ("noise-schedules",),
    "the vectors lesson": ("vectors",),
    "week-07, then": ("week-07",),
    "vectors, where": ("vectors",),
    "vectors (1.4), where": ("vectors = module 1.4?",),
    "Series 6 through Module 7.3": (),
    "Series 2-4": (),
    "Lessons 1-2": (),
    "Lesson 2 of the series": (),
    "6.3.1-6.3.4": (),
    "in the lesson, then": (),
    "3.5% of them": (),
    "version 1.2.3.4": (),
    "scratch with care": (),
    "the graph, then": (),
    "The paper": (),
}


def find(text: str) -> Iterator[Reference]:
    """Those at the beginning of the text."""
    return iter(read(text, 0))


def read(text: str, position: int) -> tuple[Reference, ...]:
    """The places named at this position; none where they are the ends of a range."""
    found: list[Reference] = []
    while len(found) < MOST and (here := _here(text, position)):
        last = here[-1]
        # In a list a lone word may be anything, and so may one that text goes on behind.
        if found and (last.kind == "word" or _goes_on(text, last)):
            break
        if _RANGE.match(text, last.end):
            return ()
        found += here
        joined = _JOINED.match(text, last.end)
        if joined is None:
            break
        position = joined.end()
    return tuple(found)


def _goes_on(text: str, reference: Reference) -> bool:
    return reference.kind == "slug" and _WORD_BEHIND.match(text, reference.end) is not None


def _here(text: str, position: int) -> Sequence[Reference]:
    """Several only where one lead word has several numbers."""
    if not _GATE.match(text, position):
        return ()
    start = position + 4 if text.startswith("the ", position) else position
    found = numbers.at(text, start) if text[start : start + 1] in _NUMBER_BEGINS else ()
    if not found:
        return _named(text, position, start)
    if _INSIDE.search(text, start, found[-1].end):
        return ()
    places = list(numbered.places(text, [*found, *_whole_behind(text, found[-1])], pairs.behind))
    if len(places) > len(found):
        places = list(numbered.places(text, found, pairs.behind))
    last = places[-1]
    if last.form == "lesson" and _OTHER_WHOLE.match(text, last.end):
        return ()
    return [replace(places[0], start=position), *places[1:]] if start > position else places


def _whole_behind(text: str, number: Number) -> Sequence[Number]:
    """What may be the module or series of a lesson, or a lesson of it."""
    joint = _TO_WHOLE.match(text, number.end) if number.kind in _OF_WHOLES else None
    return numbers.at(text, joint.end()) if joint else ()


def _named(text: str, position: int, start: int) -> Sequence[Reference]:
    match = _NAMED.match(text, start)
    if match is None:
        return ()
    if match["next"]:
        slug = match["slug_of_next"]
        form: FormName = "next lesson: slug" if slug else "next lesson"
        return (Reference(position, match.end(), form, slug=slug),)
    slug = match["slug"] or match["word"] or match["of_lesson"]
    pair = None
    if not match["of_lesson"]:
        pair = pairs.number_behind(text, position, match.end(), slug)
    form = "slug" if match["slug"] else "word"
    return (pair or Reference(position, match.end(), form, slug=slug),)
