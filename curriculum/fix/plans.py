"""Checks and fixes lesson plans: what each of them comes to, planned before any is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from curriculum.check.plan_judging import JudgedPlan, PlanJudge
from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.fix.fix import MOST_ROUNDS, non_overlapping
from curriculum.fix.lint import Outcome
from curriculum.model.record_file import RecordFile
from curriculum.problem import Fix, Problem, is_fixable
from curriculum.workspace.plan_files import PlanFile


class PlanLinter(Struct, frozen=True):
    judge: PlanJudge
    dialect: Dialect
    fix: bool
    unsafe: bool

    def lint(self, plans: Sequence[PlanFile]) -> list[Outcome]:
        return [self._outcome(plan) for plan in plans if plan.asked]

    def _outcome(self, plan: PlanFile) -> Outcome:
        file = RecordFile(plan.shown, Source(plan.shown, plan.data), self.dialect)
        found = self.judge.judge(file)
        if not self.fix:
            return _unchanged(plan, file, found)
        now, left, applied = file, found, 0
        for _ in range(MOST_ROUNDS):
            chosen = non_overlapping(p for p in left.problems if self._is_fixable(p))
            if not chosen:
                break
            now, after = self._fixed(now, chosen)
            if not _is_proven(chosen, left, after):
                return _unchanged(plan, file, found, "its fixes would bring other problems")
            left, applied = after, applied + len(chosen)
        return Outcome(
            path=plan.file,
            reading=file,
            problems=left.problems,
            suppressed=left.suppressed,
            fixed_data=now.source.data,
            fixed=applied,
            is_plan=True,
        )

    def _is_fixable(self, problem: Problem) -> bool:
        return is_fixable(problem, unsafe=self.unsafe)

    def _fixed(
        self, file: RecordFile, chosen: Sequence[tuple[Problem, Fix]]
    ) -> tuple[RecordFile, JudgedPlan]:
        edits = tuple(edit for _, fix in chosen for edit in fix.edits)
        data = file.source.with_edits(edits)
        fixed = RecordFile(file.path, Source(file.path, data), self.dialect)
        return fixed, self.judge.judge(fixed)


def _unchanged(
    plan: PlanFile, file: RecordFile, found: JudgedPlan, unproven: str | None = None
) -> Outcome:
    return Outcome(
        path=plan.file,
        reading=file,
        problems=found.problems,
        suppressed=found.suppressed,
        unproven=unproven,
        is_plan=True,
    )


def _is_proven(
    chosen: Sequence[tuple[Problem, Fix]], before: JudgedPlan, after: JudgedPlan
) -> bool:
    """What was fixed is gone, and nothing else came: counted by rule, as for records."""
    expected = Counter(problem.rule for problem in before.problems)
    expected -= Counter(problem.rule for problem, _ in chosen)
    return not Counter(problem.rule for problem in after.problems) - expected
