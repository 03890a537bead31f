"""Text as a reader of marks must see it: what stands in code or is escaped has no meaning."""

from __future__ import annotations

from collections import defaultdict

from curriculum.text.patterns import lazy_pattern

_TICKS = lazy_pattern(r"`+")
_ESCAPED = lazy_pattern(r"\\[!-/:-@\[-`{-~]")


def masked(text: str) -> str:
    """The text with code spans and escaped characters blotted out, every column as it was."""
    if "`" not in text:
        return _ESCAPED.sub("\0\0", text) if "\\" in text else text
    runs = [match.span() for match in _TICKS.finditer(text)]
    waiting: dict[int, list[int]] = defaultdict(list)
    for start, end in reversed(runs):
        waiting[end - start].append(start)
    parts, done = [], 0
    for start, end in runs:
        closers = waiting[end - start]
        while closers and closers[-1] <= start:
            closers.pop()
        if start >= done and closers:
            stop = closers[-1] + end - start
            parts += [text[done:start], "\0" * (stop - start)]
            done = stop
    return _ESCAPED.sub("\0\0", "".join(parts) + text[done:])
