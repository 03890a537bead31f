"""`<!-- curriculum: ignore[rule] reason -->`: problems that an author lets stand, and why."""

from __future__ import annotations

from msgspec import Struct

from curriculum.files.source import Source
from curriculum.parse.comments import BLANKS, is_comment_line
from curriculum.parse.document import Document
from curriculum.parse.suppression_comments import (
    WHOLE_FILE,
    Comment,
    may_have_comments,
    read_comments,
)
from curriculum.problem import Span

# How far below a comment on its own line the block that it covers may begin.
MOST_STACKED = 20


class Suppression(Struct, frozen=True):
    """`first` and `last` are the 1-based lines that it covers, its own among them.

    `span` is the comment itself. `error` says what is wrong with a comment that suppresses nothing.
    """

    span: Span
    text: str
    rules: tuple[str, ...]
    first: int
    last: int
    own_line: bool
    error: str | None = None


def read_suppressions(source: Source, document: Document) -> list[Suppression]:
    """Those that suppress, and those that do not because of a mistake."""
    if not may_have_comments(source.text):
        return []
    return [
        _suppression(source, document, comment)
        for index in range(len(source.lines))
        if index not in document.code
        for comment in read_comments(source.lines, index)
    ]


def _suppression(source: Source, document: Document, comment: Comment) -> Suppression:
    error = comment.mistake
    heading = document.first_heading
    line = comment.span.line
    whole_file = comment.word == WHOLE_FILE
    if error is None and whole_file and heading and heading.span.line <= line:
        error = f"`{WHOLE_FILE}` does not stand before the first heading; move it there"
    if error:
        return Suppression(comment.span, comment.text, (), line, line, comment.own_line, error)
    first, last = line, line
    if whole_file:
        first, last = 1, len(source.lines) or 1
    elif comment.own_line:
        last = _end_of_block(source, line)
    return Suppression(comment.span, comment.text, comment.rules, first, last, comment.own_line)


def _end_of_block(source: Source, line: int) -> int:
    """The last line without a blank one between, below a comment on a line of its own."""
    lines = source.lines
    first = line
    end = min(len(lines), line + MOST_STACKED)
    while first < end and (not lines[first].strip(BLANKS) or is_comment_line(lines[first])):
        first += 1
    last = first
    while last < len(lines) and lines[last].strip(BLANKS):
        last += 1
    return max(last, first + 1)
