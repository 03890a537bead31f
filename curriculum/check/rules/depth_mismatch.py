"""The index and the lesson's list must give a concept the same depth.

Why
---
The next lesson is planned from the index; the list records what was taught. If they differ, one of
them is out of date, and the plan rests on a wrong depth. In a step (`A -> B`, `B from A`), only B
counts.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Event (a set of outcomes) | INTRODUCED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (INTRODUCED)
- Event (INTRODUCED) -- drawn as a region
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | |
| Event (a set of outcomes) | INTRODUCED | sample-spaces | |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Concepts taught:**
- Sample space (INTRODUCED -> DEVELOPED)
- Event (INTRODUCED) -- drawn as a region
```

Fix
---
None: only the author knows which one is true. The severity is info if the row is a revisit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.alignment import alignments
from curriculum.course.course import Course
from curriculum.model.record import Concept, TaughtConcept
from curriculum.problem import Place, Severity
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
_SENTENCE_END = lazy_pattern(r"[.;!?](?:\s|\Z)|\s--\s|\s—\s")
# The whole sentence: of what was only named before, more is said.
_NAME_ONLY = lazy_pattern(
    r"(?:(?:this|it|so far|still|here|for now|at this point)(?: is| was)?,? )?"
    r"(?:(?:only|just|merely|no more than|nothing but) (?:a name|the name|(?:a )?name-?drop(?:ped)?"
    r"|named|mentioned|touched on|in passing)|(?:a |the )?(?:name|named|mentioned|name-?drop)"
    r" only|mentioned (?:only )?in passing|not (?:yet )?(?:explained|taught|developed|practi[cs]ed)"
    r" (?:yet|at all|here))"
    r"(?:,? (?:so far|for now|here|in passing|at this point|yet|not (?:explained|taught|developed)"
    r"|without (?:details?|explanation)))*",
    re.IGNORECASE,
)


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    for alignment in alignments(record.file):
        for row, entry in alignment.same:
            if _differ(row.concept, entry.taught):
                yield _finding(row.concept, entry.taught, record.path)
    lowest = record.settings.dialect.ladder[:1]
    for concept in record.model.concepts:
        if concept.depth and concept.depth not in lowest and (said := _only_named(concept)):
            yield _against_note(concept, said)


def _only_named(concept: Concept) -> str | None:
    """The sentence of its notes that says that it is no more than a name so far."""
    if concept.prior_depth is not None or concept.revisit:
        return None
    sentences = _SENTENCE_END.split(concept.notes or "")
    return next((one.strip() for one in sentences if _NAME_ONLY.fullmatch(one.strip())), None)


def _against_note(concept: Concept, said: str) -> Finding:
    return Finding(
        concept.span,
        f'"{concept.term}" is {concept.depth} in the index, but its note says "{said}"; correct '
        "the depth or the note",
        subject=concept.term,
    )


def _differ(concept: Concept, taught: TaughtConcept) -> bool:
    """A row of several lessons without a step does not say which lesson reached its depth."""
    if len(concept.lessons) > 1 and concept.prior_depth is None:
        return False
    return None not in (concept.depth, taught.depth) and concept.depth != taught.depth


def _finding(concept: Concept, taught: TaughtConcept, path: str) -> Finding:
    related = Place(path, taught.span, f'the list says {taught.depth} of "{taught.name}"')
    return Finding(
        concept.span,
        f'"{concept.term}" is {concept.depth} in the index, but {taught.depth} in the list of '
        f'"{concept.lesson}" (line {taught.span.line}); make the two agree',
        subject=concept.term,
        related=(related,),
        severity=Severity.INFO if concept.revisit else None,
    )
