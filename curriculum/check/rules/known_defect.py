"""A defect that a review left open must be fixed.

Why
---
The last review of a lesson lists the defects that are still there: `1 polish remaining (…)`,
`noted for fix`, `not yet created`. Readers of the record should know them. If the defect is a
wrong date, count or fact about something in the index, the row may be wrong too.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Galton board (Francis Galton, 1873) | INTRODUCED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Review history:**
- Iteration 1: PASS--1 polish (Galton board date differs from the figure)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Galton board (Francis Galton, 1873) | INTRODUCED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Review history:**
- Iteration 1: PASS--1 polish (Galton board date differs from the figure). All polish fixed.
```

Fix
---
None: fix the lesson, and record that in the review. The severity is info, and warning if a row is
affected.

Options
-------
`aliases`: other names of what a row lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.review_parts import Part, field_lines, review_parts
from curriculum.claims.cues.unmade import find as unmade_in
from curriculum.claims.reviews import Findings, Named
from curriculum.course.course import Course
from curriculum.course.listed_names import ListedNames
from curriculum.model.record import Concept, Lesson
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.INFO
_LEFT = lazy_pattern(
    r"\b(?:still|noted for|left as is|left for|deferred|not yet|remains?|remaining|unresolved)\b",
    re.IGNORECASE,
)
_WRONG = lazy_pattern(
    r"\b(?:inconsisten\w{1,5}|incorrect\w{0,2}|wrong\w{0,2}|mismatch\w{0,4}|contradict\w{0,5}"
    r"|conflict\w{0,4}|disagree\w{0,4}|differ(?:s|ent)?|outdated|inaccura\w{2,4}|stale|off by)\b",
    re.IGNORECASE,
)
_FACT = lazy_pattern(
    r"\b(?:date[sd]?|dating|years?|months?|counts?|numbers?|parameters?|params?|sizes?|figures?"
    r"|statistics?|versions?|attribution|author|maker|facts?|facts|releases?)\b",
    re.IGNORECASE,
)
_DOUBTED = lazy_pattern(
    r"\b(?:possibly|probably|perhaps|maybe|might be|may be|potentially) "
    r"(?:incorrect|wrong|outdated|inaccurate|misattributed|stale)\b",
    re.IGNORECASE,
)
_CLOSED = lazy_pattern(
    r"\b(?:fixed|addressed|resolved|mended|corrected|incorporated|implemented)\b", re.IGNORECASE
)
# Of these nobody learns anything wrong.
_TYPOGRAPHY = lazy_pattern(r"\b(?:em|en) dash(?:es)?\b|\btypograph|\bwhitespace\b", re.IGNORECASE)
_KNOWN = lazy_pattern(
    r"\bknown (?:issue|bug|defect|error)s?\b|\bnoted for (?:a )?(?:later )?fix", re.IGNORECASE
)
_NOTES = frozenset({"Deviations from plan", "Build notes"})


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    names = ListedNames(record.model.concepts, record.settings.aliases)
    for lesson in record.model.lessons:
        parts = review_parts(record.file, lesson)
        last = max((part.number for part in parts if part.number), default=None)
        for part in parts:
            if part.number == last:
                yield from _left(part, names, record.path)
            else:
                yield from _doubted(part)
        yield from _unmade(record.file, lesson)


def _left(part: Part, names: ListedNames, path: str) -> Iterator[Finding]:
    """Problems of fact one by one; the others of a bracket together."""
    others: list[Named] = []
    for findings in part.all(Findings):
        if not findings.named or _CLOSED.search(
            part.passage.text, findings.named[-1].end, part.end
        ):
            continue
        for named in findings.named:
            row = names.find(named.text) if _is_of_fact(named.text) else None
            if row is not None:
                yield _about(row, part.passage.span(named.start, named.end), named.text, path)
            elif _is_left(findings, named.text):
                others.append(named)
    if others:
        yield _info(part, others)


def _is_of_fact(text: str) -> bool:
    return _WRONG.search(text) is not None and _FACT.search(text) is not None


def _is_left(findings: Findings, text: str) -> bool:
    left = findings.left or _LEFT.search(text) or _WRONG.search(text)
    return bool(left) and _TYPOGRAPHY.search(text) is None


def _about(row: Concept, span: Span, text: str, path: str) -> Finding:
    return Finding(
        span,
        f"the review left {_quoted(text)} open; check {_quoted(row.term)} (line {row.span.line}), "
        "then fix the lesson and note the fix here",
        subject=text,
        related=(Place(path, row.span, f'"{row.term}" is listed here'),),
        severity=Severity.WARNING,
    )


def _info(part: Part, left: list[Named]) -> Finding:
    texts = ", ".join(_quoted(named.text) for named in left)
    return Finding(
        part.passage.span(left[0].start, left[-1].end),
        f"the review left {texts} open; fix it and note the fix here",
        subject=left[0].text,
    )


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def _doubted(part: Part) -> Iterator[Finding]:
    """A doubt that `all fixed` may have closed without anybody looking it up."""
    for findings in part.all(Findings):
        for named in findings.named:
            if _DOUBTED.search(named.text):
                yield Finding(
                    part.passage.span(named.start, named.end),
                    f"the review doubted a fact, {_quoted(named.text)}, and does not give what is "
                    "right; check it wherever the record repeats it",
                    subject=named.text,
                )


def _unmade(reading: RecordFile, lesson: Lesson) -> Iterator[Finding]:
    for _, passage in field_lines(reading, lesson, _NOTES):
        unmade = [(one.start, one.end) for one in unmade_in(passage.text)]
        known = [match.span() for match in _KNOWN.finditer(passage.text)]
        if unmade or known:
            text = passage.text.strip().removeprefix("- ").strip()
            yield Finding(
                passage.span(*min(unmade + known)),
                f"the record lists an open defect: {_quoted(text)}; fix it and note the fix here",
                subject=text,
            )
