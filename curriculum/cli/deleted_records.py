"""What the deletion of records leaves pointing nowhere.

What is absent proves nothing, unless it was there: an info that a deletion brings is a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from curriculum.check.baseline import compare, key_of
from curriculum.cli.paths import Chosen
from curriculum.cli.revisions import Revision
from curriculum.fix.lint import Linter
from curriculum.problem import Problem, Severity
from curriculum.workspace.discovery import Found

# More files than these are only counted.
_MOST_NAMED = 3


def graver_where_deleted(
    problems: Iterable[Problem], found: Chosen, linter: Linter, revision: Revision
) -> list[Problem]:
    """Severities that a house has chosen stay. Raises Failure."""
    problems = list(problems)
    deleted = _deleted(found.course, revision)
    if not deleted.readings:
        return problems
    linter = replace(linter, fix=False, checker=replace(linter.checker, is_rest=True))
    whole = Found((*found.course.readings, *deleted.readings), (), ())
    before = _problems(linter, found.asked, whole)
    if len(found.course.readings) == 1:
        left = _problems(linter, found.asked, found.course)
        problems += _brought(left, [*before, *problems], linter)
    brought = set(map(id, _brought(problems, before, linter)))
    why = f"deleted since {revision.name}: {_files(deleted)}"
    return [
        replace(problem, severity=Severity.WARNING, message=f"{problem.message} ({why})")
        if id(problem) in brought and _may_be_graver(problem, linter)
        else problem
        for problem in problems
    ]


def _problems(linter: Linter, asked: Found, course: Found) -> list[Problem]:
    return [problem for outcome in linter.lint(asked, course) for problem in outcome.problems]


def _brought(
    problems: Sequence[Problem], before: Sequence[Problem], linter: Linter
) -> Sequence[Problem]:
    """What was not there before; what has many places may have stood in what is deleted."""
    each_place = {rule.name for rule in linter.checker.rules if rule.each_place}
    had = {(problem.rule, problem.subject) for problem in before if problem.rule in each_place}
    new = compare(problems, Counter(map(key_of, before))).new
    return [problem for problem in new if (problem.rule, problem.subject) not in had]


def _may_be_graver(problem: Problem, linter: Linter) -> bool:
    return problem.severity is Severity.INFO and problem.rule not in linter.checker.severities


def _deleted(course: Found, revision: Revision) -> Found:
    """Without those whose module has another file now."""
    here = {reading.facts.module for _, reading in course.readings}
    deleted = revision.deleted().readings
    gone = (pair for pair in deleted if pair[1].facts.module not in here)
    return Found(tuple(gone), (), ())


def _files(deleted: Found) -> str:
    names: Sequence[str] = [reading.path for _, reading in deleted.readings]
    more = len(names) - _MOST_NAMED
    shown = [f'"{name}"' for name in names[:_MOST_NAMED]]
    return ", ".join([*shown, *([f"{more} more"] if more > 0 else [])])
