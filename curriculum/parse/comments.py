"""`<!-- curriculum: … -->` comments: never part of a text, and kept where they stand."""

from __future__ import annotations

BLANKS = " \t"


def _split(line: str) -> tuple[str, str, str] | None:
    """What stands before the comments that end the line, the comments, a border behind them."""
    text = line.rstrip(BLANKS)
    border = "|" if text.endswith("|") else ""
    text = text.removesuffix("|").rstrip(BLANKS)
    start = end = len(text)
    while text.endswith("-->", 0, start):
        opening = text.rfind("<!--", 0, start)
        if opening < 0 or not text[opening + 4 : start].lstrip(BLANKS).startswith("curriculum:"):
            break
        start = opening
        while start and text[start - 1] in BLANKS:
            start -= 1
    return (text[:start], text[start:end].lstrip(BLANKS), border) if start < end else None


def comment_in(line: str) -> str | None:
    """The comments that the line ends with, before the last border of a table row."""
    parts = _split(line) if "curriculum:" in line else None
    return parts[1] if parts else None


def without_comment(line: str) -> str:
    parts = _split(line) if "curriculum:" in line else None
    if parts is None:
        return line
    before, _, border = parts
    return f"{before} {border}" if border else before


def is_comment_line(line: str) -> bool:
    return comment_in(line) is not None and not without_comment(line).strip(" \t|")
