"""When something came out: `NAME (ORG, Aug 2022: …)`, `NAME (Nov 2023)`, `NAME (Feb 2024 paper)`.

A citation (`Hu et al., 2021`) says when a text was printed, not when a thing came out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from curriculum.claims import periods, things
from curriculum.claims.brackets import Element
from curriculum.claims.cues.stages import stage_of
from curriculum.claims.hint import Hint
from curriculum.claims.periods import Period
from curriculum.claims.things import Thing
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

# Every text with such a claim holds it; most texts do not, and looking for it is cheap.
HINT = Hint(("19", "20"), lazy_pattern(r"[\s(/~–-](?:19|20)\d\d"), has_digit=True)

_ROLES = {
    "paper": "paper preprint research arxiv published publication",
    "announced": "announced announcement unveiled preview previewed teaser",
    "release": "release released launch launched weights open-sourced",
}
ROLE_OF: Mapping[str, str] = {
    word: role for role, words in _ROLES.items() for word in words.split()
}
_VENUES = vocabulary(
    "aaai acl cvpr eccv emnlp iccv iclr icml ijcai iwslt jmlr naacl nature neurips nips",
    "openreview pmlr science siggraph tmlr wacv arxiv",
)
_NO_AUTHORS = ROLE_OF.keys() | _VENUES
_NO_ROLE = vocabulary("early mid late c. ca. ~ in")
# They open a period on one side: nothing can contradict it.
_OPEN = vocabulary("after and before by from or since through till to until up")
_AROUND = lazy_pattern(r"\S+")
MOST_WORDS = 4
LONGEST_MAKER = 60
_MAKER_WORD = lazy_pattern(
    r"(?:[A-Z0-9][\w.&'’-]*|[a-z]{1,2}[A-Z]\w*|[a-z][\w-]*\.(?:ai|com|org|io)|of|the|for|de)"
)
_PLAIN_WORD = lazy_pattern(r"[A-Z][a-z]+")
_SMALL_WORD = lazy_pattern(r"[a-z]{2,20}")
_NO_MAKERS = vocabulary(*_ROLES.values()) | _NO_ROLE | _OPEN
_SIZE = lazy_pattern(r"~?\d{1,4}(?:\.\d{1,3})?[KMBT](?: param(?:eter)?s?)?")
_CITATION = lazy_pattern(r"\bet al\b|&|\band\b")


class Dating(Struct, frozen=True, gc=False, omit_defaults=True):
    """`role` is empty where the text does not say what happened then."""

    period: Period
    role: str
    text: str

    def __str__(self) -> str:
        return f"{self.period} {self.role}".rstrip()


class Dated(Struct, frozen=True, gc=False):
    """A thing, who made it where that is said, and its dates.

    `certain` where maker and date together show that the thing itself is dated.
    """

    start: int
    end: int
    name: str
    named: tuple[str, ...]
    makers: tuple[str, ...]
    datings: tuple[Dating, ...]
    certain: bool

    def __str__(self) -> str:
        makers = f" by {' + '.join(self.makers)}" if self.makers else ""
        return f"{' = '.join(self.named)}{makers}: {', '.join(map(str, self.datings))}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Kolors (Kuaishou/KWAI, Jul 2024: SDXL-like)": ("Kolors by Kuaishou + KWAI: 2024-07",),
    "SD3 / SD3.5 (Stability AI, Jun-Oct 2024)": ("SD3 = SD3.5 by Stability AI: 2024-06..2024-10",),
    "shown with PixArt-alpha (Nov 2023), and SD3 (Feb 2024)": (
        "PixArt-alpha: 2023-11",
        "SD3: 2024-02",
    ),
    "SD3 (Stability AI, announced Feb 2024, weights released Jun 2024: MMDiT)": (
        "SD3 by Stability AI: 2024-02 announced, 2024-06 release",
    ),
    "SDXL (Dec 2023 research / Feb 2024 release)": ("SDXL: 2023-12 paper, 2024-02 release",),
    "GPT-4 (March 14, 2023)": ("GPT-4: 2023-03",),
    "AuraFlow (fal, Jul 2024: MMDiT)": ("AuraFlow by fal: 2024-07",),
    "CLIP (OpenAI, 2021: contrastive)": ("CLIP by OpenAI: 2021-01..2021-12",),
    "GPT-2 (OpenAI, Nov 2019: full release, 1.5B)": ("GPT-2 by OpenAI: 2019-11 release",),
    "Grok (xAI, Mar 2024: weights, open-sourced)": ("Grok by xAI: 2024-03 open-sourced",),
    "Falcon (180B, Sep 2023)": ("Falcon: 2023-09 180b",),
    "DiT (ICCV 2023)": ("DiT: 2023-01..2023-12 paper",),
    "LoRA (Hu et al., 2021)": (),
    "DDPM (Ho, 2020)": (),
    "DDPM (Ho et al. 2020) and EDM (Karras 2022)": (),
    "Score matching (Song & Ermon 2019)": (),
    "Transformers (since 2017)": (),
    "SDXL ([77,2048], 2048 channels)": (),
    "as in 2021": (),
}


def find(text: str) -> Iterator[Dated]:
    """Each thing with a date in the bracket behind it."""
    return among(things.find(text)) if HINT.is_in(text) else iter(())


def among(found: Iterable[Thing]) -> Iterator[Dated]:
    """Those of the things that have a date."""
    for thing in found:
        if not any(periods.has_year(element.text) for element in thing.elements):
            continue
        variant, elements = _variant(_with_whole_days(thing.elements))
        makers, elements = _head(elements)
        read = list(_datings(elements))
        if read and not _cites(makers, read, elements):
            datings = tuple(_of_stage(read, thing.elements, variant))
            yield Dated(
                thing.start,
                thing.end,
                thing.name,
                thing.named,
                tuple(part.strip() for part in re.split(r"/|&", makers) if part.strip()),
                datings,
                certain=bool(makers),
            )


def _with_whole_days(elements: Sequence[Element]) -> list[Element]:
    """`March 14, 2023` holds a comma that separates nothing."""
    whole: list[Element] = []
    for element in elements:
        last = whole[-1] if whole else None
        joined = f"{last.text}, {element.text}" if last else ""
        if last and last.text[-1:].isdigit() and element.text.isdigit() and periods.read(joined):
            whole[-1] = replace(last, end=element.end, text=joined, mark=element.mark)
        else:
            whole.append(element)
    return whole


def _head(elements: list[Element]) -> tuple[str, list[Element]]:
    """The maker, where the bracket begins with one, and what may be dates behind it."""
    first = elements[0]
    if first.mark == "," and (is_maker(first.text) or _is_small_maker(first.text, elements[1])):
        return first.text, elements[1:]
    return "", elements


def _is_small_maker(text: str, date: Element) -> bool:
    """`fal`: a single word, and the date behind it ends the head of the bracket."""
    return date.mark == ":" and bool(_SMALL_WORD.fullmatch(text)) and text not in _NO_MAKERS


def is_maker(text: str) -> bool:
    """All words are written as names of firms and groups are; a venue is none."""
    words = [word for part in re.split(r"/|&", text[:LONGEST_MAKER]) for word in part.split()]
    return (
        0 < len(words) <= MOST_WORDS * 2
        and len(text) < LONGEST_MAKER
        and all(map(_MAKER_WORD.fullmatch, words))
        and words[0].casefold() not in _VENUES
        and periods.read(text) is None
        and re.search("[A-Za-z]", words[0]) is not None
    )


def _datings(elements: Sequence[Element]) -> Iterator[Dating]:
    """The dates at the head of a bracket; the first part that is none ends them."""
    for element in elements:
        read = [_dating(part.strip()) for part in element.text.split(" / ")]
        known = [dating for dating in read if dating]
        if len(known) < len(read):
            return
        yield from known
        if element.mark in {":", ";"}:
            return


def _variant(elements: list[Element]) -> tuple[str, list[Element]]:
    """`Falcon (180B, Sep 2023)`: a size in front of the date says which one is dated."""
    size = elements[0].text
    return (size, elements[1:]) if len(elements) > 1 and _SIZE.fullmatch(size) else ("", elements)


def _of_stage(datings: list[Dating], elements: Sequence[Element], variant: str) -> Iterator[Dating]:
    """`Nov 2019: full release`: what stands behind a date may say what happened then."""
    role = variant.casefold() or _stage([element.text for element in elements[1:]])
    for dating in datings:
        yield dating if dating.role or not role else replace(dating, role=role)


def _stage(texts: Sequence[str]) -> str:
    """The first that one of the texts begins with; a date is none."""
    stages = ((stage_of(text), text) for text in texts)
    return next((stage for stage, text in stages if stage and _dating(text) is None), "")


def _dating(text: str) -> Dating | None:
    period = next(periods.find(text), None) if len(text) < LONGEST_MAKER else None
    if period is None:
        return None
    around = [match[0].strip(".,") for match in _AROUND.finditer(text[: period.start])]
    around += [match[0].strip(".,") for match in _AROUND.finditer(text[period.end :])]
    words = [word.casefold() for word in around if word.casefold() not in _NO_ROLE]
    if len(words) > MOST_WORDS or _OPEN.intersection(words) or _is_author(around):
        return None
    return Dating(period, _role(words), text)


def _is_author(words: Sequence[str]) -> bool:
    """`Ho et al. 2020`, `Karras 2022`: names, and no word for what happened then."""
    return any(word[:1].isupper() for word in words) and not any(
        word.casefold() in _NO_AUTHORS for word in words
    )


def _role(words: Sequence[str]) -> str:
    """An unknown word is a role of its own: it says that the date is a special one."""
    known = dict.fromkeys(ROLE_OF[word] for word in words if word in ROLE_OF)
    others = [word for word in words if word not in ROLE_OF]
    if len(known) == 1 and not others:
        return next(iter(known))
    return "paper" if len(words) == 1 and words[0] in _VENUES else " ".join(words)


def _cites(makers: str, datings: Sequence[Dating], elements: Sequence[Element]) -> bool:
    """A year behind one plain word may be the year of a paper by that author."""
    if "et al" in makers:
        return True
    with_month = any(dating.period.last - dating.period.first < 11 for dating in datings)
    if with_month or not makers:
        return False
    colon = any(element.mark == ":" for element in elements[: len(datings)])
    words = makers.split()
    return bool(_CITATION.search(makers)) or (
        not colon and len(words) == 1 and bool(_PLAIN_WORD.fullmatch(words[0]))
    )
