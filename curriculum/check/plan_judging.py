"""Judges lesson plans by the rules about plans, and fixes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from curriculum.check.judging import INTERNAL_ERROR, Judging
from curriculum.check.rule import PlanCheck, Reads, Rule
from curriculum.check.rules import internal_error, unused_suppression
from curriculum.check.suppressions import sift, unused_in
from curriculum.course.course import Course
from curriculum.model.record_file import RecordFile
from curriculum.parse.suppression_comments import may_have_comments
from curriculum.parse.suppressions import Suppression, read_suppressions
from curriculum.plans.plan_in_course import PlanInCourse
from curriculum.plans.read_plan import read_plan
from curriculum.problem import Finding, Problem, Severity

UNUSED = "unused-suppression"


class JudgedPlan(Struct, frozen=True):
    """`problems` are what suppressions leave, in the order of their places."""

    problems: tuple[Problem, ...]
    suppressed: int


class PlanJudge(Struct, frozen=True):
    """`background` are subjects that the course takes for granted."""

    rules: Sequence[Rule]
    judging: Judging
    course: Course
    background: tuple[str, ...] = ()

    def judge(self, file: RecordFile) -> JudgedPlan:
        plan = read_plan(file.source, file.dialect)
        held = PlanInCourse(plan, self.course, self.background)
        chosen = [rule for rule in self.rules if self._runs(rule, file)]
        found = [problem for rule in chosen for problem in self._found(rule, held)]
        suppressions = _suppressions(file)
        sifted = sift(found, suppressions)
        idle = self._unused(held, found, suppressions, chosen, file.source.lines)
        kept = sorted((*sifted.kept, *idle), key=lambda problem: problem.sort_key)
        return JudgedPlan(tuple(kept), sifted.suppressed)

    def _runs(self, rule: Rule, file: RecordFile) -> bool:
        return rule.reads is Reads.PLAN and not self.judging.is_ignored(rule.name, file.path)

    def _found(self, rule: Rule, plan: PlanInCourse) -> list[Problem]:
        try:
            findings = list(cast("PlanCheck", rule.check)(plan, self.course))
        except MemoryError:
            raise
        # One plan must not hide the others, as with records.
        except Exception as error:
            failure = internal_error.finding(rule.name, error, plan.plan.head)
            return [self._problem(INTERNAL_ERROR, plan, failure)]
        return [self._problem(rule, plan, finding) for finding in findings]

    def _unused(
        self,
        plan: PlanInCourse,
        problems: Sequence[Problem],
        suppressions: Sequence[Suppression],
        ran: Sequence[Rule],
        lines: Sequence[str],
    ) -> list[Problem]:
        idle = unused_in(problems, suppressions, [rule.name for rule in ran])
        return [
            self._problem(rule, plan, finding)
            for rule in self.rules
            if rule.name == UNUSED
            for finding in unused_suppression.findings(idle, lines)
        ]

    def _problem(self, rule: Rule, plan: PlanInCourse, finding: Finding) -> Problem:
        given: Severity | None = self.judging.severities.get(rule.name)
        return Problem(
            rule=rule.name,
            severity=given or finding.severity or rule.severity,
            message=finding.message,
            path=plan.plan.path,
            span=finding.span,
            module=plan.plan.module,
            subject=finding.subject,
            related=finding.related,
            fix=finding.fix,
        )


def _suppressions(file: RecordFile) -> tuple[Suppression, ...]:
    """A plan without a comment of the tool needs no parser."""
    if not may_have_comments(file.source.text):
        return ()
    return tuple(read_suppressions(file.source, file.document))
