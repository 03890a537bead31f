"""Numbers of lessons, modules and series: `7.4.3`, `Lesson 2`, `Lessons 1-3`, `Module 7.4`.

`Series 7.4` is a module, and `Module 3` one of the own series. A decimal alone may be anything, and
is given as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

Kind = Literal["id", "decimal", "lesson", "module", "series", "short"]

_DOT = lazy_pattern(r"\.[0-9]")
# What stands before the first digit is looked at behind it: few characters are digits.
_DOTTED = lazy_pattern(
    r"([0-9](?<![\w.~≈=$<>+*^].)[0-9]?\.[0-9]{1,2})(?:\.([0-9]{1,2}))?"
    r"(?![\w%]|\.[0-9]|,[0-9]{3}(?![0-9]))"
)
_LEAD = lazy_pattern(r"(?<!\w)(?P<word>[Ll]esson|[Mm]odule|[Ss]erie)(?P<plural>s?) (?=[0-9])")
_NUMBER = lazy_pattern(r"([0-9]{1,2})(\.[0-9]{1,2})?(?!\w|\.[0-9])")
_NEXT = lazy_pattern(r"[-–/](?=[0-9])")
_NEXT_OF_SEVERAL = lazy_pattern(r"(?:, and |, or |, | and | or | & | to )(?=[0-9])")
_SHORT = lazy_pattern(r"L([1-9])(?![\w+])(?:([-–/])L([1-9])(?![\w+]))?")
_SHORT_LEAD = lazy_pattern(r"(?:\A|[(,;]|\bfrom|\bin|\bsee|\band) ?\Z")
_NORMS = lazy_pattern(r" (?:norm|loss|penalt|distanc|regulari|cache|error|weight|decay)")
_RANGE = "-–"
_LONGEST_RANGE = 20
# What is numbered in three parts, too: programs, and parts of books and of standards.
_NUMBERED_NOUNS = vocabulary(
    "version versions release python pytorch torch cuda numpy transformers diffusers tensorflow",
    "jax keras node npm pip conda ubuntu linux windows macos driver",
    "v figure figures fig table tables exercise exercises section sections chapter chapters step",
    "equation criterion page rule article paragraph appendix axe lit jquery",
)
_LEADS = vocabulary(
    "a after also and as at before both by compare during for from in like mentioned introduced",
    "developed applied lesson lessons module of or originally recall see seen since taught than",
    "the through to unlike until with was is but into via per cf revisits extends builds",
)


class Number(Struct, frozen=True):
    """`text` is the number without its lead word; `between` one that a range only includes.

    Numbers that share one lead word have the same `lead`, which is where it stands.
    """

    start: int
    end: int
    kind: Kind
    text: str
    text_start: int
    text_end: int
    between: bool = False
    lead: int = -1

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "as in 7.4.3, and 6.3.3/7.4.1": ("id 7.4.3", "id 6.3.3", "id 7.4.1"),
    "from 7.2.1-7.2.3.": ("id 7.2.1", "id 7.2.2", "id 7.2.3"),
    "see Lesson 2 and lesson 4 or later": ("lesson 2", "lesson 4"),
    "(Lessons 1-3)": ("lesson 1", "lesson 2", "lesson 3"),
    "Lessons 1, 2 and 4": ("lesson 1", "lesson 2", "lesson 4"),
    "in Module 7.4, Series 2.3 and Series 6-7": (
        "module 7.4",
        "module 2.3",
        "series 6",
        "series 7",
    ),
    "Modules 6.1, 6.3": ("module 6.1", "module 6.3"),
    "known from 1.3, ~1.2 GB": ("decimal 1.3",),
    "a callback (L2) and L1-L3": ("short 2", "short 1", "short 2", "short 3"),
    "Wan 2.1 has 14B": ("decimal 2.1",),
    "v1.5, 1.2.3.4, 95.1%, x=3.0, 1.1B, 7.0.0": (),
    "L2 regularization, L1 loss": (),
    "Python 3.11.2 and PyTorch 2.1.1": (),
    "WCAG 1.1.3, Figure 1.1.4 and exercise 2.1.7": (),
    "DEVELOPED 7.4.3 and From 7.4.1": ("id 7.4.3", "id 7.4.1"),
    "2023.11.5 and Lessons learned": (),
    "an 18-lesson series, Lesson plan 3": (),
}


def at(text: str, position: int) -> list[Number]:
    """Those of one lead word, or one without, that begin right there."""
    found: list[Number] = []
    if not text[position : position + 1].isdigit():
        if lead := _LEAD.match(text, position):
            found += (number for number in _listed(text, lead) if not _is_bare(number))
    elif match := _DOTTED.match(text, position):
        found.append(_of_dotted(match))
    # `2.1-era`, and the first of a range.
    return [] if found and text.startswith("-", found[-1].end) else found


def find(text: str, *, bare: bool = False) -> Sequence[Number]:
    """In the order of the text. Modules without their series only where `bare` ones are meant."""
    found: list[Number] = []
    if "esson" in text or "odule" in text or "erie" in text:
        found += (number for number in _led(text) if bare or not _is_bare(number))
    if _DOT.search(text):
        found += _dotted(text)
    if "L" in text:
        found += _short(text)
    return _apart(found) if len(found) > 1 else found


def _apart(found: list[Number]) -> list[Number]:
    """Those that begin behind the end of the one before."""
    found.sort(key=lambda number: (number.text_start, not number.between))
    apart: list[Number] = []
    done = -1
    for number in found:
        if number.text_start >= done:
            apart.append(number)
            done = done if number.between else number.text_end
    return apart


def _is_bare(number: Number) -> bool:
    return number.kind == "module" and "." not in number.text


def _led(text: str) -> Iterator[Number]:
    for lead in _LEAD.finditer(text):
        yield from _listed(text, lead)


def _listed(text: str, lead: re.Match[str]) -> Iterator[Number]:
    """All numbers that one lead word has, ranges filled."""
    word = lead["word"].casefold()
    several = bool(lead["plural"]) and word != "serie"
    start, end, last, mark = lead.start(), lead.end(), 0, ""
    while (match := _NUMBER.match(text, end)) and (kind := _kind(word, match[2])):
        if mark in _RANGE and mark and match[2] is None:
            for number in range(last + 1, min(whole_number(match[1]), last + _LONGEST_RANGE)):
                place = (match.start(), match.end())
                yield Number(
                    start, match.end(), kind, str(number), *place, between=True, lead=lead.start()
                )
        place = (match.start(), match.end())
        yield Number(start, match.end(), kind, match[0], *place, lead=lead.start())
        joint = _NEXT.match(text, match.end())
        joint = joint or (_NEXT_OF_SEVERAL.match(text, match.end()) if several else None)
        if joint is None:
            return
        start = end = joint.end()
        last, mark = whole_number(match[1]), joint[0]


def _kind(word: str, fraction: str | None) -> Kind | None:
    if word == "lesson":
        return None if fraction else "lesson"
    return "series" if word == "serie" and not fraction else "module"


def _dotted(text: str) -> Iterator[Number]:
    previous: re.Match[str] | None = None
    for match in _DOTTED.finditer(text):
        if "0" in match[0].split("."):
            continue
        if match[2] is None:
            yield _of_dotted(match)
        elif not _is_version(text, match.start()):
            if previous is not None:
                yield from _between(text, previous, match)
            yield _of_dotted(match)
            previous = match


def _of_dotted(match: re.Match[str]) -> Number:
    place = match.span()
    return Number(*place, "id" if match[2] else "decimal", match[0], *place)


def _is_version(text: str, start: int) -> bool:
    """What stands right before it is a name or another noun that is numbered: `WCAG 2.1.1`."""
    before = text[max(start - 24, 0) : start]
    if not before.endswith(" "):
        return False
    words = before.split()
    word = words[-1].strip("\"'`*_“”") if words else ""
    if not word or not word[-1].isalnum():
        return False
    if word.casefold() in _NUMBERED_NOUNS:
        return True
    return word.casefold() not in _LEADS and any(map(str.isupper, word)) and "-" not in word


def _between(text: str, first: re.Match[str], last: re.Match[str]) -> Iterator[Number]:
    """What a range such as `7.2.1-7.2.4` includes besides its ends."""
    mark = text[first.end() : last.start()]
    if len(mark) != 1 or mark not in _RANGE or first[1] != last[1]:
        return
    start, end = first.start(), last.end()
    for number in range(
        whole_number(first[2]) + 1,
        min(whole_number(last[2]), whole_number(first[2]) + _LONGEST_RANGE),
    ):
        text_ = f"{first[1]}.{number}"
        yield Number(start, end, "id", text_, last.start(), end, between=True)


def _short(text: str) -> Iterator[Number]:
    """`L2`, only where it cannot be a norm."""
    for match in _SHORT.finditer(text):
        start = match.start()
        before = text[max(start - 6, 0) : start]
        if before[-1:].isalnum() or _NORMS.match(text, match.end()):
            continue
        if match[2] is None and not _SHORT_LEAD.search(before):
            continue
        last = whole_number(match[3] or match[1])
        yield Number(start, match.end(1), "short", match[1], start, match.end(1))
        for number in (
            range(whole_number(match[1]) + 1, last) if match[2] and match[2] in _RANGE else ()
        ):
            place = (match.start(3), match.end())
            yield Number(start, match.end(), "short", str(number), *place, between=True)
        if match[3]:
            yield Number(
                match.start(3) - 1, match.end(), "short", match[3], match.start(3), match.end()
            )
