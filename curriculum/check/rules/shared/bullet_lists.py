"""The bullet lists and numbered lists of a file, found in one pass, by the line that they begin on.

The document knows the items of fields; these lists may stand anywhere, in items and in prose.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Role
from curriculum.text.patterns import lazy_pattern

_ITEM = lazy_pattern(r"([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_NO_ITEM = frozenset({Role.TITLE, Role.HEADING, Role.LESSON_HEADING})


class BulletList(Struct):
    """`indent` is that of its markers; `items` are the texts of their first lines."""

    indent: int
    ordered: bool
    items: list[str] = field(default_factory=list)


class BulletLists(Struct, frozen=True):
    """`by_line` is keyed by the 0-based line of the first item."""

    by_line: dict[int, BulletList]
    _next_text: dict[int, int]

    def behind(self, index: int, least: int) -> BulletList | None:
        """The list that begins on the first line behind this one that is not blank."""
        found = self.by_line.get(self._next_text.get(index, -1))
        return found if found and found.indent >= least else None


def indent_of_items(line: str) -> int:
    """Where an item must begin at least to belong to this line."""
    item = _ITEM.match(line)
    return item.end(1) + 1 if item else 0


def read_lists(reading: RecordFile) -> BulletLists:
    lines = reading.source.lines
    next_text, following = {}, -1
    for index in range(len(lines) - 1, -1, -1):
        next_text[index] = following
        if lines[index].strip():
            following = index
    return BulletLists(dict(_lists(reading)), next_text)


def _lists(reading: RecordFile) -> Iterator[tuple[int, BulletList]]:
    """A list ends at a line that is outdented, or at a text of its own in the first column."""
    around: list[BulletList] = []
    below_blank = False
    for index, line in enumerate(reading.source.lines):
        item = None if index in reading.document.opaque else _ITEM.match(line)
        if item:
            indent, ordered = item.end(1), item[2][0].isdigit()
            while around and _is_behind(around[-1], indent, ordered=ordered):
                around.pop()
            if not around or around[-1].indent < indent:
                around.append(BulletList(indent, ordered))
                yield index, around[-1]
            around[-1].items.append(line[item.end() :])
        elif line[:1].strip() and (below_blank or reading.document.roles[index] in _NO_ITEM):
            around.clear()
        below_blank = not line.strip()


def _is_behind(inner: BulletList, indent: int, *, ordered: bool) -> bool:
    """An item with this indent does not belong to the list, nor to one in it."""
    return inner.indent > indent or (inner.indent == indent and inner.ordered != ordered)
