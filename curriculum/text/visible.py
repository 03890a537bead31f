"""Text of files and names of files, as a terminal or a line of a log may have them."""

from __future__ import annotations

from curriculum.text.patterns import lazy_pattern

# Control characters, line ends of all kinds, and what reorders the letters around it.
_OBEYED = lazy_pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """What a terminal would obey becomes one visible character; a tab becomes a blank."""
    return _OBEYED.sub(lambda found: " " if found[0] == "\t" else "�", text)


def visible_lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))
