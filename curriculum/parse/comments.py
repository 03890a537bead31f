"""`<!-- curriculum: … -->` comments: never part of a text, and kept where they stand."""

from __future__ import annotations

BLANKS = " \t"


def _split(line: str) -> tuple[str, str, str] | None:
    """What stands before the comment that ends the line, the comment, a border behind it."""
    text = line.rstrip(BLANKS)
    border = "|" if text.endswith("|") else ""
    text = text.removesuffix("|").rstrip(BLANKS)
    if not text.endswith("-->"):
        return None
    start = text.rfind("<!--")
    if start < 0 or not text[start + 4 :].lstrip(BLANKS).startswith("curriculum:"):
        return None
    return text[:start].rstrip(BLANKS), text[start:], border


def comment_in(line: str) -> str | None:
    """The comment that the line ends with, before the last border of a table row."""
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
