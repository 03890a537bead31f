"""The first line of a page that this tool wrote: such a page is no record, and may be replaced."""

from __future__ import annotations

GENERATED = "<!-- curriculum:generated"


def mark(source: str) -> str:
    """`source` is what to change instead of the page."""
    return f"{GENERATED} from {source} by `curriculum render`; edits of this page are lost -->"


def is_generated(text: str) -> bool:
    return text.startswith(GENERATED)
