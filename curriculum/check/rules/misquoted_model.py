"""A quotation of a mental model must use its exact words.

Why
---
Students remember a model by its words. If a callback changes one of them, students may not
recognise the model, and a search for the phrase misses it.

The rule reports quotations with a source, `"…" from 3.1.2`, that differ in exactly one word from a
model of that lesson, if that lesson never uses the quoted words.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Conditioning | INTRODUCED | conditional-probability | Outcomes leave. |
| Bayes' rule | INTRODUCED | bayes-rule | |

## Per-Lesson Summaries

### Lesson 1: Conditioning (conditional-probability)

**Mental models established:**
- "Throw away the tiles" -- what cannot happen any more leaves the board.

### Lesson 2: Bayes' Rule (bayes-rule)

**Analogies used:**
- "Throw out the tiles" callback from conditional-probability.
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Conditioning | INTRODUCED | conditional-probability | Outcomes leave. |
| Bayes' rule | INTRODUCED | bayes-rule | |

## Per-Lesson Summaries

### Lesson 1: Conditioning (conditional-probability)

**Mental models established:**
- "Throw away the tiles" -- what cannot happen any more leaves the board.

### Lesson 2: Bayes' Rule (bayes-rule)

**Analogies used:**
- "Throw away the tiles" callback from conditional-probability.
```

Fix
---
None: the other lesson may be the one to change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.course.evidence import Evidence
from curriculum.course.known_models import KnownModels
from curriculum.course.models import KnownModel
from curriculum.course.places import NamedPlace, Places
from curriculum.problem import Place, Severity, Span

SEVERITY = Severity.INFO
OF_COURSE = True
_KINDS = frozenset({"model", "analogy", "unknown"})


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    found: dict[int, list[tuple[Span, str, KnownModel]]] = {}
    for span, name, model in _misquoted(record, course):
        found.setdefault(id(model), []).append((span, name, model))
    for (span, name, model), *others in found.values():
        again = [Place(record.path, other, f'"{said}" here') for other, said, _ in others]
        yield _finding(span, name, model, again)


def _misquoted(record: JudgedRecord, course: Course) -> Iterator[tuple[Span, str, KnownModel]]:
    for placed in record.claims.attributions:
        if placed.claim.kind in _KINDS:
            named = course.once(Places)
            places = named.all_of(placed.claim.sources, record.claims, placed.span.line)
            for name in placed.claim.names if places else ():
                model = _meant(name.text, places, course.once(KnownModels), course.once(Evidence))
                if model:
                    yield placed.span, name.text, model


def _meant(
    name: str, places: Sequence[NamedPlace], models: KnownModels, evidence: Evidence
) -> KnownModel | None:
    """The model that differs in a word, if the named places have no such words themselves."""
    if any(models.says(name, place) or evidence.says(name, place) for place in places):
        return None
    found = (models.nearly_called(name, place) for place in places)
    return next((model for model in found if model), None)


def _finding(span: Span, name: str, model: KnownModel, again: Sequence[Place]) -> Finding:
    return Finding(
        span,
        f'"{name}" differs from the words in {model.place_name}: "{model.name}"; '
        "use the same words",
        subject=name,
        related=(Place(model.facts.path, model.span, f'"{model.name}"'), *again),
    )
