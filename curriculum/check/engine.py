"""Runs rules over one reading and turns what they find into problems."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from curriculum.check.house_rules import known_rules
from curriculum.check.rules import unused_suppression
from curriculum.problem import Problem
from curriculum.suppressions import read_suppressions, sift, unused_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from curriculum.check.rule import Finding, Rule
    from curriculum.problem import Severity
    from curriculum.reading import Reading
    from curriculum.settings import Settings
    from curriculum.suppressions import Suppression

UNUSED = "unused-suppression"


@dataclass(frozen=True, slots=True)
class Checked:
    """`problems` are sorted by place; the same input gives the same ones."""

    problems: tuple[Problem, ...]
    suppressed: int


@dataclass(frozen=True, slots=True)
class Checker:
    """Rules, what a house decided, and the severities that it gives to rules."""

    rules: Sequence[Rule]
    settings: Settings
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def check(self, reading: Reading) -> Checked:
        problems = [problem for rule in self.rules for problem in self._run(rule, reading)]
        suppressions = read_suppressions(reading)
        sifted = sift(problems, suppressions)
        kept = [*sifted.kept]
        for rule in self.rules if suppressions else ():
            if rule.name == UNUSED:
                findings = unused_suppression.findings(
                    self._unused(reading, problems, suppressions)
                )
                kept += self._problems(rule, reading, findings)
        return Checked(tuple(sorted(kept, key=lambda p: p.sort_key)), sifted.suppressed)

    def _unused(
        self, reading: Reading, problems: Sequence[Problem], suppressions: Sequence[Suppression]
    ) -> tuple[tuple[Suppression, tuple[str, ...]], ...]:
        """A rule that was not selected is run as well: what it would find is not unused."""
        ran = {rule.name for rule in self.rules}
        others = {name for entry in suppressions for name in entry.rules} - ran
        rules = [rule for name, rule in known_rules().items() if name in others]
        hidden = [problem for rule in rules for problem in self._run(rule, reading)]
        judged = (ran | {rule.name for rule in rules}) - {UNUSED}
        return unused_in([*problems, *hidden], suppressions, judged)

    def _run(self, rule: Rule, reading: Reading) -> Iterator[Problem]:
        return self._problems(rule, reading, rule.check(reading, self.settings))

    def _problems(
        self, rule: Rule, reading: Reading, findings: Iterable[Finding]
    ) -> Iterator[Problem]:
        for finding in findings:
            yield Problem(
                rule=rule.name,
                severity=self.severities.get(rule.name) or finding.severity or rule.severity,
                message=finding.message,
                path=reading.source.path,
                span=finding.span,
                module=reading.record.module,
                subject=finding.subject,
                related=finding.related,
                fix=finding.fix,
            )


def check(reading: Reading, rules: Iterable[Rule], settings: Settings) -> list[Problem]:
    """What these rules find in one record, suppressed problems left out."""
    return list(Checker(tuple(rules), settings).check(reading).problems)


def without(checker: Checker, names: Iterable[str]) -> Checker:
    left_out = set(names)
    return replace(checker, rules=[rule for rule in checker.rules if rule.name not in left_out])
