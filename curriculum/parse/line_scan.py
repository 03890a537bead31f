"""The block structure of a file whose lines tell it one by one, as most records do.

CommonMark has many corners. What may be one of them is not judged here: `scan` gives up, and the
whole file goes to the real parser. A test holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from curriculum.parse.block import Block, BlockKind, Blocks, ListItem, front_matter_end
from curriculum.parse.comments import BLANKS, without_comment
from curriculum.text.patterns import lazy_pattern

_HEADING = lazy_pattern(r"(#{1,6})[ ]+([^\s#](?:.*[^#\s])?)[ ]*")
# A character that begins nothing but a text, or one that does so by what follows it.
_TEXT = lazy_pattern(
    r"[^\W\d_]|[|(\"“”‘’\[$!:;,.?/%&@^{}—–→≈\\]|\d(?![0-9]{0,9}[.)](?:[ \t]|\Z))|\*\*[^\s*]|`(?!``)"
)
_ITEM = lazy_pattern(r"([-*+]|[0-9]{1,9}[.)])([ ]{1,4})(?=\S)")
_FENCE = lazy_pattern(r"(`{3,}|~{3,})[^`]*")
_COMMENT = lazy_pattern(r"<!--(?!>|->)[^>]*-->[ \t]*")
_RULE = lazy_pattern(r"(?:-{3,}|\*{3,}|_{3,})[ ]*")


class _Unusual(Exception):
    """A line that may mean something else than it seems to."""


def scan(lines: Sequence[str]) -> Blocks | None:
    """None where the real parser must decide, as of a NUL, which it takes for another character."""
    if any("\0" in line for line in lines):
        return None
    try:
        return _Scan(lines).blocks()
    except _Unusual:
        return None


class _Scan:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        # The end of the file ends what a blank line ends.
        self.filled = [*(bool(line.strip(BLANKS)) for line in lines), False]
        self.top: list[Block] = []
        self.code: set[int] = set()
        self.html: set[int] = set()

    def blocks(self) -> Blocks:
        index = front_matter_end(self.lines)
        while index < len(self.lines):
            index = self._block(index) if self.filled[index] else index + 1
        return Blocks(tuple(self.top), frozenset(self.code), frozenset(self.html))

    def _block(self, index: int) -> int:
        """Adds the block that begins there, and gives the line behind it."""
        line = self.lines[index]
        if _TEXT.match(line):
            return self._paragraph(index)
        if match := _HEADING.fullmatch(line):
            text = without_comment(match[2])
            self.top.append(Block(BlockKind.HEADING, index, index + 1, len(match[1]), text))
            return index + 1
        if item := _ITEM.match(line):
            return self._list(index, _kind(item))
        return self._rare(index)

    def _rare(self, index: int) -> int:
        line = self.lines[index]
        if match := _FENCE.fullmatch(line):
            return self._fence(index, match[1])
        if _COMMENT.fullmatch(line):
            self.html.add(index)
            self.top.append(Block(BlockKind.HTML, index, index + 1))
            return index + 1
        if _RULE.fullmatch(line) and (index == 0 or not self.filled[index - 1]):
            self.top.append(Block(BlockKind.RULE, index, index + 1))
            return index + 1
        raise _Unusual

    def _paragraph(self, index: int) -> int:
        end = index + 1
        while self.filled[end]:
            line = self.lines[end]
            if _TEXT.match(line):
                end += 1
                continue
            if _HEADING.fullmatch(line) or _FENCE.fullmatch(line) or _COMMENT.fullmatch(line):
                break
            item = _ITEM.match(line)
            if item and (item[1] in "-*+" or item[1][:-1] == "1"):
                break
            raise _Unusual
        self.top.append(Block(BlockKind.TEXT, index, end))
        return end

    def _fence(self, index: int, marker: str) -> int:
        closing = re.compile(rf" {{0,3}}{re.escape(marker[0])}{{{len(marker)},}}[ \t]*")
        for end in range(index + 1, len(self.lines)):
            if closing.fullmatch(self.lines[end]):
                self.code.update(range(index, end + 1))
                self.top.append(Block(BlockKind.CODE, index, end + 1))
                return end + 1
        raise _Unusual

    def _list(self, index: int, kind: str) -> int:
        """Items begin at the margin; what is indented belongs to the one above."""
        items: list[ListItem] = []
        while (match := self._item(index)) and _kind(match) == kind:
            start, index = index, self._item_end(index, match)
            items.append(ListItem(start, index, match[1], 0, match.end()))
            index = index if self.filled[index] else self._behind_blanks(index)
        self.top.append(Block(BlockKind.LIST, items[0].start, items[-1].end, items=tuple(items)))
        return items[-1].end

    def _item(self, index: int) -> re.Match[str] | None:
        match = _ITEM.match(self.lines[index]) if index < len(self.lines) else None
        if match and not _TEXT.match(match.string, match.end()):
            raise _Unusual
        return match

    def _item_end(self, start: int, marker: re.Match[str]) -> int:
        end = start + 1
        while self.filled[end]:
            line = self.lines[end]
            if line[0] == " ":
                self._check_indented(line, marker.end())
            elif _HEADING.fullmatch(line):
                break
            elif item := _ITEM.match(line):
                if _kind(item) != _kind(marker):
                    raise _Unusual
                break
            elif not _TEXT.match(line):
                raise _Unusual
            end += 1
        return end

    def _check_indented(self, line: str, offset: int) -> None:
        column = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line, column)
        if item and column < offset:
            raise _Unusual
        if not _TEXT.match(line, item.end() if item else column):
            raise _Unusual

    def _behind_blanks(self, index: int) -> int:
        """What is indented behind a blank line may still belong to the item."""
        behind = index
        while behind < len(self.lines) and not self.filled[behind]:
            behind += 1
        if behind > index and behind < len(self.lines) and self.lines[behind][0] in " \t":
            raise _Unusual
        return behind


def _kind(item: re.Match[str]) -> str:
    """The lists of one kind are one list."""
    return item[1][-1]
