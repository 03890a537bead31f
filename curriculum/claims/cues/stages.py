"""Which stage of a thing's life a part of its bracket speaks of: `full release`, `v1.5`, `renamed`.

What is said of one stage need not hold for another: the beta has its own date, the renamed tool
its own maker, the second version its own size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_LEADS = (
    r"(?:(?:a|an|the|now|later|then|again|was|is|were|re|first|full|final|initial|public|private"
    r"|closed|open|limited|early|late|staged|stable|second|third|general|weights|code|model|major"
    r"|minor|last|original|partial|of|as|in) ){0,4}"
)
_WORDS = (
    r"release[ds]?|rerelease[ds]?|re-release[ds]?|launch(?:ed)?|relaunch(?:ed)?|beta|alpha release"
    r"|preview(?:ed)?|announced|announcement|unveiled|renam(?:ed|ing)|rebrand(?:ed|ing)?"
    r"|open[- ]sourc(?:ed|ing)|acquired|acquisition|bought|sold|spun off|updated?|upgraded?"
    r"|refresh(?:ed)?|revis(?:ed|ion)|reissued|availability|deprecated|retired|shut down"
    r"|discontinued|begun|started|finished|completed|exhibited|restored|proposed|proposal"
    r"|standardi[sz]ed|edition|prototype"
)
_STAGE = lazy_pattern(
    rf"{_LEADS}(?:(?P<word>{_WORDS})\b(?!-)"
    r"|(?P<version>v\d+(?:\.\d+)*|\d+\.\d+|version \d+(?:\.\d+)*)\b"
    r"(?![-.%\w]| ?[BMKx×]))",
    re.IGNORECASE,
)
_LONGEST = 120
_STAGES_OF_WORDS = {
    "paper": "paper", "launch": "release", "releas": "release", "open": "open-sourced",
    "announ": "announced", "unveil": "announced", "previe": "announced",
}  # fmt: skip


class Stage(Struct, frozen=True):
    start: int
    end: int
    name: str

    def __str__(self) -> str:
        return self.name


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "full release of the weights": ("release",),
    "renamed from Stable Audio": ("renamed",),
    "now open-sourced": ("open-sourced",),
    "v1.5": ("v1.5",),
    "later acquired by Adobe": ("acquired",),
    "closed beta": ("beta",),
    "a fine-tune of v1.5": (),
    "two releases": (),
    "1.5B params": (),
    "2.5x faster": (),
    "standard-size canvas": (),
    "MMDiT, open weights": (),
}


def find(text: str) -> Iterator[Stage]:
    """At most one: the stage that the text begins with."""
    match = _STAGE.match(text[:_LONGEST])
    if match:
        word = (match["word"] or match["version"]).casefold()
        yield Stage(match.start(), match.end(), _name(word))


def _name(word: str) -> str:
    return next((name for key, name in _STAGES_OF_WORDS.items() if word.startswith(key)), word)


def stage_of(text: str) -> str:
    """Empty where the text does not begin with one."""
    return next((stage.name for stage in find(text)), "")
