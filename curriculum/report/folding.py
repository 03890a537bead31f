"""Text that fits the terminal: words are moved to the next line, and never broken."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence

from curriculum.text.patterns import lazy_pattern

USUAL_WIDTH, LEAST_WIDTH = 100, 40
_ITEM = lazy_pattern(r"(?=^ *(?:[-*+]|\d+\.) )", re.MULTILINE)
_MARKER = lazy_pattern(r" *(?:[-*+]|\d+\.) +")


def terminal_width() -> int:
    return max(shutil.get_terminal_size((USUAL_WIDTH, 24)).columns, LEAST_WIDTH)


def folded(text: str, width: int, lead: str, indent: str) -> Iterator[str]:
    """Behind a lead that no word fits behind, the text begins on the next line."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if lead.strip() and len(lead) + len(first) > width:
        yield lead.rstrip()
        lead = indent
    yield from textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def folded_page(markdown: str, width: int) -> str:
    """The paragraphs and items of a page; code, tables and headings stay as they are."""
    return "\n".join(_folded_lines(markdown.split("\n"), width))


def _folded_lines(lines: Sequence[str], width: int) -> Iterator[str]:
    prose: list[str] = []
    in_code = False
    for line in lines:
        is_fence = line.startswith("```")
        if in_code or is_fence or not line.strip() or line.startswith(("#", "|")):
            yield from _folded_prose(prose, width)
            yield line
            prose = []
        else:
            prose.append(line)
        in_code ^= is_fence
    yield from _folded_prose(prose, width)


def _folded_prose(lines: Sequence[str], width: int) -> Iterator[str]:
    if all(len(line) <= width for line in lines):
        yield from lines
        return
    for item in _ITEM.split("\n".join(lines)):
        marker = _MARKER.match(item)
        lead = marker[0] if marker else ""
        yield from folded(" ".join(item[len(lead) :].split()), width, lead, " " * len(lead))
