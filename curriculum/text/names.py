"""When two names are the same, and which things a name stands for.

A name is never a prefix: `Flux` is not `Flux 2`, and `DALL-E 1/2/3` are three things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

# Longer ones are sentences.
LONGEST_NAME = 80
_VERSION = lazy_pattern(r"v?\d[\w.]*", re.IGNORECASE)
_WORD = lazy_pattern(r"[A-Za-z][A-Za-z]+")
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "σ": "sigma"})
_BEFORE_VERSION = lazy_pattern(r"(?<![a-z0-9])v(?=\d)")
# `model.eval()`, `nn.Linear`, `fit_transform`, as names of programs are written.
_CODE = lazy_pattern(
    r"(?<![\w.])(?:[A-Za-z_]\w{0,40}\.){0,4}[A-Za-z_]\w{1,60}\(\)"
    r"|(?<![\w./])[A-Za-z_]\w{0,40}(?:\.[A-Za-z_]\w{1,60}){1,4}(?![\w/])"
)
_COMPARES = lazy_pattern(r"\b(?:vs|versus|against|compared|or|difference)\b", re.IGNORECASE)
_FILE_ENDINGS = (".py", ".md", ".ipynb", ".json", ".yaml", ".yml", ".toml", ".txt", ".csv", ".js")
_SEPARATORS = lazy_pattern(r"(?<=\d)[\s_-]+(?=\d)|[\s_‑-]+")


def split(name: str) -> tuple[str, ...]:
    """The things that a name stands for; one that lists variants stands for the family, too."""
    if len(name) > LONGEST_NAME:
        return (name,)
    parts = [part for part in name.split(" / ") if part.strip()]
    family = parts[0].rpartition(" ")[0] if parts else ""
    named: list[str] = []
    for part in parts:
        whole = f"{family} {part}" if family and named and _VERSION.fullmatch(part) else part
        named += _variants(whole)
    return tuple(dict.fromkeys(named))


def _variants(name: str) -> list[str]:
    family, _, last = name.rpartition(" ")
    variants = last.split("/")
    if len(variants) == 1:
        return [name]
    if all(variant.startswith("-") for variant in variants[1:]):
        stem = variants[0].rpartition("-")[0]
        return [f"{family} {v}".strip() for v in (variants[0], *(stem + v for v in variants[1:]))]
    if family and all(map(_VERSION.fullmatch, variants)):
        return [f"{family} {variant}" for variant in variants]
    if all(map(_WORD.fullmatch, variants)):
        return [family] * bool(family) + [f"{family} {variant}".strip() for variant in variants]
    return [name]


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Equal for `SD3`, `SD 3` and `sd-3`, or `PixArt-α` and `PixArt-alpha`; `v` before digits goes.

    A digit stays apart from a digit: `Llama 2 7B` is not `Llama 27B`.
    """
    plain = _BEFORE_VERSION.sub("", name.casefold().translate(_GREEK))
    return _SEPARATORS.sub(lambda m: "-" if _between_digits(plain, m) else "", plain)


def _between_digits(text: str, gap: re.Match[str]) -> bool:
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    return before.isdigit() and after.isdigit()


class Identity(Struct, frozen=True, dict=True):
    """Which names mean one thing, the aliases of a house included."""

    aliases: Mapping[str, str]

    @cached_property
    def _known(self) -> dict[str, str]:
        """Names that were asked for: records speak of few things, and of each again and again."""
        return {}

    def of(self, name: str) -> str:
        known = self._known.get(name)
        if known is None:
            plain = key(name)
            known = self._known[name] = self.aliases.get(plain, plain)
        return known


def identity(aliases: Sequence[Sequence[str]]) -> Identity:
    """`aliases` are groups of names of one thing, as in the settings."""
    return Identity({key(name): key(group[0]) for group in aliases for name in group})


def is_distinctive(name: str) -> bool:
    """It has a digit, a hyphen or a capital inside, as products have and surnames have not."""
    return bool(re.search(r"\d|\w-\w|\w[A-Z]", name))


@lru_cache(maxsize=4096)
def code_name(name: str) -> str | None:
    """The one function, method or class of a program that a name names, whatever stands beside it.

    None where it names several: `train()` against `eval()` is about the difference.
    """
    if ("." not in name and "()" not in name) or _COMPARES.search(name):
        return None
    found = {match[0].removesuffix("()") for match in _CODE.finditer(name[:LONGEST_NAME])}
    found = {code for code in found if not code.endswith(_FILE_ENDINGS)}
    return found.pop() if len(found) == 1 else None
