"""The tree of blocks outside the blocks that fixes name, to compare a record before and after.

A fix names the blocks of which it makes others: a table that becomes whole, a stretch of HTML that
becomes text. All other blocks, and what holds the named ones, must be the same afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.problem import Edit, Fix, Span
from curriculum.write.tree import Parsed, Tree, parsed, tree_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEAVES = frozenset(
    ["paragraph_open", "heading_open", "table_open", "fence", "code_block", "html_block", "hr"]
)


class Named(Struct, frozen=True):
    """0-based lines, `end` exclusive. Of HTML, all that it hid may appear at its `level`."""

    start: int
    end: int
    level: int | None = None


def same_outside(old: bytes, new: bytes, fixes: Sequence[Fix]) -> bool:
    """Whether the tree is the same outside what the fixes name, which made the new text."""
    before, after = parsed(old), parsed(new)
    edits = sorted(edit for fix in fixes for edit in fix.edits)
    named = [
        *(_named(fix.blocks, before.tokens) for fix in fixes if fix.blocks),
        *_touched_html(before.tokens, edits),
    ]
    moved = [
        Named(_line_after(one.start, edits), _line_after(one.end, edits), one.level)
        for one in named
    ]
    return _outside(before, named) == _outside(after, moved)


def _named(blocks: Span, tokens: Sequence[Token]) -> Named:
    """Whole blocks: a table that a renderer does not see may begin within a paragraph."""
    start, end = blocks.line - 1, blocks.end_line
    maps = [token.map for token in tokens if token.type in _LEAVES and token.map]
    met = [one for one in maps if one[0] < end and start < one[1]]
    return Named(min((start, *(one[0] for one in met))), max((end, *(one[1] for one in met))))


def _touched_html(tokens: Sequence[Token], edits: Sequence[Edit]) -> Iterator[Named]:
    touched = [(edit.span.line - 1, _end(edit.span)) for edit in edits]
    for token in tokens:
        if token.type == "html_block" and token.map:
            start, end = token.map
            if any(first < end and start < last for first, last in touched):
                yield Named(start, end, token.level)


def _end(span: Span) -> int:
    """Whole lines end at the first column of the next one."""
    is_whole = span.end_column == 1 and span.end_line > span.line
    return span.end_line - is_whole


def _line_after(line: int, edits: Sequence[Edit]) -> int:
    """Where a line begins when the edits are made; what is put in at its begin comes behind it."""
    above = (edit for edit in edits if (edit.span.line, edit.span.column) < (line + 1, 1))
    grown = (edit.text.count("\n") - (edit.span.end_line - edit.span.line) for edit in above)
    return line + sum(grown)


def _outside(seen: Parsed, named: Sequence[Named]) -> Tree:
    return tree_of(_tokens_outside(seen, named), seen.lines)


def _tokens_outside(seen: Parsed, named: Sequence[Named]) -> Iterator[Token]:
    inside: int | None = None  # the level of the named block that is passed over
    for token in seen.tokens:
        if inside is not None:
            if token.level == inside and token.nesting < 0:
                inside = None
        elif any(_is_named(token, seen.lines, one) for one in named):
            inside = token.level if token.nesting > 0 else None
        else:
            yield token


def _is_named(token: Token, lines: Sequence[str], named: Named) -> bool:
    if token.map is None:
        return False
    start, end = token.map
    if named.level is None:
        return token.type in _LEAVES and start < named.end and named.start < end
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return token.level >= named.level and named.start <= start and end <= named.end
