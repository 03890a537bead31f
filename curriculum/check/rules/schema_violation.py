"""A YAML record must follow the schema.

Why
---
`curriculum` cannot read a wrong key or value: a lesson's `titel` is not its title, and a second
`goal` hides the first. `curriculum schema yaml-record` prints the schema; editors use it to
complete keys.

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
None: only the author knows the intended key or value.

Options
-------
None. The rule checks only YAML records.
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
