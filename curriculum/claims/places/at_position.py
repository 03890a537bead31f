"""Places of a course behind a lead word: `6.3.4`, `denoising-steps (6.3)`, `Series 5`, `Lesson 2`.

`read` takes what stands at one position, lists included: the words before it have said that a
place follows. Whether a word is a slug, its reader must know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_SLUG = r"[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,12}"
_ID = r"\d{1,2}\.\d{1,2}\.\d{1,2}"
_NUMBER = r"\d{1,2}\.\d{1,2}"
_END = r"(?![\w%-]|\.\d)"
# `Lesson 2 of Series 6` counts over the series, which is not what a lesson's number means here.
_LESSON_END = rf"{_END}(?! (?:of|in) (?:the )?(?:[Ss]eries|[Mm]odule))"
_ONE = lazy_pattern(
    r"(?:the )?(?:"
    rf"(?P<id>{_ID}){_END}(?: \(`?(?P<slug_of_id>{_SLUG})`?\))?"
    rf"|[Mm]odule (?P<module>{_NUMBER}){_END}(?: \(`?(?P<slug_of_module>{_SLUG})`?\))?"
    rf"|[Ss]eries (?P<series_module>{_NUMBER}){_END}"
    rf"|[Ss]eries (?P<series>\d{{1,2}}){_END}"
    rf"|[Ll]esson (?P<lesson>\d{{1,2}}){_LESSON_END}(?: \(`?(?P<slug_of_lesson>{_SLUG})`?\)"
    r"|: `?(?P<slug_behind>[a-z][a-z0-9-]{0,60})`?(?= ?[),;.]|\Z))?"
    r"|(?P<next>next lesson)\b(?:: `?(?P<slug_of_next>[a-z][a-z0-9-]{0,60})`?)?"
    rf"|(?P<bare>{_NUMBER}){_END}"
    rf"|`?(?P<slug>{_SLUG})`?(?![\w-])"
    rf"(?: lesson\b)?(?: \((?P<number>{_ID}|{_NUMBER})\)"
    rf"|, (?:[Mm]odule )?(?P<number_behind>{_ID}|{_NUMBER}){_END})?"
    r"|(?P<word_lesson>[a-z][a-z0-9]{2,30}) lesson\b"
    r"|(?<!the )`?(?P<word>[a-z][a-z0-9]{2,30})`?(?![\w-])(?= ?[),.;:|/]|\Z| \(|'s)"
    rf"(?: \((?P<word_number>{_ID}|{_NUMBER})\))?"
    r")"
)
_JOINED = lazy_pattern(r"/|, and |, | and | or |, or ")
# `from 1.1 to 1.3` and `Series 2-4` name all that lies between.
_RANGE = lazy_pattern(r"\s?[-–]\s?\d|-[Mm]odule|,? (?:to|through|until|onwards) ?(?:[MSL]\w+ )?\d")
_WORD_BEHIND = lazy_pattern(r" (?!and |or )\w")
MOST = 8

PointerKind = Literal["lesson", "module", "series", "number", "next", "slug", "word"]


class Pointer(Struct, frozen=True, gc=False, omit_defaults=True):
    """`kind` is `lesson`, `module`, `series`, `number` (of a lesson alone), `next`, `slug`, `word`.

    `number` is `6.3.4`, `6.3`, `6` or `2`, `slug` that of the lesson, each where it is stated.
    """

    start: int
    end: int
    kind: PointerKind
    number: str | None
    slug: str | None

    def __str__(self) -> str:
        said = " ".join(part for part in (self.number, self.slug) if part)
        return f"{self.kind} {said}".rstrip()


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "6.3.4": ("lesson 6.3.4",),
    "6.3.4 (noise-schedules)": ("lesson 6.3.4 noise-schedules",),
    "noise-schedules (6.3)": ("slug 6.3 noise-schedules",),
    "noise-schedules, 6.3.4)": ("slug 6.3.4 noise-schedules",),
    "Module 6.3 (noise-schedules)": ("module 6.3 noise-schedules",),
    "Series 2.1": ("module 2.1",),
    "Series 5 to new models": ("series 5",),
    "7.2.1/7.2.2": ("lesson 7.2.1", "lesson 7.2.2"),
    "6.3.3, 6.4.1, and noise-schedules": ("lesson 6.3.3", "lesson 6.4.1", "slug noise-schedules"),
    "6.3.3, pre-norm from 6.4.1": ("lesson 6.3.3",),
    "lesson 4: noise-schedules)": ("number 4 noise-schedules",),
    "lesson 4: masks)": ("number 4 masks",),
    "Lesson 2 (noise-schedules)": ("number 2 noise-schedules",),
    "next lesson: noise-schedules": ("next noise-schedules",),
    "the vectors lesson": ("word vectors",),
    "Lesson 2 of Series 6": (),
    "vectors, where": ("word vectors",),
    "Series 6 through Module 7.3": (),
    "Series 2-4": (),
    "6.3.1-6.3.4": (),
    "3.5% of them": (),
    "version 1.2.3.4": (),
    "scratch with care": (),
    "the graph, then": (),
    "The paper": (),
}


def find(text: str) -> Iterator[Pointer]:
    """Those at the beginning of the text."""
    return iter(read(text, 0))


def read(text: str, position: int) -> tuple[Pointer, ...]:
    """The places named at this position; none where they are the ends of a range."""
    found: list[Pointer] = []
    while len(found) < MOST and (match := _ONE.match(text, position)):
        pointer = _pointer(match)
        # In a list a lone word may be anything, and so may one that text goes on behind.
        if found and (pointer.kind == "word" or _goes_on(text, pointer)):
            break
        if _RANGE.match(text, match.end()):
            return ()
        found.append(pointer)
        joined = _JOINED.match(text, match.end())
        if joined is None:
            break
        position = joined.end()
    return tuple(found)


def _goes_on(text: str, pointer: Pointer) -> bool:
    return pointer.kind == "slug" and _WORD_BEHIND.match(text, pointer.end) is not None


_KINDS: tuple[tuple[str, PointerKind, str], ...] = (
    ("id", "lesson", "slug_of_id"),
    ("module", "module", "slug_of_module"),
    ("series_module", "module", ""),
    ("series", "series", ""),
    ("lesson", "number", "slug_of_lesson"),
    ("bare", "module", ""),
)


def _pointer(match: re.Match[str]) -> Pointer:
    for group, kind, slug in _KINDS:
        if match[group]:
            said = match[slug] if slug else None
            return Pointer(*match.span(), kind, match[group], said or _behind(match, group))
    if match["next"]:
        return Pointer(*match.span(), "next", None, match["slug_of_next"])
    if match["slug"]:
        number = match["number"] or match["number_behind"]
        return Pointer(*match.span(), "slug", number, match["slug"])
    return Pointer(
        *match.span(), "word", match["word_number"], match["word"] or match["word_lesson"]
    )


def _behind(match: re.Match[str], group: str) -> str | None:
    """The slug in `lesson 4: masks`, which may be one word."""
    return match["slug_behind"] if group == "lesson" else None
