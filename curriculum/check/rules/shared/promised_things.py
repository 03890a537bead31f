"""What a promise puts off, and by which short name."""

from __future__ import annotations

import re

from curriculum.claims.placed import Placed
from curriculum.claims.prior_depth_forms import POINTS_BACK
from curriculum.claims.promises import Promise
from curriculum.claims.record_claims import RecordClaims
from curriculum.text.patterns import lazy_pattern

# How much was said of it, which names nothing: the row or item is what is meant.
_ASIDE = lazy_pattern(
    r"(?:(?:an?|one|only|single|brief|short|quick|passing) )*"
    r"(?:sentence|mention|line|paragraph|remark|aside|footnote|teaser)s?(?: only)?",
    re.IGNORECASE,
)
_GLOSSED = lazy_pattern(r"(?P<words>[A-Z][\w -]+?) \((?P<short>[A-Z][A-Za-z0-9]{1,9})s?\)")


def promised_subject(placed: Placed[Promise], facts: RecordClaims) -> str:
    """What is put off; the row's own concept where the sentence only points back to it."""
    words = placed.claim.words
    concept = facts.concept_at(placed.span.line)
    points_back = not words or any(
        pattern.fullmatch(words) is not None for pattern in (POINTS_BACK, _ASIDE)
    )
    return concept.term if concept and points_back else words


def short_name(placed: Placed[Promise], facts: RecordClaims) -> str:
    """The acronym of what is put off, else its whole name."""
    own = whole_name(placed, facts)
    glossed = _GLOSSED.search(own)
    return glossed["short"] if glossed else own


def whole_name(placed: Placed[Promise], facts: RecordClaims) -> str:
    """With its gloss, where it is the concept of its row."""
    subject, concept = promised_subject(placed, facts), facts.concept_at(placed.span.line)
    return concept.name if concept and concept.term == subject else subject


def is_glossed(name: str) -> bool:
    """`Ring Buffer Masks (RBM)` is one thing with a short name: some of its words are not it."""
    found = _GLOSSED.search(name)
    if found is None:
        return False
    initials = "".join(word[0] for word in found["words"].replace("-", " ").split()).upper()
    capitals = "".join(char for char in found["short"] if char.isupper())
    return len(capitals) > 1 and initials.endswith(capitals)
