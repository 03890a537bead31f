"""What a row or an item is called, so that it is found again where its text was changed."""

from __future__ import annotations

from curriculum.parse.comments import BLANKS, without_comment
from curriculum.parse.rows import bare, split_row
from curriculum.text.names import key
from curriculum.text.patterns import lazy_pattern

_MARKER = lazy_pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
# Where the name of an item ends: a dash, a bracket, a colon, a depth's arrow.
_END = lazy_pattern(r" (?:--|—|–|->|→) | \(|:(?:\*\*)?(?: |$)|\*\*(?= )")
_LONGEST = 120


def row_key(line: str) -> str:
    cells = split_row(bare(line), 1)
    return _name(cells[0].text) if cells else ""


def item_key(line: str) -> str:
    if line.lstrip(BLANKS).startswith("|"):
        return row_key(line)
    marker = _MARKER.match(line)
    return _name(without_comment(line[marker.end() :] if marker else line))


def _name(text: str) -> str:
    ends = (found.start() for found in _END.finditer(text) if found.start())
    return key(text[: next(ends, len(text))].strip("*_` \t")[:_LONGEST])
