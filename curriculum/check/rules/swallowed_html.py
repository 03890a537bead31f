"""Text that looks like an HTML tag must be written as code.

Why
---
A renderer passes `<bos>` or `<name>` on as an unknown tag, and the reader sees nothing where the
record has the name of a token or a placeholder.

Example
-------
```markdown
# Module 4.1: Tokens -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Start token | DEVELOPED | special-tokens | Every sequence begins with <bos>. |
```

Instead
-------
```markdown
# Module 4.1: Tokens -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Start token | DEVELOPED | special-tokens | Every sequence begins with `<bos>`. |
```

Fix
---
Safe: writes the tag as code. Known HTML elements are allowed if they are closed in the same text
or need no end tag, such as `<br>`. Lines and cells of more than 20,000 characters are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.passages import Passage
from curriculum.course.course import Course
from curriculum.parse.blocks import read_inline
from curriculum.problem import Edit, Fix, Severity
from curriculum.text.masked import masked
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING

# As for `mangled-emphasis`: what a renderer makes of more would take too long to find out.
MOST_CHARACTERS = 20_000

_TAG = lazy_pattern(r"</?([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset({"br", "hr", "img", "wbr"})
# The elements that people write in Markdown on purpose, when they also close them.
_PAIRED = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "ruby",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "video",
        "audio",
        "picture",
        "center",
        "font",
        "tt",
        "strike",
        "big",
    ]
)


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for passage in record.passages:
        if len(passage.text) <= MOST_CHARACTERS and _TAG.search(passage.text):
            yield from _check_passage(passage)
    for line in sorted(record.document.opaque - record.document.code):
        passage = Passage(record.source.lines[line], line + 1, 1, "text")
        match = _TAG.match(passage.text.lstrip())
        if match and match[1].casefold() not in _VOID | _PAIRED:
            yield from _check_passage(passage)


def _check_passage(passage: Passage) -> Iterator[Finding]:
    if "`" in masked(passage.text):
        # A code span may begin or end on another line.
        return
    tags = [tag for tag in read_inline(passage.text).html if _TAG.match(tag)]
    names = [match[0].casefold() for match in map(_TAG.match, tags) if match]
    runs: list[tuple[int, int]] = []
    text, done = masked(passage.text), 0
    for tag, name in zip(tags, names, strict=True):
        start = text.find(tag, done)
        if start >= 0:
            done = start + len(tag)
            if not _is_meant(name, names):
                runs = _with_run(runs, start, done)
    yield from (_finding(passage, start, end) for start, end in runs)


def _is_meant(name: str, names: list[str]) -> bool:
    element = name.lstrip("</")
    partner = f"<{element}" if name.startswith("</") else f"</{element}"
    return element in _VOID or (element in _PAIRED and partner in names)


def _with_run(runs: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Tags that touch each other become one code span."""
    if runs and runs[-1][1] == start:
        return [*runs[:-1], (runs[-1][0], end)]
    return [*runs, (start, end)]


def _finding(passage: Passage, start: int, end: int) -> Finding:
    text = passage.text[start:end]
    beside_code = "`" in passage.text[max(start - 1, 0) : start] + passage.text[end : end + 1]
    new = text.replace("<", "\\<") if beside_code else f"`{text}`"
    return Finding(
        passage.span(start, end),
        f'"{text}" is taken for an HTML tag, so a reader sees nothing of it; write it as code',
        subject=text,
        fix=Fix("write it as code", (Edit(passage.span(start, end), new),)),
    )
