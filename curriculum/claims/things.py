"""Names of things that are dated and measured: `NAME (…)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.claims.brackets import Element, brackets
from curriculum.text.names import LONGEST_NAME, split
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

_MARKUP = "*_`\"'“”"
_NAME_WORD = lazy_pattern(r"[\w.+&'’α-ωΑ-Ω/-]*[\w+]")
_OF_A_NAME = lazy_pattern(r"[A-Z0-9α-ωΑ-Ω]")
_NO_PART = vocabulary(
    "a after against all also an and as at before behind beside besides both but by",
    "compare even first for from here how if",
    "in it its later like named new next not now of on once only or our second see since so",
    "than that the their then these they third this those though through to unlike until use",
    "using via was we what when where whereas which while who why with yet",
)
# What is numbered through in a record: its dates and counts are not those of a product.
_NUMBERED = vocabulary(
    "chapter check checkpoint day equation exercise figure iteration lecture lesson level",
    "module option part phase question section series stage step table task version week",
)
# Words that say what kind of thing it is; a sentence has more of them.
_PLAIN_TAIL = lazy_pattern(r"(?<=[\w)])(?: [a-z][a-z-]{2,20}){1,2} $")
LONGEST_TAIL = 48
# What may stand before the name that a clause begins with.
_LONGEST_WORD = 30
_CLAUSE_ENDS = (".", ":", ";", "!", "?", "(", "--", "—", "–", "|")
_OPENERS = vocabulary(
    "the a an but while when whereas where since because although though as that until before",
    "after once than unlike like if whether so then yet how why against compare use",
)


class Thing(Struct, frozen=True):
    """A name and the bracket behind it; `start` and `end` go from one to the other.

    `named` are the things that the name stands for.
    """

    start: int
    end: int
    name: str
    named: tuple[str, ...]
    elements: tuple[Element, ...]

    def __str__(self) -> str:
        return " = ".join(self.named)


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Kolors (Kuaishou, Jul 2024)": ("Kolors",),
    "SD3 / SD3.5 (Stability AI, 2024)": ("SD3 = SD3.5",),
    "DALL-E 1/2/3 (OpenAI)": ("DALL-E 1 = DALL-E 2 = DALL-E 3",),
    "Z-Image Base/Turbo (Tongyi Lab)": ("Z-Image = Z-Image Base = Z-Image Turbo",),
    "PixArt-alpha/-sigma (Huawei)": ("PixArt-alpha = PixArt-sigma",),
    "SD v1.4 / v1.5 (CompVis)": ("SD v1.4 = SD v1.5",),
    "CLIP ViT-L/14 (OpenAI)": ("CLIP ViT-L/14",),
    "then came **GPT-2** (2019)": ("GPT-2",),
    "The Wan 2.1 (Alibaba) and the SD3 (Stability AI) weights": ("Wan 2.1", "SD3"),
    "Stability AI's SDXL (Jul 2023)": ("SDXL",),
    "Lesson 3 (BUILD)": (),
    "a small network (two layers)": (),
    "in 2019 (or so)": (),
    "softmax(x)": (),
}


def find(text: str) -> Iterator[Thing]:
    """Each name with a bracket behind it, in order."""
    for bracket in brackets(text):
        start, name = _name_before(text, bracket.start)
        if name:
            yield Thing(start, bracket.end, name, split(name), bracket.elements)


def _name_before(text: str, end: int) -> tuple[int, str]:
    """The name in front of the bracket that opens there, and where it begins.

    It may end with plain words: `CLIP text encoder (OpenAI, Jan 2021)`.
    """
    if text[end - 1 : end] not in {" ", "\t"}:
        return end, ""
    start, name = name_before(text, end)
    tail = None if name else _PLAIN_TAIL.search(text, max(0, end - LONGEST_TAIL), end)
    if tail is None:
        return start, name
    start, name = name_before(text, tail.start())
    return (start, f"{name} {tail[0].strip()}") if name else (end, "")


def name_before(text: str, end: int) -> tuple[int, str]:
    """The words of a name that end there, blanks aside, and where they begin."""
    first = max(0, end - LONGEST_NAME)
    words = list(re.finditer(r"\S+", text[first:end]))
    cut = first > 0 and not text[first - 1].isspace()
    chosen = _trailing_name([match[0] for match in (words[1:] if cut else words)])
    if not chosen:
        return end, ""
    start = first + words[len(words) - len(chosen)].start()
    return start, " ".join(word.strip(_MARKUP) for word in chosen)


def _trailing_name(words: Sequence[str]) -> list[str]:
    chosen: list[str] = []
    for word in reversed(words):
        if not (_is_name_word(word.strip(_MARKUP)) or (chosen and word == "/")):
            break
        chosen.insert(0, word)
        if word[:1] in _MARKUP:
            break
    while chosen and (chosen[0].casefold() in _NO_PART or chosen[0] == "/"):
        chosen.pop(0)
    name = " ".join(chosen)
    numbered = bool(chosen) and chosen[0].strip(_MARKUP).casefold() in _NUMBERED
    return chosen if re.search(r"[^\W\d_]", name) and not numbered else []


def _is_name_word(word: str) -> bool:
    return (
        bool(_NAME_WORD.fullmatch(word) and _OF_A_NAME.search(word))
        and not word.endswith(("'s", "’s"))
        and word[-1:] != "/"
    )


def subject_before(text: str, end: int) -> tuple[int, str] | None:
    """The name that a clause begins with, and where: what the words behind it are said of.

    `Flux was released …` is about Flux; `the successor of Flux was released …` is not.
    """
    start, name = name_before(text, end)
    if not name:
        return None
    before = text[max(0, start - _LONGEST_WORD) : start].split()
    last = before[-1].strip("*_`\"'“”") if before else ""
    opens = not last or last.endswith(_CLAUSE_ENDS) or last.casefold() in _OPENERS
    return (start, name) if opens else None
