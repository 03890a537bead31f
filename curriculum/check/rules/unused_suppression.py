"""A suppression must suppress a problem.

Why
---
An unneeded comment suggests a problem where there is none, and hides the next problem of its rule.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | <!-- curriculum: ignore[unknown-depth] old ladder --> |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | KNOWN | sample-spaces | <!-- curriculum: ignore[unknown-depth] old ladder --> |
```

Fix
---
Safe: deletes the name of the rule, and the comment if it was the last name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.parse.suppressions import Suppression
from curriculum.problem import Edit, Fix, Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
# What CommonMark lets interrupt a paragraph, and rows of a table.
_BEGINS_A_BLOCK = lazy_pattern(r"#{1,6}(?:\s|$)|[-*+]\s|1[.)]\s|[>|<]|```|~~~")


def check(_: JudgedRecord, __: Course) -> Iterator[Finding]:
    """What is unused is known only when all other rules have run: see `findings`."""
    return iter(())


def findings(
    unused: Iterable[tuple[Suppression, tuple[str, ...]]], lines: Sequence[str]
) -> Iterator[Finding]:
    for suppression, rules in unused:
        names = ", ".join(f'"{rule}"' for rule in rules)
        yield Finding(
            suppression.span,
            f"{names} finds no problem here; delete it from the comment",
            subject=", ".join(rules),
            fix=Fix(
                "delete what is unused",
                (_edit(suppression, rules, lines),),
                blocks=_row(suppression, lines),
            ),
        )


def _edit(suppression: Suppression, unused: tuple[str, ...], lines: Sequence[str]) -> Edit:
    left = [rule for rule in suppression.rules if rule not in unused]
    span = suppression.span
    if left:
        start = suppression.text.index("[") + 1
        end = suppression.text.index("]")
        place = Span(span.line, span.column + start, span.line, span.column + end)
        return Edit(place, ", ".join(left))
    if suppression.own_line and not _keeps_apart(lines, span.line):
        return Edit(Span(span.line, 1, span.line + 1, 1), "")
    return Edit(span, "")


def _row(suppression: Suppression, lines: Sequence[str]) -> Span | None:
    """The row of a table that the comment ends: a cell too many, so that no table is seen."""
    line = lines[suppression.span.line - 1]
    is_row = not suppression.own_line and line.lstrip().startswith("|")
    place = suppression.span.line
    return Span(place, 1, place, len(line) + 1) if is_row else None


def _keeps_apart(lines: Sequence[str], line: int) -> bool:
    """Whether the text below could be drawn into the block above without the line.

    A text goes on in the paragraph, list item or quotation above it, unless it begins a block.
    """
    above, below = lines[max(line - 2, 0)].strip(), "".join(lines[line : line + 1]).strip()
    return bool(line > 1 and above and below) and not _BEGINS_A_BLOCK.match(below)
