"""What the records say for a lesson plan: its tables filled, or a pack within a budget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from curriculum.cli.lessons import place_called
from curriculum.cli.output import Failure
from curriculum.course.course import Course
from curriculum.course.knowledge import state_at
from curriculum.files.file import read_file
from curriculum.files.source import Source

if TYPE_CHECKING:  # only a plan needs what reads it
    from curriculum.plans.plan_in_course import PlanInCourse


def check_usage(
    before: str | None, plan: str | None, budget: int | None, about: str | None
) -> None:
    if plan and before:
        raise click.UsageError("--for names the lesson by its plan; leave out --before")
    if about and not budget:
        raise click.UsageError("--about needs --budget TOKENS: it says what matters most")


def planned_lines(
    course: Course, plan: str | None, before: str | None, budget: int | None, about: str | None
) -> Iterator[str]:
    """Raises Failure where the plan cannot be read, or has no table that could be filled."""
    from curriculum.plans.pack import Wanted, pack, pack_lines

    end, module, text = len(course.lessons), None, about or ""
    if plan:
        source, held = _held(course, plan)
        if budget is None:
            from curriculum.plans.fill import filled_lines

            yield from filled_lines(held, source)
            return
        end, module, text = held.end, held.plan.module, f"{held.plan.about}\n{about or ''}"
    elif before:
        end, name = place_called(course, before.strip())
        module = name.rpartition(".")[0] or None
    state = state_at(course, end, module)
    yield from pack_lines(pack(course, state, Wanted(text, module), budget or 0))


def _held(course: Course, plan: str) -> tuple[Source, PlanInCourse]:
    from curriculum.plans.plan_in_course import PlanInCourse
    from curriculum.plans.read_plan import read_plan

    try:
        source = Source(plan, read_file(Path(plan)))
    except OSError as error:
        raise Failure(f'cannot read "{plan}": {(error.strerror or str(error)).lower()}') from error
    held = PlanInCourse(read_plan(source, course.settings.dialect), course)
    if not held.rows:
        raise Failure(
            f'"{plan}" has no table to fill: a state table has the columns "Concept", "Depth" and '
            '"Source", one of prerequisites a column "Required Depth"'
        )
    return source, held
