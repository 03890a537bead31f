"""A concept must be taught in the lesson, module or series that is named as its source.

Why
---
"As you know from Series 5" refers to earlier teaching. If no record of Series 5 has the concept,
students meet it for the first time and believe that they missed something.

The rule searches every text of the records: rows, notes, items, prose. It reports names that have
no other wording, such as acronyms, and terms that a row of another lesson has. If records of the
series are missing, the severity is info, and the rule reports only if another concept that is
attributed to the same place is found there.

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

Options
-------
`external`: modules and series that are kept elsewhere and are not checked. `aliases`: groups of
names for one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.depth_sources import taught_elsewhere
from curriculum.claims.attribution import Attribution
from curriculum.claims.placed import Placed
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.evidence import Evidence
from curriculum.course.known_terms import KnownTerms, TermRow
from curriculum.course.places import NamedPlace, Places
from curriculum.problem import Place, Severity, Span
from curriculum.text.patterns import lazy_pattern

SEVERITY = Severity.WARNING
OF_COURSE = True
# Acronyms, `img2img`, `torch_dtype`: written in one way only.
_DISTINCTIVE = lazy_pattern(r"[A-Z]{3,}s?|[A-Za-z]+\d\w*|\w+_\w+")

_MANY_WORDS = 2
_CONCEPT_LISTS = frozenset({"Concepts taught", "Concepts reinforced/connected"})


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    facts, depths = record.claims, frozenset(record.settings.dialect.ladder)
    for placed in facts.attributions:
        if _is_judged(placed, depths):
            here = course.place_of(facts, placed.span.line)
            places = _named_before(placed, facts, course.once(Places), here)
            judge = course.once(_Judge)
            yield from _findings(placed, facts, places, judge, here) if places else ()
    yield from taught_elsewhere(record, course)


def _is_listed(placed: Placed[Attribution], facts: RecordClaims) -> bool:
    """In a list of concepts: elsewhere the words before a source may be any words."""
    line = placed.span.line
    lesson = facts.lesson_at(line)
    return any(
        field.name in _CONCEPT_LISTS and field.span.line < line <= field.span.end_line
        for field in (lesson.fields if lesson else ())
    )


def _is_judged(placed: Placed[Attribution], depths: frozenset[str]) -> bool:
    claim = placed.claim
    return (
        claim.kind == "concept"
        and claim.direction == "backward"
        and not claim.hedge
        and depths.isdisjoint(name.text for name in claim.names)
    )


def _named_before(
    placed: Placed[Attribution], facts: RecordClaims, named: Places, here: int
) -> tuple[NamedPlace, ...]:
    """The places, if all their lessons are before the one that speaks of them."""
    places = named.all_of(placed.claim.sources, facts, placed.span.line)
    lessons = [lesson for place in places for lesson in place.lessons]
    # A record without lessons counts as the last lesson before it.
    before = all(one.place < here + (one.facts is not facts) for one in lessons)
    return places if before else ()


def _findings(
    placed: Placed[Attribution],
    facts: RecordClaims,
    places: Sequence[NamedPlace],
    judge: _Judge,
    here: int,
) -> Iterator[Finding]:
    names = [name.text for name in placed.claim.names]
    complete = all(place.complete for place in places)
    for name in names:
        row = judge.row_elsewhere(name, places, here)
        distinctive = _DISTINCTIVE.fullmatch(name) is not None
        if not (distinctive or (row and complete)):
            # Other words may have taught the same: only the author knows.
            rich = complete and judge.is_rich(name) and _is_listed(placed, facts)
            if rich and judge.is_missing(name, places):
                yield _finding(placed.span, name, places, row, Severity.INFO)
            continue
        if judge.is_missing(name, places):
            others = [other for other in names if other != name]
            if complete or judge.any_found(others, places):
                severity = SEVERITY if complete else Severity.INFO
                yield _finding(placed.span, name, places, row, severity)
        elif complete and row and judge.lacks(name, places):
            yield _finding(placed.span, name, places, row, Severity.INFO)


class _Rows(Struct, frozen=True):
    """The rows with one name in teaching order, each with its place in the course."""

    placed: tuple[tuple[int, TermRow], ...]
    places: frozenset[int]


class _Judge:
    def __init__(self, course: Course) -> None:
        self._course = course
        self._terms = course.once(KnownTerms)
        self._evidence = course.once(Evidence)
        self._rows: dict[str, _Rows] = {}

    def row_elsewhere(self, name: str, places: Sequence[NamedPlace], here: int) -> TermRow | None:
        """An earlier row with just this term, where the named places have none."""
        if name not in self._rows:
            self._rows[name] = self._rows_of(name)
        rows = self._rows[name]
        named = {lesson.place for place in places for lesson in place.lessons}
        if not rows.places.isdisjoint(named):
            return None
        return next((row for place, row in rows.placed if place < here), None)

    def _rows_of(self, name: str) -> _Rows:
        course = self._course
        rows = [(course.place_of_row(r.facts, r.concept), r) for r in self._terms.called(name)]
        return _Rows(tuple(rows), frozenset(place for place, _ in rows))

    def is_missing(self, name: str, places: Sequence[NamedPlace]) -> bool:
        """No record that is named, or whose lesson is, has one of its words, or its initials."""
        words, evidence = self._evidence.words(name), self._evidence
        records = [facts for place in places for facts in place.facts]
        return bool(words) and not any(
            evidence.any_in_record(words, facts) or evidence.has_initials(name, facts)
            for facts in records
        )

    def is_rich(self, name: str) -> bool:
        """So many words that not one of them is missing by chance."""
        return len(self._evidence.words(name)) >= _MANY_WORDS

    def any_found(self, names: Sequence[str], places: Sequence[NamedPlace]) -> bool:
        """Of what is said to come from the same records something does."""
        return any(not self.is_missing(name, places) for name in names)

    def lacks(self, name: str, places: Sequence[NamedPlace]) -> bool:
        """The lessons have words that are in many names, but not the one that says most."""
        words = self._evidence.words(name)
        return bool(words) and not any(
            self._evidence.found([self._terms.rarest(words)], place) for place in places
        )


def _finding(
    span: Span, name: str, places: Sequence[NamedPlace], row: TermRow | None, severity: Severity
) -> Finding:
    where = " and ".join(dict.fromkeys(f'"{place.name}"' for place in places))
    advice = "name the lesson that taught it, or mark it as new"
    related = [
        Place(facts.path, facts.head, "has nothing of it") for p in places for facts in p.facts
    ]
    if row:
        lesson = row.concept.lesson or row.facts.module
        advice = f'"{lesson}" teaches it: name that lesson'
        related.insert(0, Place(row.facts.path, row.concept.span, f'the row of "{lesson}"'))
    return Finding(
        span,
        f'"{name}" names {where} as its source, but no record there mentions it; {advice}',
        subject=name,
        related=tuple(related),
        severity=severity,
    )
