"""A topic that is put off to a later place must be taught there.

Why
---
"Deferred to Module 4.3" moves a topic to another module. If the record of Module 4.3 never names
it, nobody teaches it, and nobody notices.

The rule reads sentences, `deferred to Module 4.3`, and places in brackets in lists of what is not
covered. It reports a problem only if the course has the whole place and the place contains none of
the promised words. A hedge such as `Module 4.3 if it exists` is not a promise. The severity is
info for a single word, which may have another name there, and for a topic of which only some words
occur there, unless a row of another module has exactly these words.

Example
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (2 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |
| Conditioning | INTRODUCED | conditional-probability | Outcomes leave. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**What is NOT covered:**
- Infinite sample spaces (lesson 2)

### Lesson 2: Conditioning (conditional-probability)

**Concepts taught:**
- Conditioning (INTRODUCED)
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

**Status:** Complete (2 of 2 lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |
| Conditioning | INTRODUCED | conditional-probability | Outcomes leave. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**What is NOT covered:**
- Infinite sample spaces

### Lesson 2: Conditioning (conditional-probability)

**Concepts taught:**
- Conditioning (INTRODUCED)
```

Options
-------
`external`: modules and series that are kept elsewhere and are not checked. `aliases`: groups of
names for one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.promised_things import (
    is_glossed,
    promised_subject,
    short_name,
    whole_name,
)
from curriculum.claims.placed import Placed
from curriculum.claims.promises import Promise
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.evidence import Evidence
from curriculum.course.known_terms import KnownTerms, TermRow
from curriculum.course.places import NamedPlace, Places
from curriculum.problem import Place, Severity
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

SEVERITY = Severity.WARNING
OF_COURSE = True
_FEWEST_WORDS = 2
_ACRONYM = lazy_pattern(r"\b(?:[A-Z][a-z]?){2,8}s?\b")
# They say how, not what. As the beginnings of words that evidence is looked for by.
_NO_SUBJECT = vocabulary(
    "advanc comple concep deeper depth detail discus extens full future genera implem later lesson",
    "method more module note object practi prope series specif techni these thing topic treatm",
)


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    facts = record.claims
    found: dict[tuple[str, str], Finding] = {}
    for placed in facts.promises:
        places = _later_places(placed, facts, course.once(Places))
        finding = _finding(placed, facts, places, course) if places else None
        if finding:
            same = (short_name(placed, facts), " and ".join(place.name for place in places))
            first = found.setdefault(same, finding)
            if first is not finding:  # one thing, put off in several places
                here = Place(record.path, placed.span, "put off here as well")
                found[same] = replace(first, related=(*first.related, here))
    yield from found.values()


def _later_places(
    placed: Placed[Promise], facts: RecordClaims, named: Places
) -> tuple[NamedPlace, ...]:
    """The places that are named, if they are here as a whole and all come later."""
    if placed.claim.hedge:
        return ()
    places = named.all_of(placed.claim.targets, facts, placed.span.line)
    here = named.course.place_of(facts, placed.span.line) if places else -1
    later = all(place.complete and _is_later(place, facts, here) for place in places)
    return places if later else ()


def _is_later(place: NamedPlace, facts: RecordClaims, here: int) -> bool:
    """All of it: a record that is spoken of from within may have the thing already."""
    return all(lesson.place > here for lesson in place.lessons) and not (
        place.whole and facts in place.facts
    )


def _finding(
    placed: Placed[Promise], facts: RecordClaims, places: Sequence[NamedPlace], course: Course
) -> Finding | None:
    evidence, subject = course.once(Evidence), promised_subject(placed, facts)
    words = evidence.words(subject) - _NO_SUBJECT
    found = max(evidence.found(words, place) for place in places)
    if found == len(words):
        return None
    elsewhere = _kept_elsewhere(words, places, course, course.place_of(facts, placed.span.line))
    named = any(_names(place, words, course) for place in places)
    if not elsewhere and named and not is_glossed(whole_name(placed, facts)):
        return None
    if any(_has_short_name(place, placed, subject, facts, evidence) for place in places):
        return None
    where = " and ".join(f'"{place.name}"' for place in places)
    advice = "teach it there, or note that it is left out"
    if elsewhere:
        advice = f'"{elsewhere.facts.module}" teaches it: name that module'
    return Finding(
        placed.span,
        f'"{subject}" is put off to {where}, which does not teach it; {advice}',
        subject=subject,
        related=(*_row(elsewhere), *(_related(place) for place in places)),
        severity=SEVERITY if elsewhere or (not found and len(words) > 1) else Severity.INFO,
    )


def _has_short_name(
    place: NamedPlace,
    placed: Placed[Promise],
    subject: str,
    facts: RecordClaims,
    evidence: Evidence,
) -> bool:
    """`Rotary Position Embeddings (RoPE)` may be `RoPE` there, `RBT` may be spelled out."""
    own = whole_name(placed, facts)
    short = [match[0].casefold() for match in _ACRONYM.finditer(own)]
    return any(evidence.found([one], place) for one in short) or any(
        evidence.has_initials(subject, facts) for facts in place.facts
    )


def _names(place: NamedPlace, words: frozenset[str], course: Course) -> bool:
    """It has half of the words, or the one that says most."""
    evidence, rarest = course.once(Evidence), course.once(KnownTerms).rarest(words)
    return evidence.found(words, place) * 2 >= len(words) or evidence.found([rarest], place) > 0


def _kept_elsewhere(
    words: frozenset[str], places: Sequence[NamedPlace], course: Course, here: int
) -> TermRow | None:
    """A later row of another module is called so, and no part of the places has most words."""
    if len(words) < _FEWEST_WORDS:
        return None
    own = {facts.module for place in places for facts in place.facts}
    for row in course.once(KnownTerms).naming(words):
        if row.facts.module not in own and course.place_of_row(row.facts, row.concept) > here:
            most = max(course.once(Evidence).together(words, place) for place in places)
            return row if most * 2 <= len(words) else None
    return None


def _row(row: TermRow | None) -> tuple[Place, ...]:
    if row is None:
        return ()
    return (Place(row.facts.path, row.concept.span, f'the row of "{row.concept.term}"'),)


def _related(place: NamedPlace) -> Place:
    facts = place.facts[0]
    span = facts.head if place.whole else place.lessons[0].lesson.span
    return Place(facts.path, span, f'"{place.name}" has nothing of it')
