"""A concept that a later lesson takes up again says so in its row.

Why
---
Two rows of one concept at the same depth read as if it had been new twice. `REVISITED (DEPTH)`,
`DEPTH (reinforced)` or a step such as `A -> B` tells planners that the second lesson built on the
first. A later row at a higher depth is a stage, and needs no word.

Example
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Tiles on a table |
| Sample space | DEVELOPED | two-dice | Thirty-six tiles |
```

Instead
-------
```markdown
# Module 3.1: Probability -- Record

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space | DEVELOPED | sample-spaces | Tiles on a table |
| Sample space | REVISITED (DEVELOPED) | two-dice | Thirty-six tiles |
```

Fix
---
None.

Options
-------
`ladder`: the order of the depths.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from curriculum.check.rule import Finding
from curriculum.problem import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.model.record import Concept
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.INFO
_BLANKS = re.compile(r"\s+")
_SAYS_SO = re.compile(
    r"\b(?:again|already|earlier|previous|prior|before|known|original|recap|recall|review|callback"
    r"|revisit|reinforc|refresh|continu|extend|extension|deepen|elevat|upgrad|expand|build(?:s|ing)"
    r"|built on|from|since)",
    re.IGNORECASE,
)


def check(reading: Reading, settings: Settings) -> Iterator[Finding]:
    record = reading.record
    places = {lesson.slug: place for place, lesson in enumerate(record.lessons)}
    latest: dict[str, Concept] = {}
    for concept in record.concepts:
        earlier = latest.get(_key(concept))
        latest[_key(concept)] = concept
        if (
            earlier is not None
            and places.get(earlier.lesson, 0) <= places.get(concept.lesson, len(places))
            and _is_undeclared(earlier, concept, settings.dialect.ladder)
        ):
            yield _finding(earlier, concept, reading.source.path)


def _key(concept: Concept) -> str:
    return _BLANKS.sub(" ", concept.term.replace("`", "")).strip(" *").casefold()


def _is_undeclared(earlier: Concept, later: Concept, ladder: Sequence[str]) -> bool:
    """Rows with glosses of their own may be two sides of a thing, and the same lesson is none."""
    if not _key(later) or {*earlier.lessons} & {*later.lessons} or not later.lessons:
        return False
    if earlier.depth not in ladder or later.depth not in ladder:
        return False
    two_sides = earlier.gloss and later.gloss and earlier.gloss != later.gloss
    higher = ladder.index(later.depth) > ladder.index(earlier.depth)
    return not (two_sides or higher or _declares(later))


def _declares(concept: Concept) -> bool:
    said = f"{concept.name} {concept.depth_text} {concept.lesson_text} {concept.notes or ''}"
    return concept.revisit or concept.prior_depth is not None or bool(_SAYS_SO.search(said))


def _finding(earlier: Concept, later: Concept, path: str) -> Finding:
    return Finding(
        later.span,
        f'"{later.term}" is {later.depth} in "{later.lesson}" as if it were new, but '
        f'"{earlier.lesson}" has it at {earlier.depth} (line {earlier.span.line}); '
        f"say REVISITED ({later.depth}), or what is new",
        subject=later.term,
        related=(Place(path, earlier.span, f"{earlier.depth} here"),),
    )
