"""The lesson plans of a command, and what judges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from curriculum.cli.output import Failure
from curriculum.cli.paths import record_folders
from curriculum.config.config import Configuration
from curriculum.workspace.plan_files import PlanFile, find_plans

if TYPE_CHECKING:  # what judges is imported by a run that judges
    from curriculum.check.engine import Checker
    from curriculum.fix.plans import PlanLinter
    from curriculum.model.record_file import RecordFile
    from curriculum.workspace.discovery import Buffer


def plans_of(
    configuration: Configuration, paths: Sequence[str] = (), buffer: Buffer | None = None
) -> list[PlanFile]:
    """All that the configuration names; PATHS say which are asked for. Raises Failure."""
    patterns = configuration.names_in("plans", "paths")
    if not patterns:
        return []
    named = [str(buffer.file)] if buffer else paths
    try:
        return find_plans(patterns, record_folders(configuration), named, buffer)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{error.filename}": {reason}') from error


def plan_linter(
    checker: Checker,
    configuration: Configuration,
    readings: Sequence[RecordFile],
    *,
    fix: bool,
    unsafe: bool,
) -> PlanLinter:
    from curriculum.check.plan_judging import PlanJudge
    from curriculum.fix.plans import PlanLinter

    background = configuration.names_in("plans", "background")
    judge = PlanJudge(checker.rules, checker.judging, checker.course_of(readings), background)
    return PlanLinter(judge, checker.dialect, fix, unsafe)
