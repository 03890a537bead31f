"""The tree of blocks and breaks that a renderer sees, to compare two texts of one record.

Layout may change neither: what stands in a quotation, a list item or a table stays there, a hard
line break stays one, and a comment stays directly above what it stood above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.files.source import BOM
from curriculum.parse.block import front_matter_end

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_OUR_COMMENT = "<!-- curriculum:"
# One entry a token: what it is, and what of it a reader would see.
Tree = tuple[tuple[str, ...], ...]


_LISTS_MEET = {
    (("bullet_list_close", "ul"), ("bullet_list_open", "ul")),
    (("ordered_list_close", "ol"), ("ordered_list_open", "ol")),
}


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 70 ms that only a command that writes must pay

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Parsed(Struct, frozen=True):
    """What a renderer sees in a file; the lines are those that the tokens count."""

    tokens: Sequence[Token]
    lines: Sequence[str]


def parsed(data: bytes) -> Parsed:
    """Tables as in GFM. Never fails on content."""
    text = data.removeprefix(BOM).decode("utf-8", "surrogateescape")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = front_matter_end(lines)
    return Parsed(_parser().parse("\n".join([*[""] * head, *lines[head:]])), lines)


def block_tree(data: bytes) -> Tree:
    seen = parsed(data)
    return tree_of(seen.tokens, seen.lines)


def tree_of(tokens: Iterable[Token], lines: Sequence[str]) -> Tree:
    return tuple(_joined(_entries(tokens, lines)))


def _joined(entries: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Neighbouring lists that only other bullets keep apart are one: layout makes them alike."""
    last: tuple[str, ...] = ()
    for entry in entries:
        if (last, entry) in _LISTS_MEET:
            last = ()
            continue
        if last:
            yield last
        last = entry
    if last:
        yield last


def _entries(tokens: Iterable[Token], lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for token in tokens:
        if token.type == "inline":
            breaks = sum(child.type == "hardbreak" for child in token.children or ())
            if breaks:
                yield ("breaks", str(breaks))
        elif token.type in {"html_block", "fence", "code_block"}:
            yield (token.type, token.info.strip(), *_touching(token, lines))
        else:
            yield (token.type, token.tag)


def _touching(token: Token, lines: Sequence[str]) -> Iterator[str]:
    """A comment of another tool may be an instruction for the line below it."""
    if token.content.lstrip().startswith(_OUR_COMMENT):
        return
    end = token.map[1] if token.map else len(lines)
    if token.content.rstrip().endswith("-->") and end < len(lines) and lines[end].strip():
        yield "directly above"
