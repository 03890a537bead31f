"""The forms that rules of plugins had before `check(record, course)`; they work until 1.0.

`check(reading, settings)` judges one file, `check_course(course)` all records at once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from curriculum.check.judged_record import JudgedRecord
from curriculum.check.registry import rule_of
from curriculum.check.rule import Finding, Rule
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.settings import Settings
from curriculum.course.course import Course, course_of

# What a check of today calls its second parameter.
_NEW = frozenset({"course", "_course"})

OldCheck = Callable[["_OldReading", Settings], Iterable[Finding]]
OldCourseCheck = Callable[[Course], Iterable[tuple[RecordClaims, Finding]]]


def plugin_rule(module: ModuleType, name: str) -> Rule:
    """In the form of today, or through the adapter. Raises AttributeError where it is no rule."""
    of_course = getattr(module, "check_course", None)
    of_record = getattr(module, "check", None) if of_course else module.check
    if of_record and not of_course and _NEW & inspect.signature(of_record).parameters.keys():
        return rule_of(module, name)
    adapter = _OldRule(of_record, of_course)
    old = "check_course(course)" if of_course else "check(reading, settings)"
    made = rule_of(module, name, adapter.check)
    return replace(made, of_course=of_course is not None, old=old)


class _OldReading:
    """A file with what it used to carry itself."""

    def __init__(self, record: JudgedRecord) -> None:
        self._file = record.file
        self.passages = record.passages
        self.facts = record.claims

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class _Found(Struct, frozen=True):
    """What the old form finds in a course, by path, and the records on which it fails."""

    findings: Mapping[str, list[Finding]]
    failures: Mapping[str, Exception]


class _OldRule(Struct, frozen=True):
    of_record: OldCheck | None
    of_course: OldCourseCheck | None

    def check(self, record: JudgedRecord, course: Course) -> Iterator[Finding]:
        if self.of_record:
            yield from self.of_record(_OldReading(record), record.settings)
        if self.of_course:
            found = course.once(self._found)
            if record.path in found.failures:
                raise found.failures[record.path]
            yield from found.findings.get(record.path, ())

    def _found(self, course: Course) -> _Found:
        """Where it fails, it judges again without the records on which it fails alone."""
        failures: dict[str, Exception] = {}
        try:
            return _Found(self._judged(course), failures)
        except Exception as error:  # as at the engine's edge: one record must not hide the others
            failures = dict(self._failing_alone(course)) or {course.facts[0].path: error}
        rest = [one for one in course.facts if one.path not in failures]
        try:
            return _Found(self._judged(_again(rest, course)), failures)
        except Exception:  # as above
            return _Found({}, failures)

    def _judged(self, course: Course) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for facts, finding in self.of_course(course) if self.of_course else ():
            found.setdefault(facts.path, []).append(finding)
        return found

    def _failing_alone(self, course: Course) -> Iterator[tuple[str, Exception]]:
        for facts in course.facts:
            try:
                self._judged(_again([facts], course))
            except Exception as error:  # as above
                yield facts.path, error


def _again(facts: list[RecordClaims], course: Course) -> Course:
    return course_of(facts, course.settings, is_rest=course.is_rest)
