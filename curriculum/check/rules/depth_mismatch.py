"""The index and the lesson's own list state the same depth of a concept.

Why
---
The index is what the next lesson is planned from, the list is what was taught. Where they differ,
one of them was not brought up to date, and the plan stands on a depth that nobody vouches for.
An item may state a step (`A -> B`) or what was reached before (`B from A`): B is what counts.

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
None: only the author knows which of the two is true. An info where the row is a revisit.
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
