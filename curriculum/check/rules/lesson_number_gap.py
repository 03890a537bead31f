"""The lessons of a record must be numbered in order, without a gap.

Why
---
A missing number means that a summary was lost or a lesson was moved. References such as `3.1.4` in
other records then lead to the wrong lesson.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

### Lesson 3: Conditioning (conditional-probability)

**Concepts taught:**
- Conditioning (INTRODUCED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

### Lesson 2: Conditioning (conditional-probability)

**Concepts taught:**
- Conditioning (INTRODUCED)
```

Fix
---
None. Numbers that count over the whole series, such as 5, 6, 7, have no gap. Only the first gap of
a record is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.problem import Severity

SEVERITY = Severity.INFO


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    if not record.settings.dialect.demands("lessons"):
        return
    places = _places(record.file)
    # A lesson without a number still takes its place: 1, none, 3.
    if len({number - place for number, place in places.items()}) < 2:
        return
    for before, number in pairwise(places):
        if number != before + 1:
            heading = record.document.lessons[places[number]].heading
            yield Finding(
                heading.span,
                f'"{heading.text}" is lesson {number} and follows lesson {before}, where '
                f"{before + 1} was expected; number the lessons in order, or add what is missing",
                subject=heading.text,
            )
            return


def _places(reading: RecordFile) -> dict[int, int]:
    """The numbers that headings state, each with the place where it first stands."""
    places: dict[int, int] = {}
    for place, lesson in enumerate(reading.record.lessons):
        if lesson.number is not None:
            places.setdefault(lesson.number, place)
    return places
