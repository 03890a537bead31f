"""`--jobs`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from curriculum.workspace.executors import FARM, Jobs


class _JobsType(click.ParamType[Jobs]):
    name = "jobs"

    def convert(
        self, value: str | Jobs, param: click.Parameter | None, ctx: click.Context | None
    ) -> Jobs:
        if isinstance(value, Jobs):
            return value
        if value.startswith(FARM) and value != FARM:
            return Jobs(farm=value)
        if value == "auto":
            return Jobs()
        if value.isdecimal() and value.isascii() and 0 < int(value) <= 1024:
            return Jobs(int(value))
        return self.fail(f'"{value}" is no number, auto, or {FARM}HOST:PORT', param, ctx)


jobs_option: Callable[[Any], Any] = click.option(
    "--jobs",
    type=_JobsType(),
    default="auto",
    metavar="N",
    help=f"Processes for many records, or a farm: {FARM}HOST:PORT.  [default: auto]",
)
