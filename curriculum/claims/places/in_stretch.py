"""Places in the few words behind a depth: `tensors, 2.1.1`, `Series 5`, `Lesson 2 of Series 6`.

For short stretches that name a place only: in running text these forms mean other things, too.
Whether a word is a slug, its reader must know. Slug and number stay two places that are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from curriculum.claims.places import notebooks, numbered, numbers, slugs
from curriculum.claims.places.numbers import Number
from curriculum.claims.places.reference import FormName, Reference
from curriculum.text.patterns import lazy_pattern

_DECIMAL = r"\d{1,2}\.\d{1,2}"
_NAMED = lazy_pattern(
    rf"(?<![\w.-])(?P<slug>{slugs.LONG})(?![\w-])"
    r"|\A(?:the )?`?(?!in\b|at\b|by\b)(?P<word>[a-z][a-z0-9]{1,30})`?"
    rf"(?=\Z|,| {_DECIMAL}(?:\.\d{{1,2}})?(?![\w%]|\.?\d)| \(|/| and )"
    r"|\A(?:the )?(?P<name>[A-Z][\w-]{1,40}(?: [\w-]{1,40}){0,5})(?=\Z|,| \()"
    r"|(?<![\w-])(?P<called>[\w-]{1,40}) lesson\b"
)

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "vectors, 1.4.2": ("vectors", "1.4.2"),
    "adding-vectors (1.4)": ("adding-vectors", "module 1.4"),
    "worked twice in 3.2.3 and 3.3.1": ("3.2.3", "3.3.1"),
    "6.3 and 6.4": ("module 6.3", "module 6.4"),
    "4.1.1/4.3.2": ("4.1.1", "4.3.2"),
    "Module 2.1": ("module 2.1",),
    "Modules 2–3": ("module 2", "module 3"),
    "Series 5-6": ("series 5", "series 6"),
    "Series 5, lesson 2": ("lesson 2 of series 5",),
    "Lesson 2 of Series 6": ("lesson 2 of series 6",),
    "Lesson 2 in Module 6.1": ("6.1.2",),
    "lessons 1-2 of 7.4": ("7.4.1", "7.4.2"),
    "`1-4-2-adding.ipynb`": ("adding = 1.4.2",),
    "first-steps and second-steps": ("first-steps", "second-steps"),
    "Drawing With Vectors": ("Drawing With Vectors",),
    "the vectors lesson": ("vectors",),
    "half of 3.5%": (),
    "Over 2.5 GB of it": (),
    "in this way": (),
    "by 1.2.3.4 releases": (),
    "~6.2 of them": (),
}


def find(text: str) -> Iterator[Reference]:
    """In the order of the text; what a range includes stands with it."""
    found = [*_numbered(text), *notebooks.find(text)]
    taken = {at for one in found for at in range(one.start, one.end)}
    found += (one for one in _named(text) if one.start not in taken)
    found.sort(key=lambda reference: (reference.start, reference.number or 0))
    return iter(found)


def _numbered(text: str) -> Iterator[Reference]:
    for reference in numbered.places(text, numbers.find(text, bare=True), _alone):
        if reference.form != "decimal" or not numbered.counts(text, reference.end):
            words = (
                reference.digits
                if reference.form == "range"
                else text[reference.start : reference.end]
            )
            yield replace(reference, text=words or "")


def _alone(_text: str, number: Number) -> Reference | None:
    return numbered.plain(number)


def _named(text: str) -> Iterator[Reference]:
    for match in _NAMED.finditer(text):
        group = match.lastgroup or ""
        form: FormName = "slug" if group == "slug" else "word" if group == "word" else "name"
        words = match[group]
        yield Reference(*match.span(group), form, slug=words, text=words)
