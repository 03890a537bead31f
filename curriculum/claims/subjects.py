"""The name that a clause of running text begins with: what the words behind it are said of.

`Flux was released …` is about Flux; `the successor of Flux was released …` is not.
"""

from __future__ import annotations

from curriculum.claims.things import name_before
from curriculum.claims.vocabulary import vocabulary

_LONGEST_WORD = 30
_CLAUSE_ENDS = (".", ":", ";", "!", "?", "(", "--", "—", "–", "|")
_OPENERS = vocabulary(
    "the a an but while when whereas where since because although though as that until before",
    "after once than unlike like if whether so then yet how why against compare use",
)


def subject_before(text: str, end: int) -> tuple[int, str] | None:
    """Where it begins, and the name; None where another noun stands in front of it."""
    start, name = name_before(text, end)
    if not name:
        return None
    before = text[max(0, start - _LONGEST_WORD) : start].split()
    last = before[-1].strip("*_`\"'“”") if before else ""
    opens = not last or last.endswith(_CLAUSE_ENDS) or last.casefold() in _OPENERS
    return (start, name) if opens else None
