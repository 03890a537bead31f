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

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding, Reads
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.problem import Place, Severity
from curriculum.yaml.mistakes import CHARACTER, Mistake

SEVERITY = Severity.ERROR
READS = Reads.FILE


def check(record: JudgedRecord, _: Course) -> Iterator[Finding]:
    if record.file.as_markdown is record.file:
        return
    from curriculum.yaml.file import YamlRecordFile  # ruamel.yaml costs 50 ms

    assert isinstance(record.file, YamlRecordFile)
    for mistake in record.file.mistakes:
        # The rule `unreadable-text` tells of these.
        if mistake.subject != CHARACTER:
            yield _finding(record.file, mistake)


def _finding(reading: RecordFile, mistake: Mistake) -> Finding:
    source = reading.source
    related: tuple[Place, ...] = ()
    if mistake.related:
        start, end, message = mistake.related
        related = (Place(source.path, source.span_of(start, end), message),)
    span = source.span_of(mistake.start, mistake.end)
    return Finding(span, mistake.message, mistake.subject, related)
