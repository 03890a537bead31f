"""Items that a number in front of their list leaves out: `Stretch: …`, `Recap: …`, a remark.

`Three exercises` may be followed by a fourth item that is for the quick ones, or by a sentence
about all three. Whether it counts is for the author to say, so both counts are possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_EXTRA = (
    r"stretch(?: goals?| exercises?| tasks?| problems?)?|bonus(?: \w{1,12})?"
    r"|optional(?: (?!chain)\w{1,12})?|extra(?: \w{1,12})?|challenge|extension|homework"
    r"|going further|recap|summary|conclusion|wrap-up|warm-?up|takeaways?|reflection|review"
    r"|follow-up|set-?up|intro(?:duction)?|notes?|nb|caution|hint|tip|remark|aside|solution"
)
_LABELLED = lazy_pattern(
    rf"[*_(\[\"]{{0,3}}(?:{_EXTRA})(?=[*_\"]{{0,3}}(?:[:)\]]| --? | [–—] |[*_]{{2}}|\Z))",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy_pattern(
    r"\((?:stretch|bonus|optional|extra|recap|challenge)\b|\bif \w{0,6} ?time\b", re.I
)
_ABOUT_ALL = lazy_pattern(
    r"(?:all|each|every|both|none|neither|these|those|they|together|overall|note that|no|plus|also"
    r"|and|see|everything|the (?:last|first|whole|other)|students?|learners?)\b(?![-/])",
    re.IGNORECASE,
)
_FORMS = lazy_pattern(r"\*\*|__|[\"“]|`|[A-Z][a-z]+ \d|\[[^\]]{1,80}\]\(")
_SEVERAL = lazy_pattern(r"[*_]{0,2}[A-Za-z]{2,20}s \d{1,2} ?(?:-|–|,|&|and|to) ?\d")
_LONGEST = 300


class Uncounted(Struct, frozen=True):
    """An item, up to `end`, and its `word` for being none of those counted."""

    start: int
    end: int
    word: str

    def __str__(self) -> str:
        return self.word


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Stretch: a tree of dice": ("Stretch",),
    "**Recap:** what a set is": ("**Recap",),
    "(optional) three dice": ("(optional",),
    "Bonus round -- three dice": ("Bonus round",),
    "Three dice (stretch, for the quick)": ("(stretch",),
    "All of them run on paper.": ("All",),
    "Note that the second needs a coin": ("Note that",),
    "Optional chaining in one line": (),
    "Summary statistics of a column": (),
    "Extension methods": (),
    "All-pairs distances": (),
    "Setup costs of a press": (),
}


def find(text: str) -> Iterator[Uncounted]:
    """At most one: what makes this item one that need not be counted."""
    item = text[:_LONGEST]
    match = _LABELLED.match(item) or _ABOUT_ALL.match(item) or _IN_BRACKETS.search(item)
    if match:
        yield Uncounted(match.start(), match.end(), match[0])


def possible_counts(items: Sequence[str]) -> frozenset[int]:
    """How many items a number in front may mean; empty where one item stands for several."""
    if any(_SEVERAL.match(item) for item in items):
        return frozenset()
    uncounted = [any(find(item)) for item in items]
    odd_end = uncounted[-1] or _is_odd_one_out([_form(item) for item in items])
    return frozenset({len(items), len(items) - odd_end, len(items) - sum(uncounted)})


def _form(item: str) -> tuple[str, bool]:
    """How the item begins, and whether it ends like a sentence."""
    lead = _FORMS.match(item)
    return re.sub(r"\w", "", lead[0][:2]) if lead else "x", item.rstrip().endswith((".", "!", "?"))


def _is_odd_one_out(forms: Sequence[tuple[str, bool]]) -> bool:
    return len(forms) > 2 and len(set(forms[:-1])) == 1 and forms[-1] != forms[0]
