"""A mental model must be established only once.

Why
---
The last column of the table lists later uses of a model. A second row for the same model and
lesson splits that list in two. A row in the record of another module that does not mention the
first one hides that students know the model already; write `(extended from sample-spaces)` in that
row.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|---------------|---------------|
| "Every outcome is a tile" | sample-spaces | conditional-probability |
| "Every outcome is a tile" | sample-spaces | bayes-rule |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|---------------|---------------|
| "Every outcome is a tile" | sample-spaces | conditional-probability, bayes-rule |
```

Fix
---
None: the author must join the rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.dialect import label_key
from curriculum.course.course import Course
from curriculum.course.models import model_name, recalls
from curriculum.model.record import MentalModel
from curriculum.problem import Place, Severity
from curriculum.text.names import Identity
from curriculum.text.words import stems

SEVERITY = Severity.INFO
# One word may be a different picture elsewhere: "bricks".
_FEWEST_WORDS = 2


def check(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    yield from record.alone(_within)
    yield from _elsewhere(record, course)


def _within(record: JudgedRecord) -> Iterator[Finding]:
    first: dict[tuple[str, str], MentalModel] = {}
    for model in record.model.mental_models:
        key = (label_key(model.text), label_key(model.established_text or ""))
        earlier = first.setdefault(key, model)
        if key[0] and earlier is not model:
            yield Finding(
                model.span,
                f"the mental model {_quoted(model.text)} is already on line "
                f"{earlier.span.line}; join the two",
                subject=model.text,
                related=(Place(record.path, earlier.span, "the first one"),),
            )


def _elsewhere(record: JudgedRecord, course: Course) -> Iterator[Finding]:
    """Rows of two modules that both say that the model is their own."""
    if not _is_first_of_module(record.claims, course):
        return
    for key, model in _own_models(record.claims, record.names):
        said = course.ask(_own_models, key)
        first = next(one for one in said if _is_first_of_module(one[0], course))
        if first[0] is not record.claims:
            yield _finding(model, *first)


def _is_first_of_module(facts: RecordClaims, course: Course) -> bool:
    return course.modules.get(facts.module or "") is facts


def _own_models(facts: RecordClaims, _: Identity) -> Iterator[tuple[str, MentalModel]]:
    """By their words: those established in lessons of this record, of which nothing is older."""
    own = {lesson.slug for lesson in facts.record.lessons if lesson.slug}
    for model in facts.record.mental_models:
        words = stems(model_name(model.text))
        told = (model.text, model.detail, model.established_text or "", model.used_again_text or "")
        is_own = model.established_in and own.issuperset(model.established_in)
        if len(words) >= _FEWEST_WORDS and is_own and not any(map(recalls, told)):
            yield " ".join(words), model


def _finding(model: MentalModel, other: RecordClaims, earlier: MentalModel) -> Finding:
    return Finding(
        model.span,
        f"the mental model {_quoted(model.text)} was established in module {other.module}; name "
        "its lesson, or describe what is new",
        subject=model.text,
        related=(
            Place(other.path, earlier.span, f"{_quoted(earlier.text)} in module {other.module}"),
        ),
    )


def _quoted(text: str) -> str:
    return text if text.startswith(('"', "“")) else f'"{text}"'
