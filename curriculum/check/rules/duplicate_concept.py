"""A concept must be listed once, or once for each stage.

Why
---
Two rows with the same name and the same lesson repeat each other or contradict each other. So do
rows of two records at the same depth if both list the concept as new. One row for each lesson that
takes the concept further is allowed, and so is a row that revisits it. Names are compared without
letter case and spaces, except in code and formulas.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | Drawn as a grid. |
| Sample space | INTRODUCED | sample-spaces | All outcomes. |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | Drawn as a grid. All outcomes. |
| Sample space | DEVELOPED | conditional-probability | Tiles are thrown away. |
```

Fix
---
None: the author must merge the notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.repeated_rows import CourseRepeat, repeats_of
from curriculum.course.course import Course
from curriculum.model.record import Concept
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Severity
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
_TOKEN = lazy_pattern(r"`[^`]*`|[^\s`]+|`")
# In code, formulas, inner capitals and single letters, case tells two things apart.
_CASED = lazy_pattern(r"`|[._=^:]\w|\w\(|(?<!['’])\b[^\W\d_aAI]\b(?!-)|[a-z][A-Z]")
_MARKS = str.maketrans("", "", "*`")


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    yield from _across_records(record, course)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    first: dict[tuple[str, str], Concept] = {}
    for concept in record.model.concepts:
        where = concept.lesson or concept.lesson_text
        keys = [(name, where) for name in _names(concept.name)]
        earlier = next((first[key] for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, concept)
        if keys[0][0] and earlier and not _is_stage(concept):
            yield _finding(record.file, concept, earlier)


def _across_records(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for repeat in repeats_of(record, course):
        if repeat.is_duplicate:
            yield _across(repeat)


def _across(repeat: CourseRepeat) -> Finding:
    earlier, later = repeat.rows.earlier, repeat.rows.later
    return Finding(
        later.span,
        f'the concept "{later.term}" is listed as new, but "{earlier.lesson}" '
        f"({repeat.other.module or repeat.other.path}) reached {earlier.depth}; "
        f"write REVISITED ({later.depth}), or describe what is new",
        subject=later.name,
        related=(Place(repeat.other.path, earlier.span, f"{earlier.depth} here"),),
    )


def _names(name: str) -> tuple[str, str]:
    """As it is written, and `Sample Space` as `sample space`, but `torch.Tensor` as it is."""
    tokens = _TOKEN.findall(name)
    folded = (token if _CASED.search(token) else token.casefold() for token in tokens)
    return _plain(name), _plain(" ".join(folded))


def _plain(name: str) -> str:
    return " ".join(name.translate(_MARKS).split())


def _is_stage(concept: Concept) -> bool:
    return concept.revisit or concept.prior_depth is not None


def _finding(reading: RecordFile, concept: Concept, earlier: Concept) -> Finding:
    where = f' of "{concept.lesson}"' if concept.lesson else ""
    return Finding(
        concept.span,
        f'the concept "{concept.term}"{where} is already on line {earlier.span.line}; join '
        "the rows, or name the stage of this one",
        subject=concept.name,
        related=(Place(reading.path, earlier.span, "the first row"),),
    )
