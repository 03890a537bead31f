"""Comments back on the lines where they stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from curriculum.model.record import Comment


def with_comments(lines: Iterable[str], comments: Sequence[Comment]) -> Iterator[str]:
    """The lines with each comment behind its line, or on its own line below it."""
    if not comments:
        yield from lines
        return
    count, waiting = 0, sorted(comments, key=lambda comment: comment.line)
    for line in lines:
        if not line.strip():
            yield line
            continue
        while waiting and waiting[0].own_line and waiting[0].line <= count:
            yield waiting.pop(0).text
        count += 1
        ending = [c for c in waiting if not c.own_line and c.line == count]
        waiting = [c for c in waiting if c not in ending]
        yield " ".join([line, *(comment.text for comment in ending)])
    for comment in waiting:
        yield from ("", comment.text)
