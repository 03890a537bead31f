"""Judges one record by rules: alone, as far as they ask nothing, or with its course in view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from typing import NoReturn, cast

from msgspec import Struct, field

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.registry import RULES
from curriculum.check.rule import Finding, Reads, Rule
from curriculum.check.rules import internal_error
from curriculum.config.settings import Settings
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem, Severity

INTERNAL_ERROR = RULES[internal_error.NAME]


class AsksTheCourse(Exception):
    """A rule wants to know what other records say."""


class _NoCourse:
    """In the place of a course: whoever asks it anything is judged again, with the course."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AsksTheCourse(name)


class Alone(Struct, frozen=True):
    """What a record shows by itself, and the names of the rules that want to know more.

    `within` is what these found in it before they asked, see `JudgedRecord.alone`.
    """

    problems: tuple[Problem, ...]
    asking: tuple[str, ...]
    within: dict[str, tuple[Finding, ...]]


class Judging(Struct, frozen=True):
    """What the project decided, the severities that it gives, and its ignores by glob."""

    settings: Settings
    severities: Mapping[str, Severity] = field(default_factory=dict)
    ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def alone(self, rules: Iterable[Rule], file: RecordFile) -> Alone:
        """Before suppressions. Of a file in another form, its Markdown twin is judged."""
        record = JudgedRecord(file.as_markdown, self.settings)
        problems: list[Problem] = []
        asking: list[str] = []
        for rule in self._rules_for(rules, file):
            try:
                problems += self._judged(rule, record, cast("Course", _NoCourse()))
            except AsksTheCourse:
                asking.append(rule.name)
        return Alone(tuple(problems), tuple(asking), record.within)

    def in_course(
        self, rule: Rule, file: RecordFile, course: Course, alone: Alone
    ) -> Iterator[Problem]:
        record = JudgedRecord(file.as_markdown, self.settings, alone.within)
        return self._judged(rule, record, course)

    def in_file(self, rules: Iterable[Rule], file: RecordFile) -> list[Problem]:
        """What is wrong with a file in another form than Markdown, at its places there."""
        record, none = JudgedRecord(file, self.settings), cast("Course", _NoCourse())
        return [
            problem
            for rule in rules
            if rule.reads is Reads.FILE and file.as_markdown is not file
            if not self.is_ignored(rule.name, file.path)
            for problem in self._judged(rule, record, none)
        ]

    def _rules_for(self, rules: Iterable[Rule], file: RecordFile) -> Iterator[Rule]:
        in_markdown = file.as_markdown is file
        for rule in rules:
            if rule.reads is Reads.PLAN:
                continue
            reads = in_markdown or (rule.reads is Reads.RECORD and not file.is_broken)
            if reads and not self.is_ignored(rule.name, file.path):
                yield rule

    def _judged(self, rule: Rule, record: JudgedRecord, course: Course) -> Iterator[Problem]:
        """A rule that fails hides nothing else: what it found is left out, and its failure told."""
        try:
            found = list(rule.check(record, course))
        except (AsksTheCourse, MemoryError):
            raise
        # The second edge where any error ends: one record must not hide the others.
        except Exception as error:
            failure = internal_error.finding(rule.name, error, record.claims.head)
            return iter([self.problem(INTERNAL_ERROR, record, failure)])
        return (self.problem(rule, record, finding) for finding in found)

    def is_ignored(self, rule: str, path: str) -> bool:
        return any(
            rule in names and fnmatch(path, pattern) for pattern, names in self.ignores.items()
        )

    def problem(self, rule: Rule, record: JudgedRecord, finding: Finding) -> Problem:
        return Problem(
            rule=rule.name,
            severity=self.severities.get(rule.name) or finding.severity or rule.severity,
            message=finding.message,
            path=record.path,
            span=finding.span,
            module=record.model.module,
            subject=finding.subject,
            related=finding.related,
            fix=finding.fix,
        )


def is_shown(problem: Problem, rule: Rule, scope: Collection[str] | None) -> bool:
    """What takes several files to see is reported whatever files were asked for."""
    if scope is None or rule.of_course or problem.path in scope:
        return True
    return any(place.path != problem.path for place in problem.related)
