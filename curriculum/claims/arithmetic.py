"""Sums that a reader can check: `64*3 + 64 = 256`, `768x768 = 589,824 params`.

Numbers are as exact as they are written: `0.33` is 0.325 to 0.335, and `~84` may be a tenth off.
A sum is wrong only where no reading of its numbers gives the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.claims.cues.mistakes import speaks_of_mistake
from curriculum.claims.hint import Hint
from curriculum.claims.sums import Range, evaluate, read_operand, read_result
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

HINT = Hint(("=", "≈"), lazy_pattern(r"[\w)%][ \t]?(?:=|≈)[ \t]?[~≈(\d\\−-]"), has_digit=True)

_TOKEN = lazy_pattern(
    r"(?P<number>(?P<about>[~≈]\s?)?(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d{1,15})"
    r"(?:\.\d{1,12})?(?:e[+-]?\d{1,2})?)(?!\d)"
    r"(?P<unit>%| ?[KMGT]i?B\b|[KMBT]\b|x\b(?! ?\d)| (?:million|billion|trillion)\b)?)"
    r"|(?P<equals>(?<![<>!=:+*/-])=(?![=>])|≈|≠)"
    r"|(?P<operator>(?:\\?\*){2}|\\?[*+/^×·÷-]|−|(?<=\d)x(?=\d))"
    r"|(?P<times> x (?=\d))"
    r"|(?P<open>\()|(?P<close>\))|(?P<blank>\s)|(?P<other>[^\W\d]\w*|.)",
    re.DOTALL,
)
_SIGNS = {"×": "*", "·": "*", "x": "*", "**": "^", "÷": "/", "−": "-"}
_PARTS = frozenset({"number", "operator", "times", "open", "close", "blank"})
_MOST_TOKENS = 60
# Before a sum they take its first number for themselves.
_FUNCTIONS = vocabulary(
    "cos divided exp ln log log2 log10 max mean min minus of over per plus sin softmax sqrt",
    "square sum tan times to",
)
# An empty text stands before the first character and behind the last.
_MAY_STAND_BEFORE = frozenset(["", *" \t\"'`$[|*_~“‘"])
_MAY_STAND_BEHIND = frozenset(" \t.,;:)]\"'`}|*_$”’?")


class Sum(Struct, frozen=True):
    """`comes_to` is what the left side is, as text."""

    start: int
    end: int
    text: str
    comes_to: str
    holds: bool

    def __str__(self) -> str:
        return "holds" if self.holds else f"comes to {self.comes_to}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "a layer has 64*3 + 64 = 256 parameters": ("holds",),
    "a layer has 64*3 + 64 = 4353 parameters": ("comes to 256",),
    "(5 + 2) * 3 = 24": ("comes to 21",),
    "768x768 = 589,824 params, 8 x 8 = 65 cells": ("holds", "comes to 64"),
    "28 GB + 56 GB = ~84 GB": ("holds",),
    "2^10 = 1024 and 12 \\* 2 = 24": ("holds", "holds"),
    "1 / 3 = 0.33, and 0.33 * 3 = 1": ("holds", "holds"),
    "30% + 50% = 90%": ("comes to 80%",),
    "3/4 * 100 = 75%": ("holds",),
    "a batch (77+256=333 tokens)": ("holds",),
    "the model says 2 + 2 = 5, which is wrong": (),
    "w1 + 3 = 7, f(2 + 3) = 9, 2x + 1 = 9": (),
    "[77] + [256] = [333]": (),
    "lessons 1-3 = the basics, 2-4 = 7": (),
    "x += 3, y == 4, p(a) = 1 - 2 = b": (),
    "7B * 2 bytes = 14 GB, 512 * 2048 = 1 MB": (),
    "3 * 3 = 9 * 64 = 576, and 256/8 = 32x32": ("holds", "holds", "holds"),
    "1 + 1/2 + ... = 2": (),
}


def find(text: str) -> Iterator[Sum]:
    """Nothing in a text that speaks of a mistake."""
    if not HINT.is_in(text) or speaks_of_mistake(text):
        return
    tokens = list(_TOKEN.finditer(text))
    signs = [at for at, token in enumerate(tokens) if _kind(token) == "equals"]
    for at in signs:
        left, right = _left(text, tokens, at), _right(text, tokens, at)
        if left and right and tokens[at][0] != "≠":
            about = tokens[at][0] == "≈"
            yield from _sum(text, left, right, about=about)


def _kind(token: re.Match[str]) -> str:
    """The named group that holds all of the token: it closes last."""
    return token.lastgroup or ""


def _left(text: str, tokens: Sequence[re.Match[str]], at: int) -> list[re.Match[str]]:
    """The sum that ends at the equals sign, its brackets in pairs; empty where unsure."""
    run: list[re.Match[str]] = []
    unclosed = 0
    while at and len(run) < _MOST_TOKENS and _kind(tokens[at - 1]) in _PARTS:
        kind = _kind(tokens[at - 1])
        unclosed += (kind == "close") - (kind == "open")
        if unclosed < 0:
            break
        at -= 1
        run.insert(0, tokens[at])
    run = _without_blanks(run)
    return run if run and _is_free(text, run[0].start()) else []


def _is_free(text: str, start: int) -> bool:
    """Nothing before the sum belongs to it: no operand, no name of a function."""
    before = text[max(0, start - 12) : start]
    if before.endswith("("):
        return before[-2:-1] in _MAY_STAND_BEFORE
    words = before.split()
    after_function = bool(words) and words[-1].casefold() in _FUNCTIONS
    return before[-1:] in _MAY_STAND_BEFORE and not after_function


def _right(text: str, tokens: Sequence[re.Match[str]], at: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    opened = 0
    for token in tokens[at + 1 : at + 1 + _MOST_TOKENS]:
        kind = _kind(token)
        opened += (kind == "open") - (kind == "close")
        if kind not in _PARTS or opened < 0:
            break
        run.append(token)
    run = _without_blanks(run)
    while len(run) > 2 and run[-1][0] == run[-2][0] == "-":
        run = run[:-2]
    if not run:
        return []
    behind = text[run[-1].end() : run[-1].end() + 2]
    goes_on = behind == ".." or (behind[:1] not in _MAY_STAND_BEHIND and behind != "")
    return [] if goes_on and not behind.startswith("--") else run


def _without_blanks(run: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    return [token for token in run if _kind(token) != "blank"]


def _sum(
    text: str, left: list[re.Match[str]], right: list[re.Match[str]], *, about: bool
) -> Iterator[Sum]:
    if not any(_kind(token) in {"operator", "times"} for token in left) or _is_range(text, left):
        return
    result = _result(right, about=about)
    value = evaluate(_values(left))
    if value is None or result is None or not _units_agree(left, right):
        return
    percent = any(token["unit"] == "%" for token in (*left, *right))
    readings = [value, value.times(100), value.times(0.01)] if percent else [value]
    start, end = left[0].start(), right[-1].end()
    # `3 * 3 = 9 * 64 = 576` goes on from a result, and `256/8 = 32x32` is a shape.
    results = [result, *([_operand(right[0])] if _kind(right[0]) == "number" else [])]
    holds = any(reading.meets(result) for reading in readings for result in results)
    yield Sum(start, end, text[start:end], _text(left, percent=percent), holds)


def _text(left: Sequence[re.Match[str]], *, percent: bool) -> str:
    """What the left side is if each number is taken at its word."""
    exact = evaluate(
        [_exact(token) if _kind(token) == "number" else _sign(token) for token in left]
    )
    in_percent = percent and exact is not None and any(token["unit"] == "%" for token in left)
    return f"{exact.times(100)}%" if exact and in_percent else str(exact)


def _exact(token: re.Match[str]) -> Range:
    value = float(token["digits"].replace(",", ""))
    return Range(value, value).times(0.01 if token["unit"] == "%" else 1)


def _values(tokens: Sequence[re.Match[str]]) -> list[Range | str]:
    return [_operand(token) if _kind(token) == "number" else _sign(token) for token in tokens]


def _operand(token: re.Match[str]) -> Range:
    exact = read_operand(token["digits"])
    value = read_result(token["digits"], about=True) if token["about"] else exact
    return value.times(0.01) if token["unit"] == "%" else value


def _sign(token: re.Match[str]) -> str:
    sign = token[0].replace("\\", "").strip()
    return _SIGNS.get(sign, sign)


def _result(right: Sequence[re.Match[str]], *, about: bool) -> Range | None:
    negative = _sign(right[0]) == "-" and len(right) > 1
    number = right[1] if negative else right[0]
    if len(right) > 1 + negative:
        return evaluate(_values(right))
    if _kind(number) != "number":
        return None
    value = read_result(number["digits"], about=about or bool(number["about"]))
    value = value.times(0.01) if number["unit"] == "%" else value
    return Range(-value.high, -value.low) if negative else value


def _is_range(text: str, left: Sequence[re.Match[str]]) -> bool:
    """`1-3` may be from 1 to 3, `-3` a number, and `1/2/4` a list."""
    signs = [token for token in left if _kind(token) == "operator"]
    return sum(token[0] == "/" for token in signs) > 1 or any(
        _sign(token) == "-" and not (_ends_blank(text, token.start()) and text[token.end()] == " ")
        for token in signs
    )


def _ends_blank(text: str, end: int) -> bool:
    return end > 0 and text[end - 1] == " "


def _units_agree(left: Sequence[re.Match[str]], right: Sequence[re.Match[str]]) -> bool:
    """One unit for all, or for one factor and the result; none is one, too, and so is percent."""
    numbers = [token for token in (*left, *right) if _kind(token) == "number"]
    units = [(token["unit"] or "").strip().replace("%", "") for token in numbers]
    if len(set(units)) == 1:
        return True
    only_product = all(_sign(t) in "*" for t in left if _kind(t) in {"operator", "times"})
    return (
        only_product
        and units[-1] != ""
        and units.count(units[-1]) == 2
        and (set(units) == {"", units[-1]})
    )
