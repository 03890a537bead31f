"""Regions of hand-written files: what stands between two comments is the tool's, the rest is not.

`<!-- curriculum:begin concepts module=8.4 depth>=INTRODUCED -->` opens one and
`<!-- curriculum:end -->` closes it. The tool adds a digest of its text to the closing comment, so
that a hand edit shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from curriculum.config.nearest import meant
from curriculum.files.source import Source
from curriculum.parse.blocks import read_blocks
from curriculum.render.markdown.concept_histories import table_lines
from curriculum.render.markdown.lists import (
    index_lines,
    left_out_lines,
    lesson_lines,
    map_lines,
    misconception_lines,
    review_lines,
    state_lines,
)
from curriculum.render.markdown.model_lists import model_lines, promise_lines
from curriculum.render.markdown.pages import Lines
from curriculum.render.markdown.region_parameters import scope_of
from curriculum.render.markdown.timeline import timeline_lines
from curriculum.render.markdown.view import Links, View
from curriculum.text.masked import masked
from curriculum.text.patterns import lazy_pattern

_COMMENT = lazy_pattern(
    r"(?P<indent>[ \t]*)<!--[ \t]*curriculum:[ \t]*(?P<word>begin|end)\b(?P<said>[^<]*?)-->[ \t]*"
)
_BEGUN = lazy_pattern(r"<!--[ \t]*curriculum:[ \t]*(?:begin|end)\b", re.IGNORECASE)
_WITHIN = ("series", "module", "lesson")

# What a region may show, and the parameters that it takes.
REGIONS: Mapping[str, tuple[Lines, tuple[str, ...]]] = {
    "index": (index_lines, ("series", "module")),
    "map": (map_lines, ("series",)),
    "lessons": (lesson_lines, _WITHIN),
    "concepts": (table_lines, (*_WITHIN, "depth")),
    "models": (model_lines, _WITHIN),
    "timeline": (timeline_lines, _WITHIN),
    "reviews": (review_lines, _WITHIN),
    "promises": (promise_lines, _WITHIN),
    "not-covered": (left_out_lines, _WITHIN),
    "misconceptions": (misconception_lines, _WITHIN),
    "state": (state_lines, ("before", "depth")),
}


class RegionError(Exception):
    """A region that cannot be filled; the message names file and line, and what to do."""


class Region(Struct, frozen=True):
    """`begin` and `end` are the 0-based lines of its comments, `indent` what stands before them."""

    begin: int
    end: int
    indent: str
    said: str
    digest: str


class Filled(Struct, frozen=True):
    """`edited` are the regions, by name and 1-based line, whose text somebody changed by hand."""

    data: bytes
    edited: tuple[tuple[str, int], ...]


def filled(source: Source, view: View) -> Filled:
    """The file with all its regions up to date. Raises RegionError."""
    lines = list(source.lines)
    pairs = list(zip(source.lines, source.endings, strict=True))
    edited: list[tuple[str, int]] = []
    for region in reversed(read_regions(source)):
        text = _text(region, source.path, view)
        inside = [line.removeprefix(region.indent) for line in lines[region.begin + 1 : region.end]]
        if _is_edited(inside, region.digest) and _stripped(inside) != text:
            edited.append((region.said.split()[0], region.begin + 1))
        shown = ["", *text, "", _closing(text)] if text else [_closing(text)]
        new = [f"{region.indent}{line}" if line else line for line in shown]
        last = (new.pop(), pairs[region.end][1])
        pairs[region.begin + 1 : region.end + 1] = [*((line, source.newline) for line in new), last]
    return Filled(source.with_lines(pairs), tuple(reversed(edited)))


def read_regions(source: Source) -> Sequence[Region]:
    """Those outside code, which may show how a region is written. Raises RegionError."""
    if not _BEGUN.search(source.text):
        return ()
    code = read_blocks(source.lines).code
    found: list[Region] = []
    opened: tuple[int, str, str] | None = None
    for index, line in enumerate(source.lines):
        if index in code or not _BEGUN.search(masked(line)):
            continue
        comment = _COMMENT.fullmatch(line)
        if comment is None:
            raise RegionError(
                f"{source.path}:{index + 1}: this comment of a region cannot be read; write it as "
                '"<!-- curriculum:begin concepts -->" or "<!-- curriculum:end -->", on a line of '
                "its own"
            )
        if (comment["word"] == "end") is (opened is None):
            raise RegionError(f"{source.path}:{index + 1}: {_out_of_order(opened)}")
        if opened:
            found.append(Region(opened[0], index, *opened[1:], comment["said"].strip()))
        opened = None if opened else (index, comment["indent"], comment["said"].strip())
    if opened:
        raise RegionError(
            f"{source.path}:{opened[0] + 1}: this region is not closed; write "
            '"<!-- curriculum:end -->" on a line below it'
        )
    return found


def _out_of_order(opened: tuple[int, str, str] | None) -> str:
    if opened is None:
        return "this ends a region that was not begun; delete it, or write its beginning"
    return f"a region begins here, and that of line {opened[0] + 1} is not closed; close it first"


def _text(region: Region, path: str, view: View) -> list[str]:
    where = f"{path}:{region.begin + 1}"
    name, *parameters = region.said.split() or [""]
    if name not in REGIONS:
        hint = meant(name, REGIONS, "write one of") if name else f"write one of {_listed(REGIONS)}"
        raise RegionError(f'{where}: there is no region "{name}"; {hint}')
    lines, known = REGIONS[name]
    try:
        scope = scope_of(parameters, known, view)
    except ValueError as error:
        raise RegionError(f'{where}: in the region "{name}", {error}') from error
    return _stripped(list(lines(view, Links(view, path), scope)))


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(names)


def _stripped(lines: Sequence[str]) -> list[str]:
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return text.split("\n") if text else []


def _is_edited(inside: Sequence[str], digest: str) -> bool:
    text = _stripped(inside)
    return bool(text) and _digest(text) != digest


def _closing(text: Sequence[str]) -> str:
    return f"<!-- curriculum:end {_digest(text)} -->"


def _digest(text: Sequence[str]) -> str:
    """Long enough for accidents; nobody gains by forging it."""
    data = "\n".join(text).encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).hexdigest()[:12]
