"""A mental model is established once.

Why
---
Where it is used again is what the last column is for. A second row for the same model, from the
same lesson, splits that list in two. In the record of another module, a row that says nothing of
the first one hides that students know the picture already; `(extended from sample-spaces)` in that
row is enough.

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
None: the author joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.rule import Finding
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.dialect import label_key
from curriculum.config.settings import Settings
from curriculum.course.course import Course
from curriculum.course.known_models import model_name, recalls
from curriculum.model.record import MentalModel
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Severity
from curriculum.text.words import stems

SEVERITY = Severity.INFO
# One word may be a different picture elsewhere: "bricks".
_FEWEST_WORDS = 2


def check(reading: RecordFile, _: Settings) -> Iterator[Finding]:
    first: dict[tuple[str, str], MentalModel] = {}
    for model in reading.record.mental_models:
        key = (label_key(model.text), label_key(model.established_text or ""))
        earlier = first.setdefault(key, model)
        if key[0] and earlier is not model:
            yield Finding(
                model.span,
                f"the mental model {_quoted(model.text)} already stands on line "
                f"{earlier.span.line}; join the two",
                subject=model.text,
                related=(Place(reading.path, earlier.span, "the first one"),),
            )


def check_course(course: Course) -> Iterator[tuple[RecordClaims, Finding]]:
    """Rows of two modules that both say that the model is their own."""
    first: dict[tuple[str, ...], tuple[RecordClaims, MentalModel]] = {}
    for facts in course.modules.values():
        for model in facts.record.mental_models:
            key = stems(model_name(model.text))
            if len(key) >= _FEWEST_WORDS and _is_own(course, facts, model):
                other, earlier = first.setdefault(key, (facts, model))
                if other is not facts:
                    yield facts, _finding(model, other, earlier)


def _is_own(course: Course, facts: RecordClaims, model: MentalModel) -> bool:
    """Established in a lesson of this record, and nothing says that it is older."""
    lessons = [course.lesson_named(slug, facts) for slug in model.established_in]
    if not lessons or not all(lesson and lesson.facts is facts for lesson in lessons):
        return False
    told = (model.text, model.detail, model.established_text or "", model.used_again_text or "")
    return not any(map(recalls, told))


def _finding(model: MentalModel, other: RecordClaims, earlier: MentalModel) -> Finding:
    return Finding(
        model.span,
        f"the mental model {_quoted(model.text)} was established in module {other.module}; name "
        "its lesson, or say what is new",
        subject=model.text,
        related=(
            Place(other.path, earlier.span, f"{_quoted(earlier.text)} in module {other.module}"),
        ),
    )


def _quoted(text: str) -> str:
    return text if text.startswith(('"', "“")) else f'"{text}"'
