"""A lesson must build only on what was taught before it.

Why
---
A record that says "from 7.4.3", or "callback to" a lesson, assumes that the student knows that
lesson. If it comes later, one of the two lessons was moved or the number is wrong, and the student
meets the idea first where the text takes it for granted.

The rule checks only words that look back. Topics that are deferred, previewed, planned or not
covered may come later, and so may later uses of a model.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Callback to the counting argument from 3.1.2. |
| Bayes' rule | INTRODUCED | bayes-rule | |

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
| Sample space | DEVELOPED | sample-spaces | Conditional counting is deferred to 3.1.2. |
| Bayes' rule | INTRODUCED | bayes-rule | Callback to the counting argument from 3.1.1. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Bayes' Rule (bayes-rule)
```

Fix
---
None: the number, the order or the words may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.course.mentions import Mention
from curriculum.course.places import Places
from curriculum.problem import Place, Severity

SEVERITY = Severity.WARNING
OF_COURSE = True


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for mention in course.references.in_record(record.claims):
        reference = mention.reference
        if reference.is_backward and not reference.stance.hedged:
            source = _source(course, mention)
            if source and source.place > _spoken_in(course, mention):
                yield _finding(course, mention, source)


def _spoken_in(course: Course, mention: Mention) -> int:
    """The models of a record are those of all its lessons."""
    if mention.placed.kind in {"model", "established_in"}:
        return course.last_place_of(mention.facts)
    return mention.place


def _source(course: Course, mention: Mention) -> CourseLesson | None:
    """The lesson that the words look back on, or the first one of the module or series."""
    reference = mention.reference
    if reference.form in {"word", "short", "range"}:
        return None
    if mention.named and mention.numbered not in {mention.named, None}:
        return None
    if mention.lesson:
        return None if _may_count_over_series(course, mention) else mention.lesson
    if reference.number is not None or (reference.slug and "-" in reference.slug):
        return None
    if reference.module:
        return _first(course, (course.modules.get(reference.module),)) if mention.module else None
    return _first(course, course.series.get(reference.series or "", ()))


def _may_count_over_series(course: Course, mention: Mention) -> bool:
    """`Lesson 3` in the second module of a series may be a lesson of its first."""
    reference = mention.reference
    if reference.module or reference.slug or reference.series or reference.number is None:
        return False
    in_series = course.once(Places).in_series(mention.facts, reference.number)
    first = (mention.facts.module or "").endswith(".1")
    return not first and (in_series is None or in_series.place <= mention.place)


def _first(course: Course, records: tuple[RecordClaims | None, ...]) -> CourseLesson | None:
    for facts in records:
        lessons = course.lessons_of(facts) if facts else ()
        if lessons:
            return lessons[0]
    return None


def _finding(course: Course, mention: Mention, source: CourseLesson) -> Finding:
    text = mention.reference.text or mention.reference.slug or ""
    place = _spoken_in(course, mention)
    here = course.lessons[place].id if place >= 0 else "the record without lessons"
    return Finding(
        mention.placed.span,
        f'"{text}" is treated as known, but {source.id} comes after {here}; name where it was '
        "taught before, or say that it comes later",
        subject=text,
        related=(Place(source.facts.path, source.lesson.span, f"the lesson {source.id}"),),
    )
