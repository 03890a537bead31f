"""What a cell that names lessons refers to: `tensors, autograd`, `a -> b`, `[[sdxl]]`, `2–4`.

In such a cell a single word may be a slug. An element is `whole` where all elements of the cell
are built like slugs or numbers, so that the cell can mean nothing but lessons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from curriculum.claims.places import in_text
from curriculum.claims.places.reference import FormName, Reference
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

# `09+` is no list.
_MARK = lazy_pattern(r"[(),;/&→]|\+(?=\s*[^\s,;)])|->| and ")
_LEAD = lazy_pattern(r"\s*(?:[A-Z][A-Za-z ]{0,30}: )?")
# Most cells are one slug, of which the grammar of references could say no more.
_ONE = lazy_pattern(r"[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12}")
_SLUG = r"(?=[a-z])[a-z0-9]+(?:-[a-z0-9]+)*"
_REMARK = r"\s*(?:\(.*\)\s*)?"
_ELEMENT = lazy_pattern(rf"\s*`?(?P<slug>{_SLUG})`?{_REMARK}")
_NUMBERS = lazy_pattern(
    rf"\s*`?(?P<first>\d{{1,3}})(?:\s?[-–]\s?(?P<last>\d{{1,3}})|\+)?`?{_REMARK}"
)
_LONGEST_RANGE = 60
_PLACEHOLDERS = frozenset(
    {"none", "new", "tbd", "this", "various", "multiple", "all", "every", "throughout", "here"}
)
# A link shows its text, or, where that is no slug, the name of the page that it leads to.
_LINK = lazy_pattern(
    rf"\[\[(?P<wiki>{_SLUG})(?:[#|][^\[\]]{{0,200}})?\]\]"
    rf"|\[`?(?P<text>{_SLUG})`?\]\([^()\s]{{0,200}}\)"
    rf"|\[[^\[\]]{{0,200}}\]\((?:[^()\s]{{0,200}}/)?(?P<page>{_SLUG})"
    r"(?:\.\w{1,8})?/?(?:#[^()\s]{0,80})?\)"
)
_EMPHASIS = lazy_pattern(r"(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)")

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "tensors": ("tensors!",),
    "tensors, nn-module": ("tensors!", "nn-module!"),
    "computational-graphs -> autograd": ("computational-graphs!", "autograd!"),
    "clip (6.3.3)": ("clip = 6.3.3!",),
    "loss-functions (1.1) and `tensors`": ("loss-functions = module 1.1!", "tensors!"),
    "what-is-learning (bias-variance)": ("what-is-learning!", "bias-variance?"),
    "constitutional-ai (recap from 4.4)": ("constitutional-ai!", "<- module 4.4"),
    "sdxl (originally 2.1.4)": ("sdxl!", "2.1.4"),
    "Available for: nn-module, debugging": ("nn-module!", "debugging!"),
    "nn-module, all future lessons": ("nn-module?",),
    "[tensors](../lessons/tensors.md)": ("tensors!",),
    "[How tensors are laid out](lessons/tensors.md#rows), **autograd**": ("tensors!", "autograd!"),
    "[[tensors]], [[nn-module|modules]]": ("tensors!", "nn-module!"),
    "2": ("lesson 2!",),
    "10, 13 (again)": ("lesson 10!", "lesson 13!"),
    "05–07": ("lesson 5!", "lesson 6!", "lesson 7!"),
    "09+": ("lesson 9!",),
    "tensors, 4": ("tensors!", "lesson 4!"),
    "4.1.2, 4.1.3": ("4.1.2", "4.1.3"),
    "4 of them": (),
    "[a page](https://example.org/Some_Page)": (),
    "(New: a drawing)": (),
    "multiple prior": (),
    "every lesson": (),
    "throughout": (),
    "none": (),
    "—": (),
    "": (),
}


def find(text: str) -> Iterator[Reference]:
    """In the order of the text."""
    if not _ONE.fullmatch(text):
        yield from _listed(text)
    elif text not in _PLACEHOLDERS:
        yield Reference(0, len(text), _form(text), slug=text, whole=True)


def _listed(text: str) -> Sequence[Reference]:
    text = _plain(text)
    places = list(_elements(text))
    slugs = [_ELEMENT.fullmatch(text, *place) for place in places]
    counted = [_NUMBERS.fullmatch(text, *place) for place in places]
    whole = all(slug or number for slug, number in zip(slugs, counted, strict=True))
    found = {reference.start: reference for reference in in_text.find(text)}
    for match in slugs:
        if match and match["slug"] not in _PLACEHOLDERS:
            start = match.start("slug")
            start -= text[start - 1 : start] == "`"
            element = _element(found.get(start), match, start)
            found[start] = replace(element, whole=True, certain=True) if whole else element
    numbered = (one for match in counted if match and whole for one in _numbers(match))
    return sorted(
        (*found.values(), *numbered), key=lambda one: (one.start, one.end, one.number or 0)
    )


def _numbers(match: re.Match[str]) -> Iterator[Reference]:
    """`10`, or all from `05` to `07`; of `09+` only the first is sure to be there."""
    first = whole_number(match["first"])
    last = min(whole_number(match["last"] or match["first"]), first + _LONGEST_RANGE)
    start, end = match.start("first"), max(match.end("first"), match.end("last"))
    for number in range(first, last + 1) if first else ():
        form: FormName = "lesson" if number in {first, last} else "range"
        yield Reference(
            start,
            end,
            form,
            number=number,
            number_start=start,
            number_end=end,
            whole=True,
            text=match.string[start:end],
        )


def _plain(text: str) -> str:
    """Without links and emphasis, blanks in their stead, so that every word stays in its place."""
    if "[" in text:
        text = _LINK.sub(_linked, text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda match: " " * len(match[0]), text)
    return text


def _linked(match: re.Match[str]) -> str:
    start, end = match.span(match.lastgroup or 0)
    before, after = start - match.start(), match.end() - end
    return " " * before + match.string[start:end] + " " * after


def _element(known: Reference | None, match: re.Match[str], start: int) -> Reference:
    """The reference that stands there already, if it has the slug."""
    slug = match["slug"]
    if known and known.slug == slug:
        return known
    return Reference(start, match.end("slug"), _form(slug), slug=slug, certain=False)


def _form(slug: str) -> FormName:
    return "slug" if "-" in slug else "word"


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """Where the elements of the list are; brackets are never cut, empty elements left out."""
    lead = _LEAD.match(text)
    depth, start = 0, lead.end() if lead else 0
    for mark in _MARK.finditer(text, start):
        if mark[0] in "()":
            depth = max(depth + (1 if mark[0] == "(" else -1), 0)
        elif depth == 0:
            if text[start : mark.start()].strip():
                yield start, mark.start()
            start = mark.end()
    if text[start:].strip():
        yield start, len(text)
