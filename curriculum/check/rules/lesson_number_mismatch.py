"""A reference must not name one lesson by slug and another by number.

Why
---
Lessons are moved, and their numbers in other texts are forgotten. If a slug and a number name two
lessons, some readers and tools follow the wrong one.

The rule checks the lessons of the whole course, named by `3.1.2`, by `Lesson 2`, or by their
module. A number that counts over the whole series is right too. The rule ignores modules without a
record. The severity is info for `(slug, 3.1.2)`, which may be a list of two lessons, for a single
word in running text, and for the number of a notebook.

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
Safe: replaces the number with that of the slug. None for a notebook: its file would have to be
renamed too.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.places.slugs import is_distinct
from curriculum.course.course import Course, CourseLesson
from curriculum.course.mentions import Mention
from curriculum.problem import Edit, Fix, Place, Severity, Span

SEVERITY = Severity.ERROR
OF_COURSE = True
_SLUG_CELLS = frozenset({"lesson", "established_in", "used_again_in"})
_AMBIGUOUS_FORMS = frozenset({"notebook", "(slug, id)", "(slug, decimal)", "(slug, lesson)"})


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for mention in course.references.in_record(record.claims):
        named = mention.named
        if named and _is_numbered(mention) and _has_certain_number(course, named):
            right = _right_number(course, mention, named)
            if right:
                yield _finding(mention, named, right)


def _is_numbered(mention: Mention) -> bool:
    """Beside a module, a word that is not built like a slug is a topic of that module."""
    reference = mention.reference
    if reference.number is not None:
        return True
    in_cell = mention.placed.kind in _SLUG_CELLS
    return reference.module is not None and (in_cell or is_distinct(reference.slug or ""))


def _is_ambiguous(mention: Mention) -> bool:
    """It may be a list of two lessons, the name of a file, or a topic of the numbered lesson."""
    reference = mention.reference
    if mention.placed.kind in _SLUG_CELLS or reference.form == "lesson: slug":
        return False
    if reference.form == "(slug, id)" and mention.numbered is None:
        return False
    return reference.form in _AMBIGUOUS_FORMS or "-" not in (reference.slug or "")


def _has_certain_number(course: Course, lesson: CourseLesson) -> bool:
    """Its slug is stated once, and the number of its heading is its place in the record."""
    number = lesson.lesson.number
    once = len(course.lessons_by_slug.get(lesson.lesson.slug or "", ())) == 1
    stated = not lesson.lesson.slug_inferred and lesson.lesson.id is not None
    return once and stated and number in {course.references.number_in_module(lesson), None}


def _right_number(course: Course, mention: Mention, named: CourseLesson) -> str | None:
    """What should stand there instead; None where what stands there can be right."""
    reference = mention.reference
    number, module = course.references.number_in_module(named), named.facts.module
    in_series = course.references.number_in_series(named)
    if reference.module is not None:
        if reference.module not in course.modules or course.is_external(reference.module):
            return None
        if reference.number is None:
            return None if reference.module == module else module
        fits = reference.module == module and reference.number in {number, in_series}
        return None if fits else named.id
    if reference.number is None or reference.number in {number, in_series}:
        return None
    # Counted over a series that is not all here, a number is that of the lesson or higher.
    certain = in_series is not None or reference.number < number
    return str(number) if certain else None


def _finding(mention: Mention, named: CourseLesson, right: str) -> Finding:
    reference = mention.reference
    whole = reference.number is None
    prefix = "module " if whole else "" if reference.module else "lesson "
    wrong = prefix + str(reference.id or reference.module or reference.number)
    expected = f"{prefix}{right}"
    ambiguous = _is_ambiguous(mention)
    return Finding(
        mention.placed.span,
        f'"{reference.text}" names two {"modules" if whole else "lessons"}: "{reference.slug}" is '
        f"{'in ' if whole else ''}{expected}, not {wrong}; write {expected}",
        subject=reference.text,
        related=(Place(named.facts.path, named.lesson.span, f'the lesson "{reference.slug}"'),),
        fix=None if ambiguous else Fix(f"write {expected}", (_edit(mention, right),)),
        severity=Severity.INFO if ambiguous else None,
    )


def _edit(mention: Mention, right: str) -> Edit:
    reference, span = mention.reference, mention.placed.span
    start = span.column + reference.number_start - reference.start
    end = span.column + reference.number_end - reference.start
    return Edit(Span(span.line, start, span.line, end), right)
