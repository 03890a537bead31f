"""What a cell that names lessons refers to: `tensors, autograd`, `a -> b`, `slug (remark)`.

In such a cell a single word may be a slug. An element is `whole` where all elements of the cell
are built like slugs, so that the cell can mean nothing but lessons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from curriculum.claims.places import in_text
from curriculum.claims.places.reference import FormName, Reference
from curriculum.text.patterns import lazy_pattern

_MARK = lazy_pattern(r"[(),;/&+→]|->| and ")
_LEAD = lazy_pattern(r"\s*(?:[A-Z][A-Za-z ]{0,30}: )?")
# Most cells are one slug, of which the grammar of references could say no more.
_ONE = lazy_pattern(r"[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12}")
_ELEMENT = lazy_pattern(r"\s*`?(?P<slug>(?=[a-z])[a-z0-9]+(?:-[a-z0-9]+)*)`?\s*(?:\(.*\)\s*)?")
_PLACEHOLDERS = frozenset({"none", "new", "tbd", "this", "various", "multiple", "all", "here"})

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
    "(New: a drawing)": (),
    "multiple prior": (),
    "none": (),
    "": (),
}


def find(text: str) -> Iterator[Reference]:
    """In the order of the text."""
    if not _ONE.fullmatch(text):
        yield from _listed(text)
    elif text not in _PLACEHOLDERS:
        yield Reference(0, len(text), _form(text), slug=text, whole=True)


def _listed(text: str) -> Sequence[Reference]:
    found = {reference.start: reference for reference in in_text.find(text)}
    matches = [_ELEMENT.fullmatch(text, *place) for place in _elements(text)]
    are_all = all(matches)
    for match in matches:
        if match and match["slug"] not in _PLACEHOLDERS:
            start = match.start("slug")
            start -= text[start - 1 : start] == "`"
            element = _element(found.get(start), match, start)
            found[start] = replace(element, whole=True, certain=True) if are_all else element
    return sorted(found.values(), key=lambda reference: (reference.start, reference.end))


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
