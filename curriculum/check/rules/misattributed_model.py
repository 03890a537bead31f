"""A mental model must come from the lesson that is named as its source.

Why
---
Students are sent back to the lesson that made an analogy. If that lesson does not contain it, the
callback fails, and whoever revises the right lesson does not know that other lessons use it.

The rule checks quoted words and text called an analogy, a metaphor or a mental model, `"…" from
3.1.2`, and the rows of the models table. It reports a problem only if the named place does not
contain the words and another lesson has the model.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |
| Conditioning | INTRODUCED | conditional-probability | Outcomes leave. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Conditioning (conditional-probability)

**Mental models established:**
- "Throw away the tiles" -- what cannot happen any more leaves the board.

### Lesson 3: Bayes' Rule (bayes-rule)

**Analogies used:**
- "Throw away the tiles" callback from sample-spaces, now in both directions.
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | INTRODUCED | sample-spaces | All that can happen. |
| Conditioning | INTRODUCED | conditional-probability | Outcomes leave. |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

### Lesson 2: Conditioning (conditional-probability)

**Mental models established:**
- "Throw away the tiles" -- what cannot happen any more leaves the board.

### Lesson 3: Bayes' Rule (bayes-rule)

**Analogies used:**
- "Throw away the tiles" callback from conditional-probability, now in both directions.
```

Fix
---
None: the named lesson may be right, and its record may lack the model.

Options
-------
`external`: modules and series that are kept elsewhere and are not checked. `aliases`: groups of
names for one thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.check.rules.shared.model_sources import Said, said_of, same_words, source_claims
from curriculum.course.course import Course
from curriculum.course.evidence import Evidence
from curriculum.course.known_models import KnownModels
from curriculum.course.models import KnownModel, plain_words, recalls
from curriculum.course.places import NamedPlace
from curriculum.problem import Place, Severity

SEVERITY = Severity.WARNING
OF_COURSE = True
_SEVERAL = 2


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    for claim in source_claims(record.claims):
        said = said_of(claim, record.claims, course)
        other = _true_source(said, course) if said else None
        if said and other and not _is_confirmed(said, course):
            yield _finding(said, other)
        elif said and (lacking := _lacking_one(said, course)):
            yield _of_list(said, *lacking)


def _lacking_one(said: Said, course: Course) -> tuple[NamedPlace, NamedPlace] | None:
    """Of two lessons that are named together, the one without any of it, and one that has all."""
    evidence = course.once(Evidence)
    words = evidence.words(said.name)
    if said.row is not None or len(said.places) < _SEVERAL or not words:
        return None
    lessons = [place for place in said.places if not place.whole and place.complete]
    found = [(evidence.found(words, place), place) for place in lessons]
    has = next((place for count, place in found if count == len(words)), None)
    lacks = next((place for count, place in found if count == 0), None)
    return (lacks, has) if lacks and has else None


def _of_list(said: Said, lacks: NamedPlace, has: NamedPlace) -> Finding:
    lesson = lacks.lessons[0]
    return Finding(
        said.span,
        f'the model "{said.name}" also names "{lacks.name}" as its source, which does not '
        f'mention it; "{has.name}" does: delete the other source, or add the model there',
        subject=said.name,
        related=(Place(lesson.facts.path, lesson.lesson.span, "has nothing of it"),),
    )


def _true_source(said: Said, course: Course) -> KnownModel | None:
    models, evidence = course.once(KnownModels), course.once(Evidence)
    if any(_has(place, said, models) for place in said.places):
        return None
    found = (model for model in models.first_called(said.name) if not _is_itself(said, model))
    others = [model for model in found if _may_be_source(said, model)]
    if not others:
        return None
    other = min(others, key=lambda model: (not model.stated, not model.original, _place(model)))
    exact = other.original and other.words == plain_words(said.name)
    judge = _Judge(said.name, exact, models, evidence)
    return other if all(map(judge.lacks, said.places)) else None


def _has(place: NamedPlace, said: Said, models: KnownModels) -> bool:
    return any(not _is_itself(said, model) for model in models.called_at(said.name, place))


def _is_confirmed(said: Said, course: Course) -> bool:
    """Another lesson sends its students to the same lesson."""
    lessons = {lesson for place in said.places for lesson in place.lessons}
    return any(
        other.here != said.here and not lessons.isdisjoint(place.lessons)
        for other in course.answer(same_words, " ".join(plain_words(said.name)))
        for place in other.places
        if not place.whole
    )


def _is_itself(said: Said, model: KnownModel) -> bool:
    """What the claim says of the model proves nothing."""
    same = model.facts is said.facts
    return same and model.span.line <= said.span.line <= model.span.end_line


def _may_be_source(said: Said, model: KnownModel) -> bool:
    """The lesson that has the model is before the one that speaks of it, or has its own."""
    if model.lesson is None:
        return False
    if said.row is not None and model.facts is said.facts and recalls(said.row.text):
        return False
    if model.original:
        return model.lesson.place <= said.here
    return said.row is None and model.lesson.place < said.here


class _Judge(Struct, frozen=True):
    """Whether places speak of a model; `exact` says that another lesson has its very words."""

    name: str
    exact: bool
    models: KnownModels
    evidence: Evidence

    def lacks(self, place: NamedPlace) -> bool:
        """None of its words stands there.

        Where the record lists its models, few words prove nothing, and where the very words
        are another lesson's, nor do many that never stand together.
        """
        words = self.evidence.words(self.name)
        if not words or not place.complete:
            return False
        found = self.evidence.found(words, place)
        if found == 0 or not all(map(self.models.lists, place.facts)):
            return found == 0
        return found * 2 < len(words) or (
            self.exact and self.evidence.together(words, place) * 2 <= len(words)
        )


def _place(model: KnownModel) -> int:
    return model.lesson.place if model.lesson else -1


def _finding(said: Said, other: KnownModel) -> Finding:
    places = " and ".join(dict.fromkeys(f'"{place.name}"' for place in said.places))
    return Finding(
        said.span,
        f'the model "{said.name}" names {places} as its source, which does not mention it; '
        f"{other.place_name} has the model: name that lesson, or add the model to the other",
        subject=said.name,
        related=(Place(other.facts.path, other.span, f'"{other.name}" in {other.place_name}'),),
    )
