"""Runs rules over the records of a course, and says what suppressions leave of the problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

from msgspec import Struct, field

from curriculum.check.course_judges import judged_by
from curriculum.check.in_file import in_file
from curriculum.check.judged_record import JudgedRecord
from curriculum.check.judging import INTERNAL_ERROR, Alone, Judging, is_shown
from curriculum.check.plugin_rules import known_rules, origin
from curriculum.check.rule import Rule
from curriculum.check.rule_names import known_names
from curriculum.check.rules import unused_suppression
from curriculum.check.suppressions import sift, unused_in
from curriculum.claims.read_claims import claims_of, read_claims
from curriculum.config.dialect import Dialect
from curriculum.config.settings import Settings
from curriculum.course.course import Course, course_of
from curriculum.model.record_file import RecordFile
from curriculum.parse.suppressions import Suppression, read_suppressions
from curriculum.problem import Problem, Severity
from curriculum.workspace.file_result import FileResult

UNUSED = "unused-suppression"

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
    def judging(self) -> Judging:
        return Judging(self.settings, self.severities, self.ignores)

    @cached_property
    def fingerprint(self) -> str:
        """All that findings in one record depend on, beside the record and the tool's version."""
        rules = [(rule.name, origin(rule)) for rule in self.rules]
        said = repr((rules, self.settings, dict(self.severities), dict(self.ignores)))
        return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    @property
    def dialect(self) -> Dialect:
        return self.settings.dialect

    def examine(self, reading: RecordFile) -> FileResult:
        """What the record shows by itself. Where a rule failed, it is judged again in each run."""
        alone = self.alone(reading)
        failed = any(problem.rule == INTERNAL_ERROR.name for problem in alone.problems)
        by = "" if failed else self.fingerprint
        suppressions = _suppressions(reading)
        claims = claims_of(reading)
        return FileResult(by, claims, alone.problems, alone.asking, alone.within, suppressions)

    def is_enough(self, result: FileResult) -> bool:
        """The same rules have judged it, with the same settings."""
        return result.by == self.fingerprint

    def keep(self, result: FileResult, reading: RecordFile) -> None:
        """What was found in the same bytes by an earlier run, or in another process."""
        reading.keep(read_claims, result.claims)
        reading.keep(_read_suppressions, result.suppressions)
        if self.is_enough(result):
            reading.keep(self._alone, Alone(result.problems, result.asking, result.within))

    def alone(self, reading: RecordFile) -> Alone:
        """What the record shows by itself, found once."""
        return reading.once(self._alone)

    def _alone(self, reading: RecordFile) -> Alone:
        return self.judging.alone(self.rules, reading)

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
        known: Course | None = None,
    ) -> dict[str, Checked]:
        """Each record by its path. What one record shows is told of those in `scope`, else of all.

        `known` are the readings as a course: it is used again where they are Markdown and whole.
        """
        files = {reading.path: reading for reading in readings}
        # What could not be read to its end proves nothing about the others.
        whole = [one.as_markdown for one in readings if not one.is_broken]
        same = known if whole == list(files.values()) else None
        course = same or self._course_of(whole)
        raw: Raw = {path: [] for path in files}
        for path in files if scope is None else scope & files.keys():
            raw[path] += self.alone(files[path]).problems
        for problem in self._asked_of_course(self.rules, readings, course, scope):
            raw[problem.path].append(problem)
        asked = [path for path in files if scope is None or path in scope]
        suppressions = {path: _suppressions(one.as_markdown) for path, one in files.items()}
        judged = [files[path] for path in asked if suppressions[path]]
        hidden = self._hidden(course, judged, suppressions)
        for reading in judged:
            path = reading.path
            raw[path] += self._unused(reading, [*raw[path], *hidden[path]], suppressions[path])
        own = {path: self.judging.in_file(self.rules, files[path]) for path in asked}
        return {
            path: _sifted(raw[path], suppressions[path], own.get(path, []), files) for path in files
        }

    def course_of(self, readings: Iterable[RecordFile]) -> Course:
        """What could be read to its end, as one course."""
        return self._course_of(one.as_markdown for one in readings if not one.is_broken)

    def _course_of(self, readings: Iterable[RecordFile]) -> Course:
        facts = (claims_of(reading) for reading in readings)
        return course_of(facts, self.settings, is_rest=self.is_rest)

    def _asked_of_course(
        self,
        rules: Sequence[Rule],
        readings: Sequence[RecordFile],
        course: Course,
        scope: Collection[str] | None,
    ) -> Sequence[Problem]:
        """What rules find in records with the course in view."""
        asking: dict[str, list[RecordFile]] = defaultdict(list)
        for reading in readings:
            for name in self.alone(reading).asking:
                asking[name].append(reading)

        def judge(some: Sequence[Rule]) -> list[Problem]:
            return [
                problem
                for rule in some
                for reading in asking[rule.name]
                for problem in self.judging.in_course(rule, reading, course, self.alone(reading))
                if is_shown(problem, rule, scope)
            ]

        chosen = [rule for rule in rules if rule.name in asking]
        return judged_by(judge, chosen, len(readings), self.processes)

    def _hidden(
        self,
        course: Course,
        readings: Sequence[RecordFile],
        suppressions: Mapping[str, Sequence[Suppression]],
    ) -> Raw:
        """What rules would find that were not selected: a suppression of theirs is not unused."""
        ran = {rule.name for rule in self.rules}
        raw: Raw = {}
        for reading in readings:
            named = {name for entry in suppressions[reading.path] for name in entry.rules}
            others = {name: rule for name, rule in known_rules().items() if name in named - ran}
            alone = self.judging.alone(others.values(), reading)
            raw[reading.path] = [*alone.problems]
            for name in alone.asking:
                raw[reading.path] += self.judging.in_course(others[name], reading, course, alone)
        return raw

    def _unused(
        self,
        reading: RecordFile,
        problems: Sequence[Problem],
        suppressions: Sequence[Suppression],
    ) -> Iterator[Problem]:
        record = JudgedRecord(reading.as_markdown, self.settings)
        for rule in self.rules:
            if rule.name == UNUSED and not self.judging.is_ignored(UNUSED, reading.path):
                idle = unused_in(problems, suppressions, set(known_names()) - {UNUSED})
                for finding in unused_suppression.findings(idle, reading.as_markdown.source.lines):
                    yield self.judging.problem(rule, record, finding)


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
