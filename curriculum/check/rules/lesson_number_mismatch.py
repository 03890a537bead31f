"""A lesson that is named by slug and by number has that number.

Why
---
Lessons move, and numbers in prose do not move with them. Where slug and number name two lessons,
readers and tools follow one of them, and half of them the wrong one.

Judged are the record's own lessons. A number that counts over the whole series is none of theirs
and no mismatch. `(slug, 3.1.2)` may be a list of two lessons, so it is an info.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Bayes' rule | INTRODUCED | bayes-rule | Counts cells as in 3.1.2 (sample-spaces). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Bayes' Rule (bayes-rule)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Bayes' rule | INTRODUCED | bayes-rule | Counts cells as in 3.1.1 (sample-spaces). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Bayes' Rule (bayes-rule)
```

Fix
---
Safe: the number becomes that of the slug.

Options
-------
None.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.claims import references
from curriculum.problem import Edit, Fix, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from curriculum.claims.references import Reference
    from curriculum.model.record import Lesson
    from curriculum.passages import Passage
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.ERROR
_HEADINGS = frozenset({"title", "heading"})
_SLUG_CELLS = frozenset({"lesson", "established_in", "used_again_in"})
_AMBIGUOUS_FORM = "(slug, id)"


def check(reading: Reading, _: Settings) -> Iterator[Finding]:
    module = reading.record.module
    numbers = _numbers(reading.record.lessons)
    for passage in reading.passages if module else ():
        if passage.kind not in _HEADINGS:
            for claim in references.find(passage.text):
                lesson = numbers.get(claim.slug)
                if lesson and _is_wrong(claim, lesson[0], numbers, module or "", passage):
                    yield _finding(claim, *lesson, passage, reading.source.path)


def _numbers(lessons: tuple[Lesson, ...]) -> Mapping[str, tuple[int, Lesson]]:
    """The slugs whose number is beyond doubt: stated once, and the number is the lesson's place."""
    slugs = Counter(lesson.slug for lesson in lessons)
    return {
        lesson.slug: (place, lesson)
        for place, lesson in enumerate(lessons, start=1)
        if lesson.slug and slugs[lesson.slug] == 1 and not lesson.slug_inferred
        if lesson.number in {place, None}
    }


def _is_wrong(
    claim: Reference,
    number: int,
    numbers: Mapping[str, tuple[int, Lesson]],
    module: str,
    passage: Passage,
) -> bool:
    """The number is that of another lesson of the record, and cannot mean anything else."""
    others = {place for place, _ in numbers.values()}
    if claim.number == number or claim.number not in others or not _is_slug(claim, passage):
        return False
    if claim.module is not None:
        return claim.module == module
    # Counted over the series, a number is that of the lesson or higher; in its first module, equal.
    return claim.number < number or module.endswith(".1")


def _is_slug(claim: Reference, passage: Passage) -> bool:
    """A single word may be a topic that another lesson takes up."""
    certain = "-" in claim.slug or passage.kind in _SLUG_CELLS
    return certain or claim.form == "Lesson: slug"


def _finding(claim: Reference, number: int, lesson: Lesson, passage: Passage, path: str) -> Finding:
    text = passage.text[claim.start : claim.end]
    prefix = f"{claim.module}." if claim.module else "lesson "
    ambiguous = claim.form == _AMBIGUOUS_FORM
    edit = Edit(passage.span(claim.number_start, claim.number_end), str(number))
    return Finding(
        passage.span(claim.start, claim.end),
        f'"{text}" names two lessons: "{claim.slug}" is {prefix}{number}, not '
        f"{prefix}{claim.number}; write {prefix}{number}",
        subject=text,
        related=(Place(path, lesson.span, f'the lesson "{claim.slug}"'),),
        fix=None if ambiguous else Fix(f"write {prefix}{number}", (edit,)),
        severity=Severity.INFO if ambiguous else None,
    )
