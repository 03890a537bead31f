"""Things that are said not to exist yet: `NOT YET CREATED`, `not built yet`, `to be written`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_PARTICIPLES = (
    "created|built|written|made|implemented|available|started|done|finished|fixed|reviewed"
)
_PARTICIPLE = lazy_pattern(_PARTICIPLES)
_NOT_YET = lazy_pattern(
    r"(?<!\bwhat is )(?<!\bwhat has )"
    rf"\bnot (?:yet (?:been )?(?:{_PARTICIPLES})|(?:been )?(?:{_PARTICIPLES}) yet)\b",
    re.IGNORECASE,
)
# `to be made clear` and `has to be created by hand` are what students read.
_TO_BE = lazy_pattern(
    r"(?:^|[(,;] ?|:\*{0,2} ?|-- ?|— ?|\b(?:still|yet|is|are|remains?|notebooks?|widgets?"
    r"|animation|figure|quiz|video|exercise|exercises) )"
    r"(?P<said>to be (?:created|built|written|finished|reviewed))\b"
    r"(?! (?:by (?:the |each |every )?(?:students?|learners?|readers?|hand)|in class)\b)",
    re.IGNORECASE,
)
# A text that goes on to say that it was made.
_MADE = lazy_pattern(
    r"(?:(?:[,;:.(/—]|--|->|\band|\bbut) ?(?:(?:it|they|was|were|is|are|since|then|now|later|has"
    r"|have|had|been|both|all|notebook|finally|but|and) ){0,4}"
    r"|\b(?:since|then|now|later|been|was|were) )"
    rf"(?P<made>{_PARTICIPLES}|exists?)\b",
    re.IGNORECASE,
)
# What is so was made, by whatever word it was said to be missing.
_MADE_ANYHOW = ("finished", "done", "exist", "exists")


# How far behind it may stand that it was made after all.
LONGEST_SEEN = 300


class Unmade(Struct, frozen=True):
    """`loud`: it stands in capitals, so that it must be seen."""

    start: int
    end: int
    text: str
    loud: bool

    def __str__(self) -> str:
        return self.text


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "`2-5-1.ipynb` -- NOT YET CREATED": ("NOT YET CREATED",),
    "Notebook not created yet.": ("not created yet",),
    "Animation not yet built, stills in its place": ("not yet built",),
    "The quiz has not been written yet.": ("not been written yet",),
    "stills; the animation has not yet been built": ("not yet been built",),
    "notebook TO BE CREATED": ("TO BE CREATED",),
    "**Notebook:** to be created": ("to be created",),
    "Notebook: still to be written.": ("to be written",),
    "Widget is to be built": ("to be built",),
    "NOT YET CREATED, will be created in spring": ("NOT YET CREATED",),
    "NOT YET CREATED at iteration 1, created at iteration 2": (),
    "not created yet when this was reviewed; it has since been created": (),
    "the widget was not yet built, now built": (),
    "the quiz had not been written yet, but has since been written": (),
    "NOT YET CREATED at first. Finished in iteration 2.": (),
    "was NOT YET CREATED; it now exists": (),
    "the plot is to be created by the students, who see what is not yet implemented": (),
    "a graph has to be created by hand, to be made clear": (),
    "nothing is created yet another time": (),
}


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Unmade]:
    """By their place in `text[start:end]`; not those that the text behind says were made."""
    end = len(text) if end is None else end
    matches = [match for form in (_NOT_YET, _TO_BE) for match in form.finditer(text, start, end)]
    if not matches:
        return
    seen = max(match.end() for match in matches) + LONGEST_SEEN
    made = {m["made"].casefold(): m.start("made") for m in _MADE.finditer(text, start, seen)}
    for match in sorted(matches, key=re.Match.start):
        said = "said" if "said" in match.re.groupindex else 0
        participle = _PARTICIPLE.findall(match[said].casefold())[0]
        if max(made.get(word, -1) for word in (participle, *_MADE_ANYHOW)) < match.end():
            yield Unmade(*match.span(said), match[said], match[said].isupper())
