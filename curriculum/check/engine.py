"""Runs rules over readings and over their course, and turns what they find into problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import cached_property
from hashlib import blake2b

from msgspec import Struct, field

from curriculum.check.course_judges import judged_by
from curriculum.check.in_file import in_file
from curriculum.check.plugin_rules import known_rules, origin
from curriculum.check.registry import RULES
from curriculum.check.rule import Check, CourseCheck, Finding, Reads, Rule
from curriculum.check.rule_names import known_names
from curriculum.check.rules import internal_error, unused_suppression
from curriculum.check.suppressions import sift, unused_in
from curriculum.claims.read_claims import claims_of, read_claims
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.dialect import Dialect
from curriculum.config.settings import Settings
from curriculum.course.course import Course, course_of
from curriculum.model.record_file import RecordFile
from curriculum.parse.suppressions import Suppression, read_suppressions
from curriculum.problem import Problem, Severity
from curriculum.workspace.file_result import FileResult

UNUSED = "unused-suppression"
INTERNAL_ERROR = RULES[internal_error.NAME]

# What the rules find in each record by its path, before suppressions.
Raw = dict[str, list[Problem]]


class Checked(Struct, frozen=True):
    """`problems` are sorted by place; the same input gives the same ones."""

    problems: tuple[Problem, ...]
    suppressed: int


class Checker(Struct, frozen=True, dict=True):
    """Rules, what a house decided, the severities that it gives, and its ignores by glob.

    For `is_rest` see `Course`. More than one of the `processes` judge only a course of some size;
    like `is_rest`, they make no difference to what single records show.
    """

    rules: Sequence[Rule]
    settings: Settings
    severities: Mapping[str, Severity] = field(default_factory=dict)
    ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_rest: bool = False
    processes: int = 1

    @cached_property
    def fingerprint(self) -> str:
        """All that findings in one record depend on, beside the record and the tool's version."""
        rules = [(rule.name, origin(rule)) for rule in self.rules]
        said = repr((rules, self.settings, dict(self.severities), dict(self.ignores)))
        return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def examine(self, reading: RecordFile) -> FileResult:
        """What the record shows by itself. Where a rule failed, it is judged again in each run."""
        problems = self.own_problems(reading)
        failed = any(problem.rule == INTERNAL_ERROR.name for problem in problems)
        by = "" if failed else self.fingerprint
        return FileResult(by, claims_of(reading), problems, _suppressions(reading))

    @property
    def dialect(self) -> Dialect:
        return self.settings.dialect

    def is_enough(self, result: FileResult) -> bool:
        """The same rules have judged it, with the same settings."""
        return result.by == self.fingerprint

    def keep(self, result: FileResult, reading: RecordFile) -> None:
        """What was found in the same bytes by an earlier run, or in another process."""
        reading.keep(read_claims, result.claims)
        reading.keep(_read_suppressions, result.suppressions)
        if self.is_enough(result):
            reading.keep(self.own_problems, result.problems)

    def check(self, reading: RecordFile) -> Checked:
        """One record, as if there were no other."""
        return self.check_course([reading])[reading.path]

    def problems(self, readings: Sequence[RecordFile]) -> list[Problem]:
        """All that is found in a course, in the order of a report."""
        checked = self.check_course(readings)
        return sorted((p for c in checked.values() for p in c.problems), key=lambda p: p.sort_key)

    def check_course(
        self,
        readings: Sequence[RecordFile],
        scope: Collection[str] | None = None,
        done: dict[int, tuple[RecordFile, list[Problem]]] | None = None,
        known: Course | None = None,
    ) -> dict[str, Checked]:
        """Each record by its path. What one record shows is told of those in `scope`, else of all.

        `done` remembers what was found in a reading, for the next call. `known` are the readings as
        a course: it is used again where they are Markdown and whole.
        """
        done = {} if done is None else done
        files = {reading.path: reading for reading in readings}
        by_path = {path: reading.as_markdown for path, reading in files.items()}
        # What could not be read to its end proves nothing about the others.
        whole = [one for path, one in by_path.items() if not files[path].is_broken]
        same = known if whole == list(files.values()) else None
        course = same or self._course_of(whole)
        raw = self._over_course(self.rules, course, self.processes)
        for path, reading in files.items():
            if scope is None or path in scope:
                if id(reading) not in done:
                    done[id(reading)] = (reading, self._shown_by(reading))
                raw[path] += done[id(reading)][1]
        suppressions = {path: _suppressions(reading) for path, reading in by_path.items()}
        asked = list(files) if scope is None else [path for path in files if path in scope]
        judged = [path for path in asked if suppressions[path]]
        hidden = self._hidden(course, [files[path] for path in judged], suppressions)
        for path in judged:
            raw[path] += self._unused(by_path[path], [*raw[path], *hidden[path]], suppressions)
        own = {path: self._in_file(files[path]) for path in asked}
        return {
            path: _sifted(raw[path], suppressions[path], own.get(path, []), files) for path in files
        }

    def _course_of(self, readings: Iterable[RecordFile]) -> Course:
        facts = (claims_of(reading) for reading in readings)
        return course_of(facts, self.settings, is_rest=self.is_rest)

    def _shown_by(self, reading: RecordFile) -> list[Problem]:
        known = reading.kept(self.own_problems)
        return list(self.own_problems(reading) if known is None else known)

    def own_problems(self, reading: RecordFile) -> tuple[Problem, ...]:
        """Before suppressions."""
        return tuple(self._in_record(self.rules, reading))

    def _in_record(self, rules: Iterable[Rule], reading: RecordFile) -> list[Problem]:
        """What rules find in the file, or in the Markdown twin of one that can be read."""
        markdown = reading.as_markdown
        return [
            problem
            for rule in rules
            if rule.check and not self._is_ignored(rule.name, reading.path)
            if markdown is reading or (rule.reads is Reads.RECORD and not reading.is_broken)
            for problem in self._judged(rule, rule.check, markdown)
        ]

    def _judged(self, rule: Rule, check: Check, reading: RecordFile) -> list[Problem]:
        """A rule that fails hides nothing else: what it found is left out, and its failure told."""
        try:
            found = [*check(reading, self.settings)]
        # The second edge where any error ends: one record must not hide the others.
        except Exception as error:
            return [self._failure(rule, error, claims_of(reading))]
        return [self._problem(rule, claims_of(reading), finding) for finding in found]

    def _failure(self, rule: Rule, error: Exception, facts: RecordClaims) -> Problem:
        found = internal_error.finding(rule.name, error, facts.head)
        return self._problem(INTERNAL_ERROR, facts, found)

    def _in_file(self, reading: RecordFile) -> list[Problem]:
        """What is wrong with a file in another form than Markdown, at its places there."""
        return [
            problem
            for rule in self.rules
            if rule.check and rule.reads is Reads.FILE and reading.as_markdown is not reading
            if not self._is_ignored(rule.name, reading.path)
            for problem in self._judged(rule, rule.check, reading)
        ]

    def _over_course(self, rules: Iterable[Rule], course: Course, processes: int = 1) -> Raw:
        raw: Raw = defaultdict(list)
        for problem in judged_by(self._of_course, list(rules), course, processes):
            raw[problem.path].append(problem)
        return raw

    def _of_course(self, rules: Iterable[Rule], course: Course) -> Iterator[Problem]:
        for rule in rules:
            if rule.check_course:
                yield from self._judged_course(rule, rule.check_course, course)

    def _judged_course(self, rule: Rule, check: CourseCheck, course: Course) -> list[Problem]:
        """Where a rule fails, it judges the records again without those on which it fails alone."""
        try:
            found = list(check(course))
        except Exception as error:  # as above
            failures = dict(self._failing_alone(check, course))
            if not failures:
                return [self._failure(rule, error, course.facts[0])]
            rest = [one for one in course.facts if one.path not in failures]
            return [
                *(
                    self._failure(rule, failures[one.path], one)
                    for one in course.facts
                    if one.path in failures
                ),
                *self._judged_course(
                    rule, check, course_of(rest, self.settings, is_rest=self.is_rest)
                ),
            ]
        return [
            self._problem(rule, facts, finding)
            for facts, finding in found
            if not self._is_ignored(rule.name, facts.path)
        ]

    def _failing_alone(self, check: CourseCheck, course: Course) -> Iterator[tuple[str, Exception]]:
        for facts in course.facts:
            try:
                list(check(course_of([facts], self.settings, is_rest=self.is_rest)))
            except Exception as error:  # as above
                yield facts.path, error

    def _hidden(
        self,
        course: Course,
        readings: Sequence[RecordFile],
        suppressions: Mapping[str, Sequence[Suppression]],
    ) -> Raw:
        """What rules would find that were not selected: a suppression of theirs is not unused."""
        ran = {rule.name for rule in self.rules}
        named = {
            name
            for reading in readings
            for entry in suppressions[reading.path]
            for name in entry.rules
        }
        others = [rule for name, rule in known_rules().items() if name in named - ran]
        raw = self._over_course(others, course)
        for reading in readings:
            raw[reading.path] += self._in_record(others, reading)
        return raw

    def _unused(
        self,
        reading: RecordFile,
        problems: Sequence[Problem],
        suppressions: Mapping[str, Sequence[Suppression]],
    ) -> Iterator[Problem]:
        entries = suppressions[reading.path]
        for rule in self.rules:
            if rule.name == UNUSED and not self._is_ignored(UNUSED, reading.path):
                idle = unused_in(problems, entries, set(known_names()) - {UNUSED})
                for finding in unused_suppression.findings(idle):
                    yield self._problem(rule, claims_of(reading), finding)

    def _is_ignored(self, rule: str, path: str) -> bool:
        return any(
            rule in names and fnmatch(path, pattern) for pattern, names in self.ignores.items()
        )

    def _problem(self, rule: Rule, facts: RecordClaims, finding: Finding) -> Problem:
        return Problem(
            rule=rule.name,
            severity=self.severities.get(rule.name) or finding.severity or rule.severity,
            message=finding.message,
            path=facts.path,
            span=finding.span,
            module=facts.module,
            subject=finding.subject,
            related=finding.related,
            fix=finding.fix,
        )


def _suppressions(reading: RecordFile) -> tuple[Suppression, ...]:
    return reading.once(_read_suppressions)


def _read_suppressions(reading: RecordFile) -> tuple[Suppression, ...]:
    return tuple(read_suppressions(reading.source, reading.document))


def _sifted(
    problems: Sequence[Problem],
    suppressions: Sequence[Suppression],
    own: Sequence[Problem],
    files: Mapping[str, RecordFile],
) -> Checked:
    """Suppressions cover lines of what rules look at; what is told are places in the files."""
    sifted = sift(problems, suppressions)
    kept = [in_file(problem, files) for problem in sifted.kept]
    return Checked(
        tuple(sorted([*kept, *own], key=lambda p: p.sort_key)),
        sifted.suppressed,
    )


def check(reading: RecordFile, rules: Iterable[Rule], settings: Settings) -> list[Problem]:
    """What these rules find in one record, suppressed problems left out."""
    return list(Checker(tuple(rules), settings).check(reading).problems)
