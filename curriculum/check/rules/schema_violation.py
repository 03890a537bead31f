"""A YAML record is not of the form that a record has.

Why
---
What has the wrong key or form is read by nothing: a lesson's `titel` is no title, and a second
`goal` hides the first. `curriculum schema yaml-record` prints the form; editors complete it.

Example
-------
```yaml
module: "6.1"
titel: Probability
lessons: sample-spaces
```

Instead
-------
```yaml
module: "6.1"
title: Probability
lessons:
  - slug: sample-spaces
```

Fix
---
None: only the author knows what was meant.

Options
-------
None. Only YAML records have it; a Markdown record can hold anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.check.rule import Finding, Reads
from curriculum.problem import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.parse.yaml_mistakes import Mistake
    from curriculum.reading import Reading
    from curriculum.settings import Settings

SEVERITY = Severity.ERROR
READS = Reads.FILE


def check(reading: Reading, _: Settings) -> Iterator[Finding]:
    if reading.as_markdown is reading:
        return
    from curriculum.schema_mistakes import schema_mistakes  # jsonschema costs 160 ms
    from curriculum.yaml_reading import YamlReading

    assert isinstance(reading, YamlReading)
    tree = reading.tree
    told = {mistake.start for mistake in tree.mistakes}
    wrong = list(schema_mistakes(tree.root)) if tree.root and not tree.broken else []
    # What has the wrong form may be what makes another part hard to read.
    more = (m for m in wrong or reading.twin.mistakes if m.start not in told)
    for mistake in (*tree.mistakes, *more):
        yield _finding(reading, mistake)


def _finding(reading: Reading, mistake: Mistake) -> Finding:
    source = reading.source
    related: tuple[Place, ...] = ()
    if mistake.related:
        start, end, message = mistake.related
        related = (Place(source.path, source.span_of(start, end), message),)
    span = source.span_of(mistake.start, mistake.end)
    return Finding(span, mistake.message, mistake.subject, related)
