"""A unified diff, for eyes and for `patch`."""

from __future__ import annotations

import difflib


def diff_text(old: bytes, new: bytes, path: str) -> str:
    before, after = (_lines(data) for data in (old, new))
    # `patch` takes a name with a blank in it up to the tab.
    tab = "\t" if " " in path else ""
    lines = difflib.unified_diff(before, after, f"a/{path}{tab}", f"b/{path}{tab}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]] * (
        not text.endswith("\n") and bool(text)
    )
