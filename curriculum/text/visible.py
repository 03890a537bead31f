"""Text of files and names of files, as a terminal or a line of a log may have them."""

from __future__ import annotations

import re

from curriculum.text.patterns import lazy_pattern

# Control characters, line ends of all kinds, and what reorders the letters around it.
_OBEYED = lazy_pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """What a terminal would obey becomes one visible character; a tab becomes a blank."""
    return _OBEYED.sub(lambda found: " " if found[0] == "\t" else "�", text)


def json_text(data: object, *, indent: int | None = None) -> str:
    """JSON with all that a terminal would obey as escapes; JSON itself escapes only half of it."""
    import json  # a run that reports text needs none

    return _OBEYED.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    return "\n" if found[0] == "\n" else f"\\u{ord(found[0]):04x}"


def visible_lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))
