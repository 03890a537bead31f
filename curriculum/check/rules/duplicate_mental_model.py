"""A mental model stands once in the table.

Why
---
Where it is used again is what the last column is for. A second row for the same model, from the
same lesson, splits that list in two.

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

Options
-------
None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.dialect import label_key
from curriculum.problem import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.model.record import MentalModel
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.INFO


def check(reading: Reading, _: Settings) -> Iterator[Finding]:
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
                related=(Place(reading.source.path, earlier.span, "the first one"),),
            )


def _quoted(text: str) -> str:
    return text if text.startswith(('"', "“")) else f'"{text}"'
