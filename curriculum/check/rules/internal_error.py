"""A rule must check a record without failing.

Why
---
A rule that fails on a record reports nothing about it. `curriculum` runs the other rules and
checks the other records, and exits with code 2 so that nobody mistakes the report for a complete
one.

Fix
---
None in the record: the rule has a bug. Report it with the record, or with the part that makes the
rule fail. Use `--ignore` to leave the rule out until it is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.rule import Finding
from curriculum.course.course import Course
from curriculum.problem import Severity, Span

NAME = "internal-error"
SEVERITY = Severity.ERROR


def check(_: JudgedRecord, __: Course) -> Iterator[Finding]:
    """The engine makes these problems: see `finding`."""
    return iter(())


def finding(rule: str, error: Exception, span: Span) -> Finding:
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Finding(
        span,
        f'the rule "{rule}" failed on this record ({reason}); this is a bug in the rule: please '
        f"report it with the record, and use --ignore {rule} until it is fixed",
        subject=rule,
    )
