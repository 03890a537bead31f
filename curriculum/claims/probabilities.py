"""Probabilities that are listed as the result of a softmax: together they are 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.hint import Hint
from curriculum.claims.sums import Range, read_operand
from curriculum.text.patterns import lazy_pattern

_PART = r"(?:0?\.\d{1,4}|[01](?:\.0{1,4})?)"
# What stands in the brackets of the call goes in, what stands behind it comes out.
_SOFTMAX = lazy_pattern(
    r"\bsoftmax(?:\([^()\n]{0,60}\))?(?P<between>[^()\[\]\n.;]{1,40})"
    rf"[\[(](?P<parts>{_PART}(?:, {_PART}){{1,9}})[\])]",
    re.IGNORECASE,
)
_GOES_IN = lazy_pattern(r"\b(?:of|to|on|over|inputs?|logits?|scores?|applied|from|without)\b")
HINT = Hint(("oftmax",), has_digit=True)


class Probabilities(Struct, frozen=True):
    start: int
    end: int
    text: str
    comes_to: Range

    @property
    def holds(self) -> bool:
        return self.comes_to.meets(Range(1.0, 1.0))

    def __str__(self) -> str:
        return str(self.comes_to)


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "softmax gives (0.5, 0.2, 0.1)": ("0.8",),
    "softmax([2, 1]) = [0.73, 0.27]": ("1",),
    "Softmax turns them into (0.33, 0.33, 0.33)": ("0.99",),
    "softmax([0.5, 0.2, 0.1])": (),
    "softmax of the scores (0.5, 0.2)": (),
    "softmax gives (0.5, 0.2, …)": (),
}


def find(text: str) -> Iterator[Probabilities]:
    for match in _SOFTMAX.finditer(text):
        if not _GOES_IN.search(match["between"]):
            parts = [read_operand(part) for part in match["parts"].split(", ")]
            total = Range(sum(part.low for part in parts), sum(part.high for part in parts))
            yield Probabilities(*match.span("parts"), match["parts"], total)
