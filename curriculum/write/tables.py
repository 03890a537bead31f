"""Rows and delimiter rows in the canonical layout; the formatter uses them too."""

from __future__ import annotations

from collections.abc import Sequence

# The models table has one width for its three columns, whatever their headers.
MODEL_WIDTH = 15
PADDING = 2


def row_line(cells: Sequence[str], comment: str | None = None) -> str:
    """One blank on each side of a text; an empty cell is one blank. Pipes are escaped."""
    texts = [cell.replace("|", "\\|") for cell in cells]
    if comment:
        texts[-1] = f"{texts[-1]} {comment}".lstrip()
    return "|" + "".join(f" {text} |" if text else " |" for text in texts)


def delimiter_line(headers: Sequence[str], *, models: bool, old: Sequence[str] = ()) -> str:
    """`old` are the cells of a delimiter row whose alignment colons stay."""
    widths = [
        MODEL_WIDTH if models and at < 3 and len(headers) >= 3 else len(header) + PADDING
        for at, header in enumerate(headers)
    ]
    marks = [*(cell.strip() for cell in old), *[""] * len(headers)]
    return "|" + "".join(f"{_dashes(*pair)}|" for pair in zip(widths, marks, strict=False))


def _dashes(width: int, mark: str) -> str:
    left, right = ":" * mark.startswith(":"), ":" * (mark.endswith(":") and len(mark) > 1)
    return left + "-" * max(width - len(left) - len(right), 1) + right
