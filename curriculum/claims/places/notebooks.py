"""Notebooks that are named after a lesson: `7-4-1-sdxl.ipynb`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curriculum.claims.places.reference import Reference
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_NAME = lazy_pattern(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})-([a-z0-9]+(?:-[a-z0-9]+)*)")
_END = lazy_pattern(r"\.ipynb\b")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_LONGEST = 120

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "`notebooks/7-4-1-sdxl.ipynb`": ("sdxl = 7.4.1",),
    "2-1-3-nn-module.ipynb, 2-1-4-training-loop.ipynb": (
        "nn-module = 2.1.3",
        "training-loop = 2.1.4",
    ),
    "scratch.ipynb, 7-4-sdxl.ipynb, 7-4-1-sdxl.py": (),
}


def find(text: str) -> Iterator[Reference]:
    for end in _END.finditer(text) if ".ipynb" in text else ():
        low = max(end.start() - _LONGEST, 0)
        name = text[low : end.start()]
        start = low + len(name.rstrip(_LETTERS))
        match = _NAME.fullmatch(text, start, end.start())
        if match:
            yield Reference(
                start,
                end.end(),
                "notebook",
                slug=match[4],
                module=f"{whole_number(match[1])}.{whole_number(match[2])}",
                number=whole_number(match[3]),
                number_start=start,
                number_end=match.end(3),
            )
