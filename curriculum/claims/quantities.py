"""How big a thing is said to be: `NAME (~1.1B params)`, `NAME (ORG, DATE: …, 2-8B params)`.

Only what stands alone between two commas of the bracket is certain to be about the name: in
`SD3.5 (Medium 2.5B, Large 8B)` the numbers belong to variants. Numbers before other nouns than
these (bytes, steps, samples) depend on the situation that the sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from curriculum.claims import dates, things
from curriculum.claims.cues.stages import stage_of
from curriculum.claims.dates import Dated
from curriculum.claims.hint import Hint
from curriculum.claims.things import Thing
from curriculum.text.patterns import lazy_pattern

HINT = Hint(
    ("B", "M", "T", "aram", "layers", "blocks", "heads", "experts"),
    lazy_pattern(r"[0-9] ?(?:[BMT]\b|[BKMT]? ?-?[Pp]aram)|layers|blocks|heads|experts"),
    has_digit=True,
)

# How far an approximate number may be from another that means the same.
TOLERANCE = 0.1

_SCALES = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,15}(?:\.\d{1,9})?"
_QUANTITY = lazy_pattern(
    r"(?P<about>~|≈|about |around |approx\. |roughly |circa )?(?P<up_to>up to |at most )?~?"
    rf"(?P<low>{_NUMBER})(?:(?P<low_scale>[KMBT])? ?[-–] ?(?P<high>{_NUMBER}))?"
    r"(?P<scale>[KMBT])?(?: |-)?(?P<unit>[A-Za-z][A-Za-z -]{0,40})?"
)
_PARAMETERS = frozenset({"param", "params", "parameter", "parameters"})
_PARTS = lazy_pattern(r"(?:[a-z]+(?:-[a-z]+)? ){0,2}(?:layers|blocks|heads|experts)")
_MAY_BEGIN = lazy_pattern(r"[~≈\d]|about|around|approx|roughly|circa|up to|at most")
_PLUS = lazy_pattern(r" (?:\+|and|plus) ")


class Quantity(Struct, frozen=True, gc=False, omit_defaults=True):
    """`low` and `high` are as far apart as the writing leaves open: `12B` is 11.5 to 12.5 B.

    `certain` where the bracket shows, by a maker or a date, that the thing itself is described.
    `stage` is the one that the bracket speaks of, if any.
    """

    start: int
    end: int
    name: str
    named: tuple[str, ...]
    unit: str
    low: float
    high: float
    text: str
    certain: bool = False
    stage: str = ""

    def __str__(self) -> str:
        return f"{' = '.join(self.named)}: {self.low:.4g}..{self.high:.4g} {self.unit}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Flux (12B)": ("Flux: 1.15e+10..1.25e+10 parameters",),
    "SD3 (Stability AI, Feb 2024: MMDiT, 2-8B params)": ("SD3: 1.5e+09..8.5e+09 parameters",),
    "GPT-2 (124M, [77,768])": ("GPT-2: 1.235e+08..1.245e+08 parameters",),
    "AuraFlow (~6.8B params)": ("AuraFlow: 6.075e+09..7.535e+09 parameters",),
    "Flux.1 (19 double-stream + 38 single-stream blocks)": (
        "Flux.1: 19..19 double-stream blocks",
        "Flux.1: 38..38 single-stream blocks",
    ),
    "BERT (12 layers, 12 heads)": ("BERT: 12..12 layers", "BERT: 12..12 heads"),
    "SD3.5 (Medium 2.5B, Large 8B)": (),
    "PixArt-sigma (up to 4K)": (),
    "Llama 2 7B (~84 GB)": (),
    "Stable Cascade (42:1)": (),
    "with 12B params": (),
}


def find(text: str) -> Iterator[Quantity]:
    if HINT.is_in(text):
        yield from among(tuple(things.find(text)), dates.find(text))


def among(found: Sequence[Thing], dated: Iterable[Dated]) -> Iterator[Quantity]:
    """Those of the things that are measured; what is dated is described for certain."""
    described = {one.start for one in dated}
    for thing in found:
        for element in thing.elements:
            for quantity in _read(thing, element.text) if _MAY_BEGIN.match(element.text) else ():
                stage = next(filter(None, (stage_of(part.text) for part in thing.elements)), "")
                yield replace(quantity, certain=thing.start in described, stage=stage)


def _read(thing: Thing, text: str) -> Iterator[Quantity]:
    parts = [_QUANTITY.fullmatch(part) for part in _PLUS.split(text)]
    read = [match for match in parts if match]
    if len(read) < len(parts):
        return
    units = _units(read)
    for match, unit in zip(read, units, strict=True):
        if unit:
            low, high = _bounds(match)
            yield Quantity(
                thing.start, thing.end, thing.name, thing.named, unit, low, high, match[0]
            )


def _units(parts: Sequence[re.Match[str]]) -> list[str]:
    """`19 double-stream + 38 single-stream blocks`: the last noun is that of all."""
    own = [(match["unit"] or "").strip().casefold() for match in parts]
    noun = own[-1].rpartition(" ")[2]
    own = [unit if noun in unit or len(own) == 1 else f"{unit} {noun}".strip() for unit in own]
    return [_unit(match, unit) for match, unit in zip(parts, own, strict=True)]


def _unit(match: re.Match[str], unit: str) -> str:
    if unit in _PARAMETERS or (not unit and match["scale"] in {"M", "B", "T"}):
        return "parameters"
    return unit if _PARTS.fullmatch(unit) else ""


def parameters(number: str) -> tuple[float, float]:
    """What `~12B` leaves open."""
    match = _QUANTITY.fullmatch(number)
    return _bounds(match) if match else (0.0, float("inf"))


def _bounds(match: re.Match[str]) -> tuple[float, float]:
    scale = _SCALES[match["scale"] or ""]
    low_scale = _SCALES[match["low_scale"]] if match["low_scale"] else scale
    low, low_step = _value(match["low"])
    high, high_step = _value(match["high"] or match["low"])
    rough = TOLERANCE if match["about"] or "~" in match[0] else 0.0
    least = (low - low_step * (low_scale > 1)) * low_scale * (1 - rough)
    most = (high + high_step * (scale > 1)) * scale * (1 + rough)
    return (0.0 if match["up_to"] else least), most


def _value(number: str) -> tuple[float, float]:
    """The number, and half of what its last digit stands for."""
    decimals = len(number.partition(".")[2])
    return float(number.replace(",", "")), 0.5 * 10**-decimals
