"""The block structure of a file as CommonMark sees it. The only importer of markdown_it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.parse.block import Block, BlockKind, Blocks, ListItem, front_matter_end
from curriculum.parse.comments import without_comment
from curriculum.parse.line_scan import scan
from curriculum.parse.section_names import section_kind
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


_KINDS = {
    "heading_open": BlockKind.HEADING,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "blockquote_open": BlockKind.QUOTE,
    "hr": BlockKind.RULE,
    "paragraph_open": BlockKind.TEXT,
}
_MARKER = lazy_pattern(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]*)")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 70 ms that a warm run must not pay

    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    # A link definition leaves no token, and its words would be lost.
    parser.disable("reference")
    return parser


def read_blocks(lines: Sequence[str]) -> Blocks:
    """Most records have nothing that a look at each line does not tell, in a fifth of the time."""
    return scan(lines) or parse_blocks(lines)


def parse_blocks(lines: Sequence[str]) -> Blocks:
    tokens = _parser().parse("\n".join(_without_front_matter(lines)))
    top = tuple(_top_level(tokens, lines))
    return Blocks(top, _lines_of(tokens, "fence", "code_block"), _lines_of(tokens, "html_block"))


def _lines_of(tokens: Sequence[Token], *types: str) -> frozenset[int]:
    return frozenset(
        line for token in tokens if token.map and token.type in types for line in range(*token.map)
    )


def _without_front_matter(lines: Sequence[str]) -> Iterator[str]:
    """CommonMark would read the last line of a front matter as a heading."""
    end = front_matter_end(lines)
    for number, line in enumerate(lines):
        yield "" if number < end else line


def _top_level(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    for position, token in enumerate(tokens):
        if token.level or token.map is None or token.type not in _KINDS:
            continue
        start, end = token.map
        kind = _KINDS[token.type]
        if kind is BlockKind.HEADING:
            yield from _heading(token, tokens[position + 1].content)
        elif kind is BlockKind.LIST:
            items = tuple(_items(tokens, position, lines))
            yield Block(kind, start, items[-1].end if items else end, items=items)
        else:
            yield Block(kind, start, end)


def _heading(token: Token, content: str) -> Iterator[Block]:
    """A line of dashes right below a text is a drawn line to its author, not an underline.

    Only a known section may be underlined with dashes.
    """
    start, end = token.map or (0, 0)
    if token.markup == "-" and section_kind(content) is None:
        yield Block(BlockKind.TEXT, start, end - 1)
        yield Block(BlockKind.RULE, end - 1, end)
    else:
        yield Block(BlockKind.HEADING, start, end, int(token.tag[1]), without_comment(content))


def _items(tokens: Sequence[Token], position: int, lines: Sequence[str]) -> Iterator[ListItem]:
    for at in range(position + 1, len(tokens)):
        token = tokens[at]
        if token.level == 0:
            return
        if token.level != 1 or token.type != "list_item_open" or token.map is None:
            continue
        start, end = token.map
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        if match := _MARKER.match(lines[start]):
            yield ListItem(start, end, match[2], match.start(2), _text_column(match))


def _text_column(match: re.Match[str]) -> int:
    """Five blanks or more after a marker begin indented code, which keeps all but the first.

    A marker alone on its line has its text one column behind it, on the lines below.
    """
    if match.end() == len(match.string):
        return match.end(2) + 1
    blanks = len(match[3])
    return match.end(2) + (blanks if 1 <= blanks <= 4 else min(blanks, 1))


class Inline(Struct, frozen=True):
    """What is left to see of a stretch of text: its literal characters, and the HTML in it."""

    visible: str
    html: tuple[str, ...]


def read_inline(text: str) -> Inline:
    """As a renderer reads one paragraph or one cell; code spans count as visible."""
    tokens = [
        child for token in _inline_parser().parseInline(text) for child in token.children or ()
    ]
    visible = "".join(t.content for t in tokens if t.type in {"text", "code_inline"})
    return Inline(visible, tuple(t.content for t in tokens if t.type == "html_inline"))


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # as above

    return MarkdownIt("commonmark")
