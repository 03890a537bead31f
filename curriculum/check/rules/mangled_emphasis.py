"""Asterisks in formulas and underscores in names must not become emphasis.

Why
---
Two multiplication signs in one cell form a pair: a renderer shows `(1-t)*a + t*b` without them,
with italics in between. `__init__` loses its underscores and becomes bold. Readers then see
something else than the record says.

Example
-------
```markdown
# Module 3.2: Mixtures -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Linear mixing | DEVELOPED | linear-mixing | The blend is (1-w)*a + w*b, built in __init__. |
```

Instead
-------
```markdown
# Module 3.2: Mixtures -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Linear mixing | DEVELOPED | linear-mixing | The blend is (1-w)\\*a + w\\*b, built in `__init__`. |
```

Fix
---
Safe: escapes asterisks with a backslash, and writes a name with two underscores on both sides as
code. Lines and cells of more than 20,000 characters are not checked.
"""

from __future__ import annotations

import re
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

# No author's paragraph is as long, and a renderer's own time grows faster than the text.
MOST_CHARACTERS = 20_000

# An operator stands between two operands without a blank; emphasis hardly ever does.
# Each pattern begins with the star itself, where a search is quick, and then looks back.
_OPERATOR = lazy_pattern(r"\*(?<=[\w)\]}]\*)(?=[\w(\[{\\])")
_POWER = lazy_pattern(r"\*\*(?<=[\w)\]}]\*\*)(?=[\w(\[{\\])")
_BOLD_OPENER = lazy_pattern(r"\*\*(?<![^\s(\[\"']\*\*)(?![\s*])")
# `pi*` as a name: a star behind a word that no star before it could have opened.
_STARRED_NAME = lazy_pattern(r"\*(?<=\w\*)(?=[\s,;.:)]|\Z)")
_OPENER = lazy_pattern(r"\*(?<![^\s(\[\"']\*)(?![\s*])")
_MAY_OPEN = lazy_pattern(r"\*(?![\s*])")
_MAY_CLOSE = lazy_pattern(r"\*(?<=\S\*)")
_DUNDER = lazy_pattern(r"__(?<!\w__)[a-z][a-z0-9]*(?:_[a-z0-9]+)*__(?!\w)")


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for passage in record.passages:
        if len(passage.text) <= MOST_CHARACTERS and ("*" in passage.text or "__" in passage.text):
            yield from _check_passage(passage)


def _check_passage(passage: Passage) -> Iterator[Finding]:
    text = masked(passage.text)
    if "`" in text:
        # A code span may begin or end on another line.
        return
    names = [match.span() for match in _DUNDER.finditer(text)]
    stars = [at for match in _unopened(text) for at in range(*match.span())]
    edits = (*_lost_stars(passage, stars), *_lost_underscores(passage, names))
    if edits:
        first = min(edit.span for edit in edits)
        end = first.end_column + (first.end_column == first.column)
        start = first.column - passage.column
        subject = passage.text[max(start - 15, 0) : start + 15].strip()
        yield Finding(
            passage.span(start, end - passage.column),
            f'in "{subject}", a renderer takes characters of a formula or a name for emphasis and '
            'drops them; write "\\*" for an asterisk, and a name with underscores as code',
            subject=subject,
            fix=Fix("protect the asterisks and underscores", edits),
        )


def _unopened(text: str) -> Iterator[re.Match[str]]:
    """Stars that no emphasis before them can have opened, so that they cannot close one."""
    for pattern, opening in (
        (_OPERATOR, _OPENER),
        (_STARRED_NAME, _OPENER),
        (_POWER, _BOLD_OPENER),
    ):
        if pattern.search(text):
            opener = opening.search(text)
            end = opener.start() if opener else len(text)
            yield from (match for match in pattern.finditer(text) if match.start() < end)


def _lost_stars(passage: Passage, stars: list[int]) -> tuple[Edit, ...]:
    """The edits that bring lost asterisks back; none where the renderer keeps them all."""
    text = passage.text
    if not stars or not _may_have_emphasis(text):
        return ()
    starts = [0, *sorted(stars)]
    ends = [*sorted(stars), len(text)]
    protected = "\\".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    if read_inline(passage.text).visible == read_inline(protected).visible:
        return ()
    return tuple(Edit(passage.span(at, at), "\\") for at in sorted(stars))


def _may_have_emphasis(text: str) -> bool:
    """If not, a renderer need not be asked: its import alone takes as long as several records."""
    opener = _MAY_OPEN.search(text)
    return opener is not None and _MAY_CLOSE.search(text, opener.end()) is not None


def _lost_underscores(passage: Passage, names: list[tuple[int, int]]) -> Iterator[Edit]:
    visible = read_inline(passage.text).visible if names else ""
    for start, end in names:
        if passage.text[start:end] not in visible:
            yield Edit(passage.span(start, end), f"`{passage.text[start:end]}`")
