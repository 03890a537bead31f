"""A concept comes from the lesson, module or series that it is said to come from.

Why
---
"As you know from Series 5" is a promise about the past. Where no record of Series 5 has the thing,
students meet it for the first time and believe that they missed something.

Names are looked for in every text of the records: rows, notes, items, prose. Reported are names
that cannot be paraphrased, such as acronyms, and terms that another lesson's row has. Where
records of the series are missing it is an info, and only if something else that is said to come
from there does.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)
```

```markdown
# Module 3.2: Simulation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sampling by steps | INTRODUCED | walks | Builds on MCMC from Module 3.1. |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen; MCMC is named. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)
```

```markdown
# Module 3.2: Simulation -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sampling by steps | INTRODUCED | walks | Builds on MCMC from Module 3.1. |
```

Fix
---
None.

Options
-------
`external`: modules and series that are kept somewhere else and are not judged. `aliases`: groups of
names of one thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.check.aligned_names import stems
from curriculum.check.evidence import Evidence
from curriculum.check.named_places import NamedPlace, NamedPlaces
from curriculum.check.rule import Finding
from curriculum.problem import Place, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.claims.attributions import Attribution
    from curriculum.claims.placed import Placed
    from curriculum.course import Course
    from curriculum.facts import Facts
    from curriculum.model.record import Concept

SEVERITY = Severity.WARNING
# Acronyms, `img2img`, `torch_dtype`, `GradScaler`: written in one way only.
_DISTINCTIVE = re.compile(r"[A-Z]{3,}s?|[A-Za-z]+\d\w*|\w*[a-z][A-Z]\w*|\w+_\w+")


@dataclass(frozen=True, slots=True)
class _Row:
    facts: Facts
    concept: Concept
    place: int


class _Terms:
    """The rows of the course by the words of their terms."""

    def __init__(self, course: Course) -> None:
        self._rows: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
        for facts in course.facts:
            for concept in facts.record.concepts:
                row = _Row(facts, concept, course.place_of_row(facts, concept))
                self._rows[stems(concept.term)].append(row)

    def called(self, name: str) -> list[_Row]:
        return self._rows.get(stems(name) or ("",), [])


def check_course(course: Course) -> Iterator[tuple[Facts, Finding]]:
    named, evidence, terms = NamedPlaces(course), Evidence(course), _Terms(course)
    for facts in course.facts:
        for placed in facts.attributions:
            places = _named_before(placed, facts, named) if _is_judged(placed, course) else ()
            if places:
                here = course.place_of(facts, placed.span.line)
                for finding in _findings(placed, places, evidence, terms, here):
                    yield facts, finding


def _is_judged(placed: Placed[Attribution], course: Course) -> bool:
    claim = placed.claim
    depths = set(course.settings.dialect.ladder)
    return (
        claim.kind == "concept"
        and claim.direction == "backward"
        and not claim.hedge
        and depths.isdisjoint(name.text for name in claim.names)
    )


def _named_before(
    placed: Placed[Attribution], facts: Facts, named: NamedPlaces
) -> tuple[NamedPlace, ...]:
    """The places, if all their lessons are before the one that speaks of them."""
    places = named.all_of(placed.claim.sources, facts, placed.span.line)
    here = named.course.place_of(facts, placed.span.line) if places else -1
    lessons = [lesson for place in places for lesson in place.lessons]
    # A record without lessons counts as the last lesson before it.
    before = all(one.place < here + (one.facts is not facts) for one in lessons)
    return places if before else ()


def _findings(
    placed: Placed[Attribution],
    places: Sequence[NamedPlace],
    evidence: Evidence,
    terms: _Terms,
    here: int,
) -> Iterator[Finding]:
    names = [name.text for name in placed.claim.names]
    missing = [name for name in names if _is_missing(name, places, evidence)]
    complete = all(place.complete for place in places)
    for name in names:
        row = _row_elsewhere(name, places, terms, here)
        distinctive = name in missing and _DISTINCTIVE.fullmatch(name) is not None
        if complete and (distinctive or (row and name in missing)):
            yield _finding(placed.span, name, places, row, SEVERITY)
        elif (distinctive and len(missing) < len(names)) or (
            complete and row and _lacks_rarest(name, places, evidence)
        ):
            yield _finding(placed.span, name, places, row, Severity.INFO)


def _row_elsewhere(
    name: str, places: Sequence[NamedPlace], terms: _Terms, here: int
) -> _Row | None:
    """An earlier row with just this term, where the named places have none."""
    rows = terms.called(name)
    named = {lesson.place for place in places for lesson in place.lessons}
    if any(row.place in named for row in rows):
        return None
    return next((row for row in rows if row.place < here), None)


def _is_missing(name: str, places: Sequence[NamedPlace], evidence: Evidence) -> bool:
    """No record that is named, or whose lesson is, has one of its words, or its initials."""
    words = evidence.words(name)
    records = [facts for place in places for facts in place.facts]
    return bool(words) and not any(
        evidence.in_record(words, facts) or evidence.has_initials(name, facts) for facts in records
    )


def _lacks_rarest(name: str, places: Sequence[NamedPlace], evidence: Evidence) -> bool:
    """The named lessons have the words that are in many names, but not the one that says most."""
    words = evidence.words(name)
    return bool(words) and not any(
        evidence.found([evidence.rarest(words)], place) for place in places
    )


def _finding(
    span: Span, name: str, places: Sequence[NamedPlace], row: _Row | None, severity: Severity
) -> Finding:
    where = " and ".join(dict.fromkeys(f'"{place.name}"' for place in places))
    advice = "name the lesson that taught it, or say that it is new"
    related = [
        Place(facts.path, facts.head, "has nothing of it") for p in places for facts in p.facts
    ]
    if row:
        lesson = row.concept.lesson or row.facts.module
        advice = f'it stands in "{lesson}": name that lesson'
        related.insert(0, Place(row.facts.path, row.concept.span, f'the row of "{lesson}"'))
    return Finding(
        span,
        f'"{name}" is said to come from {where}, where nothing that is here names it; {advice}',
        subject=name,
        related=tuple(related),
        severity=severity,
    )
