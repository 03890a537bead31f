"""Lessons in order on a line, and an arc for each pair of which one refers to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

# Nodes are as far from each other as fits a page, and no nearer than a finger and a label need.
_FITTING = 1_130
_NEAREST, _FARTHEST = 24, 40
_LETTER = 7
_GAP = 14
_MARGIN = 26
_BAND = 56
_HIGHEST = 250
# A picture with more lines is a blot; the heaviest stay.
MOST_ARCS = 1_500


class Node(Struct, frozen=True):
    """`group` are nodes under one heading, which leads to `group_url`."""

    label: str
    title: str
    url: str
    group: str
    group_url: str


class Arc(Struct, frozen=True):
    """`start` refers to `end`, both places of nodes."""

    start: int
    end: int
    count: int

    @property
    def is_backward(self) -> bool:
        return self.end < self.start


class ArcDiagram:
    """What came before is joined by arcs above the line, what is still to come by arcs below."""

    def __init__(
        self, nodes: Sequence[Node], counts: Mapping[tuple[int, int], int], root: str, name: str
    ) -> None:
        self.nodes = nodes
        self.arcs = [Arc(*pair, count) for pair, count in sorted(counts.items())]
        heaviest = sorted(self.arcs, key=lambda arc: -arc.count)[:MOST_ARCS]
        self.drawn = sorted(heaviest, key=lambda arc: (arc.start, arc.end))
        self._root = root
        self._name = name
        self._step = _step(nodes)
        self._xs = list(_positions(nodes, self._step))
        self._width = (self._xs[-1] if self._xs else 0) + _MARGIN
        self._above = self._height(backward=True)
        self._below = self._height(backward=False)

    @property
    def svg(self) -> str:
        height = self._above + _BAND + self._below + 16
        size = f'width="{self._width}" height="{height}" viewBox="0 0 {self._width} {height}"'
        return "".join(
            (
                f'<svg class="arcs" {size} role="group" aria-label="{escape(self._name)}">',
                '<g class="groups">',
                *self._groups(),
                '</g><g class="lines" aria-hidden="true">',
                *map(self._arc, self.drawn),
                '</g><g class="nodes">',
                *self._nodes(),
                "</g></svg>",
            )
        )

    def _height(self, *, backward: bool) -> int:
        widths = [
            abs(self._xs[arc.start] - self._xs[arc.end])
            for arc in self.drawn
            if arc.is_backward is backward
        ]
        return min(max(widths, default=0) // 2, _HIGHEST) + 12 if widths else 10

    @property
    def _line(self) -> int:
        return self._above + 8

    def _arc(self, arc: Arc) -> str:
        start, end = self._xs[arc.start], self._xs[arc.end]
        rx = abs(start - end) / 2
        room = (self._above if arc.is_backward else self._below) - 12
        widest = self._width - 2 * _MARGIN
        # Wide arcs are pressed together, and still do not hide each other.
        ry = rx if widest / 2 <= room else room * (rx / (widest / 2)) ** 0.75
        y = self._line if arc.is_backward else self._line + _BAND - 8
        sweep = 1 if (start < end) is arc.is_backward else 0
        width = min(1.2 + 0.7 * (arc.count - 1) ** 0.5, 4)
        kind = "back" if arc.is_backward else "ahead"
        return (
            f'<path class="arc {kind}" data-from="{arc.start}" data-to="{arc.end}" '
            f'stroke-width="{width:.1f}" '
            f'd="M{start} {y}A{rx:.1f} {max(ry, 5):.1f} 0 0 {sweep} {end} {y}"/>'
        )

    def _groups(self) -> Iterator[str]:
        for number, (first, last) in enumerate(_runs(self.nodes)):
            node = self.nodes[first]
            left, right = (
                self._xs[first] - self._step // 2 + 3,
                self._xs[last] + self._step // 2 - 3,
            )
            shade = "odd" if number % 2 else "even"
            yield (
                f'<rect class="{shade}" x="{left}" y="{self._line - 8}" width="{right - left}" '
                f'height="{_BAND}" rx="6"/>'
            )
            if node.group:
                yield (
                    f'<a href="{escape(self._root + node.group_url)}" class="group">'
                    f'<text x="{(left + right) / 2}" y="{self._line + 40}">{escape(node.group)}'
                    "</text></a>"
                )

    def _nodes(self) -> Iterator[str]:
        cites, cited = [0] * len(self.nodes), [0] * len(self.nodes)
        for arc in self.arcs:
            cites[arc.start] += 1
            cited[arc.end] += 1
        for place, node in enumerate(self.nodes):
            told = f"{node.title}. Refers to {cites[place]}, referred to by {cited[place]}."
            x, width = self._xs[place], self._step - 4
            yield (
                f'<a href="{escape(self._root + node.url)}" class="node" data-node="{place}" '
                f'data-told="{escape(told)}" aria-label="{escape(told)}">'
                f'<rect x="{x - width / 2}" y="{self._line - 12}" width="{width}" '
                f'height="36" rx="5"/><circle cx="{x}" cy="{self._line}" r="5"/>'
                f'<text x="{x}" y="{self._line + 20}">{escape(node.label)}</text></a>'
            )


def _step(nodes: Sequence[Node]) -> int:
    groups = sum(1 for _ in _runs(nodes))
    room = _FITTING - 2 * _MARGIN - groups * _GAP
    longest = max((len(node.label) for node in nodes), default=0)
    least = max(_NEAREST, _LETTER * longest + 5)
    return max(min(room // max(len(nodes), 1), _FARTHEST), least)


def _positions(nodes: Sequence[Node], step: int) -> Iterator[int]:
    x, group = _MARGIN - step, None
    for node in nodes:
        x += step + (_GAP if group not in {None, node.group} else 0)
        group = node.group
        yield x


def _runs(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(nodes) + 1):
        if place == len(nodes) or nodes[place].group != nodes[start].group:
            yield start, place - 1
            start = place
