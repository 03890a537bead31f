"""A lesson must be as far back as the text says.

Why
---
"Two lessons ago" tells students how recent a topic is. Lessons that are added or moved in between
make the sentence wrong, and the review that was planned from it too late.

The rule checks distances that name their target, `two lessons ago (3.1.2)`, against the order of
the course. *About* and *a dozen* may be wrong by a third. The rule is silent if a record is
missing in between.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |
| Conditioning | INTRODUCED | conditional-probability | As two lessons ago (sample-spaces). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Conditioning (conditional-probability)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |
| Conditioning | INTRODUCED | conditional-probability | As one lesson ago (sample-spaces). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Conditioning (conditional-probability)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.distances import HINT, Distance, find
from curriculum.course.course import Course, CourseLesson
from curriculum.course.places import Places
from curriculum.problem import Place, Severity, Span

SEVERITY = Severity.WARNING
OF_COURSE = True
_TELLING = frozenset({"concept", "notes", "other", "field", "prose"})


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    facts = record.claims
    for passage in record.passages:
        if passage.kind not in _TELLING or not HINT.is_in(passage.text):
            continue
        for claim in find(passage.text):
            there = course.once(Places).of(claim.place, facts, passage.line)
            if there is None or len(there.lessons) != 1:
                continue
            lesson, here = there.lessons[0], course.place_of(facts, passage.line)
            apart = here - lesson.place
            if apart > 0 and not course.has_gap(lesson.facts, facts):
                yield from _finding(claim, passage.span(claim.start, claim.end), lesson, apart)


def _finding(claim: Distance, span: Span, lesson: CourseLesson, apart: int) -> Iterator[Finding]:
    if abs(apart - claim.lessons) <= claim.tolerance:
        return
    name = lesson.lesson.slug or lesson.id
    lessons = "1 lesson" if apart == 1 else f"{apart} lessons"
    yield Finding(
        span,
        f'"{claim.words}" names {name} ({lesson.id}), which is {lessons} back; correct the '
        "distance or the lesson",
        subject=claim.words,
        related=(Place(lesson.facts.path, lesson.lesson.span, f"{lessons} before"),),
    )
