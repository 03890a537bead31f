"""Where the text of a YAML record's Markdown twin stands in the YAML file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct, field

from curriculum.files.source import Source
from curriculum.parse.comments import BLANKS
from curriculum.problem import Span
from curriculum.yaml.nodes import Mapping, Node, Scalar
from curriculum.yaml.text import offsets


class Piece(Struct, frozen=True):
    """Characters of a twin's line that are characters of a scalar, from `offset` of its text.

    `escaped` is a pipe in a cell, which takes two characters in Markdown.
    """

    column: int
    length: int
    scalar: Scalar
    offset: int
    escaped: bool = False

    @property
    def end(self) -> int:
        return self.column + self.length

    def at(self, column: int) -> int:
        """The offset in the scalar's text."""
        return self.offset + (0 if self.escaped else column - self.column)


class Places(Struct, dict=True):
    """Spans of the twin, and what they are in the file."""

    twin: Source
    source: Source
    nodes: dict[Span, Node] = field(default_factory=dict)
    pieces: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    inner: dict[int, Node] = field(default_factory=dict)
    comments: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    root: Node | None = None
    _offsets: dict[int, list[int] | None] = field(default_factory=dict)

    def add(self, span: Span, node: Node) -> None:
        """Outer parts first: on its lines, a part hides what it stands in."""
        self.nodes[span] = node
        for line in range(span.line, span.end_line + 1):
            self.inner[line] = node

    def add_texts(self, region: Span, scalars: Iterable[Scalar], *, cell: bool = False) -> None:
        """The scalars' texts in the order in which they stand in the region."""
        finder = _Finder(self.twin, region)
        for scalar in scalars:
            for line, piece in finder.pieces(scalar, cell=cell):
                self.pieces[line].append(piece)

    def span(self, span: Span) -> Span:
        """The very characters where they are known, else the scalar or the part around them."""
        if node := self.nodes.get(span):
            return self.node_span(node)
        first = self._piece(span.line, span.column)
        last = self._piece(span.end_line, max(span.end_column - 1, 1))
        if first is None:
            return self.node_span(last.scalar if last else self.inner.get(span.line))
        if last is None or last.scalar is not first.scalar:
            return self._within(first, span.column, None)
        return self._within(first, span.column, (last, span.end_column))

    def _within(self, first: Piece, column: int, end: tuple[Piece, int] | None) -> Span:
        places = self.offsets(first.scalar)
        if places is None:
            return self.node_span(first.scalar)
        start = places[first.at(column)]
        if end is None:
            return self.source.span_of(start, max(first.scalar.end, start))
        piece, column = end
        stop = piece.offset + 1 if piece.escaped else piece.at(min(column, piece.end))
        return self.source.span_of(start, max(places[stop], start))

    def offsets(self, scalar: Scalar) -> list[int] | None:
        if scalar.start not in self._offsets:
            self._offsets[scalar.start] = offsets(scalar, self.source.text)
        return self._offsets[scalar.start]

    def node_span(self, node: Node | None) -> Span:
        """Without a node, where the record says which module it is."""
        if node is None:
            return self.node_span(self.root) if self.root else Span(1, 1, 1, 1)
        return self.source.span_of(node.start, node.end)

    def comments_on(self, line: int) -> list[tuple[Span, Node]]:
        """The comments that begin on a line of the twin, and what they are in the file."""
        return [(span, self.nodes[span]) for span in self.comments.get(line, [])]

    def located(self, line: int, start: int, end: int) -> tuple[Scalar, int, int] | None:
        """These columns as a stretch of one scalar's text; None where they are not."""
        first = self._piece(line, start)
        last = self._piece(line, max(end - 1, start)) if end > start else first
        if first is None or last is None or last.scalar is not first.scalar:
            return None
        whole = not first.escaped or start == first.column
        stop = last.offset + 1 if last.escaped and end > start else last.at(end)
        is_gapless = stop - first.at(start) <= end - start
        return (first.scalar, first.at(start), stop) if whole and is_gapless else None

    def _piece(self, line: int, column: int) -> Piece | None:
        pieces = self._sorted.get(line, [])
        at = bisect_right(pieces, column, key=lambda piece: piece.column) - 1
        if at >= 0 and column <= pieces[at].end:
            return pieces[at]
        return None

    @cached_property
    def _sorted(self) -> dict[int, list[Piece]]:
        return {
            line: sorted(pieces, key=lambda piece: piece.column)
            for line, pieces in self.pieces.items()
        }


class _Finder:
    """Looks for texts in a region, each behind the one before."""

    def __init__(self, twin: Source, region: Span) -> None:
        self.twin = twin
        self.line, self.column = region.line, region.column - 1
        self.last, self.end = region.end_line, region.end_column - 1

    def pieces(self, scalar: Scalar, *, cell: bool) -> Iterator[tuple[int, Piece]]:
        offset = 0
        text = scalar.text.replace("\n", " ") if cell else scalar.text
        for line in text.split("\n"):
            wanted = line.strip(BLANKS)
            if wanted:
                found = self._find(wanted.replace("|", "\\|") if cell else wanted)
                if not found:
                    return
                start = offset + len(line) - len(line.lstrip(BLANKS))
                yield from _split(self.line, self.column, scalar, (start, wanted), cell=cell)
                self.column += len(wanted) + cell * wanted.count("|")
            offset += len(line) + 1

    def _find(self, wanted: str) -> bool:
        line, column = self.line, self.column
        while line <= self.last:
            text = self.twin.lines[line - 1]
            end = self.end if line == self.last else len(text)
            at = text.find(wanted, column, end)
            if at >= 0:
                self.line, self.column = line, at
                return True
            line, column = line + 1, 0
        return False


def _split(
    line: int, column: int, scalar: Scalar, text: tuple[int, str], *, cell: bool
) -> Iterator[tuple[int, Piece]]:
    """In a cell, each pipe is a piece of its own."""
    offset, wanted = text
    column += 1
    for place, part in enumerate(wanted.split("|") if cell else [wanted]):
        if place:
            yield line, Piece(column, 2, scalar, offset, escaped=True)
            column, offset = column + 2, offset + 1
        if part:
            yield line, Piece(column, len(part), scalar, offset)
        column, offset = column + len(part), offset + len(part)


def value_scalars(node: Mapping, names: Iterable[str]) -> Iterator[Scalar]:
    """The texts under these keys, in this order."""
    for name in names:
        value = node.get(name)
        if isinstance(value, Scalar) and not value.is_null:
            yield value
