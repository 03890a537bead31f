"""Sentences that say how many parameters a thing has: `Kolors has 2.6B parameters`.

`the 124M-parameter GPT-2` names a variant as often as the thing itself, so it is less certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from curriculum.claims.hint import Hint
from curriculum.claims.quantities import Quantity, parameters
from curriculum.claims.things import subject_before
from curriculum.text.names import split
from curriculum.text.patterns import lazy_pattern

_NUMBER = (
    r"(?P<number>(?:about |around |roughly |approximately |~)?\d{1,4}(?:\.\d{1,3})?"
    r"(?:(?P<scale>[KMBT])|[ -](?P<word>million|billion|trillion)))"
)
_HAS = lazy_pattern(
    rf",? (?:which )?(?:has|had|contains|counts|totals|is|was)(?: an?)? {_NUMBER}"
    r"(?:[ -]param(?:eter)?s?\b| weights\b)"
)
_BEFORE_NAME = lazy_pattern(
    rf"(?<![\w.-]){_NUMBER}[ -]param(?:eter)? "
    r"(?=(?P<name>[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*){0,4}))"
)
# Of two things that are compared by size, the second: the first stands far before its number.
_COMPARED = lazy_pattern(
    r"\d ?[MBT](?:[ -]param(?:eter)?s?)? (?:vs\.?|versus|against|beside|compared (?:to|with)) "
    r"(?:the )?(?P<name>[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,3}) (?P<number>~?\d{1,4}(?:\.\d{1,3})?"
    r"(?P<scale>[MBT])(?P<word>)?)(?![\w-])"
)
HINT = Hint(
    ("param", "weights", "vs", "versus", "against", "beside", "compared"),
    lazy_pattern(
        r"[0-9] ?-?(?:[KMBT]|million|billion|trillion)"
        r"[ -](?:param|weights|vs|versus|against|beside|compared)"
    ),
    has_digit=True,
)
_SCALES = {"million": "M", "billion": "B", "trillion": "T"}
# Then the number is that of a variant, a part or a stage.
_ONLY_THERE = lazy_pattern(r",? (?:in|for|at|per|when|if|by|on|active|activated|trainable|each)\b")

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Kolors has 2.6B parameters.": ("Kolors: 2.55e+09..2.65e+09 parameters",),
    "GPT-3 has about 175 billion parameters": ("GPT-3: 1.57e+11..1.931e+11 parameters",),
    "the 124M-parameter GPT-2 runs": ("GPT-2: 1.235e+08..1.245e+08 parameters",),
    "Flux is a 12B-parameter model": ("Flux: 1.15e+10..1.25e+10 parameters",),
    "6.6B vs Kolors 2.6B": ("Kolors: 2.55e+09..2.65e+09 parameters",),
    "with 14B params against Llama 70B in size": ("Llama: 6.95e+10..7.05e+10 parameters",),
    "faster than Llama 70B": (),
    "the encoder of Flux has 4.7B parameters": (),
    "Flux has 12 blocks": (),
    "Mixtral has 13B parameters active": (),
    "it has 12B parameters": (),
}


def find(text: str) -> Iterator[Quantity]:
    """`certain` where the sentence is about the thing as such."""
    if not HINT.is_in(text):
        return
    for match in _HAS.finditer(text):
        subject = subject_before(text, match.start())
        if subject and not _ONLY_THERE.match(text, match.end()):
            yield _quantity(match, subject[0], match.end(), subject[1], certain=True)
    for match in _BEFORE_NAME.finditer(text):
        name = match["name"].rstrip(".-")
        end = match.start("name") + len(name)
        yield _quantity(match, match.start(), end, name, certain=False)
    for match in _COMPARED.finditer(text):
        yield _quantity(match, match.start("name"), match.end(), match["name"], certain=False)


def _quantity(match: re.Match[str], start: int, end: int, name: str, *, certain: bool) -> Quantity:
    digits = match["number"].partition(match["word"])[0] if match["word"] else match["number"]
    number = digits.strip(" -") + (_SCALES[match["word"]] if match["word"] else "")
    low, high = parameters(number)
    return Quantity(
        start, end, name, split(name), "parameters", low, high, match["number"], certain
    )
