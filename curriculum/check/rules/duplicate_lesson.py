"""A lesson must have one summary and a unique number.

Why
---
If one slug heads two summaries, a reference such as `3.1.2` is ambiguous, and readers find
whichever summary comes first. The same slug in two modules makes every reference to it ambiguous;
for a slug of one word, such as `capstone`, the severity is info.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (DEVELOPED)

### Lesson 2: Conditioning (sample-spaces)

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
None: only the author knows which one has the wrong name. `Lesson 3.1` and `Lesson 3 (part 2)` are
parts of one lesson and may share its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course, CourseLesson
from curriculum.model.record import Lesson
from curriculum.parse.document import Heading
from curriculum.problem import Place, Severity
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.ERROR
_Name = tuple[str, str]
_PART = lazy_pattern(r"\bpart\b|\bcontinued\b|\bLesson\s+\d{1,6}[.-]\d", re.IGNORECASE)


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    for lesson in course.lessons_of(record.claims):
        first = _first_elsewhere(lesson, course)
        if first:
            yield _elsewhere(lesson.lesson.slug or "", lesson, first)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    if not _may_have_twins(record.model.lessons):
        return
    first: dict[_Name, Heading] = {}
    for node, lesson in zip(record.document.lessons, record.model.lessons, strict=True):
        names = list(_names(lesson, node.heading))
        twice = next((name for name in names if name in first), None)
        if twice:
            yield _finding(record.path, node.heading, twice, first[twice])
        for name in names:
            first.setdefault(name, node.heading)


def _may_have_twins(lessons: Sequence[Lesson]) -> bool:
    """Few records have some, and only for these the headings are looked at."""
    slugs = [lesson.slug for lesson in lessons if lesson.slug]
    numbers = [lesson.number for lesson in lessons if lesson.number is not None]
    return len({*slugs}) < len(slugs) or len({*numbers}) < len(numbers)


def _first_elsewhere(lesson: CourseLesson, course: Course) -> CourseLesson | None:
    """The first lesson with the slug, where this one is the first of its own module.

    A second record of a module repeats all of its lessons.
    """
    same = course.lessons_by_slug.get(lesson.lesson.slug or "", ())
    if not same or same[0].facts.module == lesson.facts.module or lesson.lesson.slug_inferred:
        return None
    own = (one for one in same if one.facts.module == lesson.facts.module)
    stated = next(one for one in own if not one.lesson.slug_inferred)
    return same[0] if stated is lesson else None


def _elsewhere(slug: str, lesson: CourseLesson, first: CourseLesson) -> Finding:
    return Finding(
        lesson.lesson.span,
        f'the slug "{slug}" heads a lesson of module {lesson.facts.module or "without a number"} '
        f"here, and lesson {first.id} ({first.facts.path}:{first.lesson.span.line}) has it "
        "already; give one of them a slug of its own",
        subject=slug,
        related=(Place(first.facts.path, first.lesson.span, f'the first lesson "{slug}"'),),
        severity=None if "-" in slug else Severity.INFO,
    )


def _names(lesson: Lesson, heading: Heading) -> Iterator[_Name]:
    """What no other lesson may be called."""
    if lesson.slug:
        yield "slug", lesson.slug
    if lesson.number is not None and not _PART.search(heading.text):
        yield "number", str(lesson.number)


def _finding(path: str, heading: Heading, name: _Name, earlier: Heading) -> Finding:
    kind, text = name
    return Finding(
        heading.span,
        f'the {kind} "{text}" heads a second lesson, after "{earlier.text}" on line '
        f"{earlier.span.line}; give this one a {kind} of its own, or join the two",
        subject=text,
        related=(Place(path, earlier.span, f'the first lesson "{text}"'),),
    )
