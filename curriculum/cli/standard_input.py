"""PATHS that are `-`: the text that an editor has not saved yet, in the place of its file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from curriculum.cli.output import Failure
from curriculum.cli.paths import record_folders
from curriculum.config.config import Configuration
from curriculum.problem import Problem
from curriculum.workspace.discovery import UNNAMED, Buffer

stdin_option: Callable[[Any], Any] = click.option(
    "--stdin-filename",
    type=click.Path(),
    metavar="PATH",
    help="The file whose place the text on standard input takes (PATHS is -).",
)


def buffer_in(paths: Sequence[str], stdin_filename: str | None) -> Buffer | None:
    """What stands on standard input, where the paths say that it is there."""
    if "-" not in paths:
        if stdin_filename:
            raise click.UsageError("--stdin-filename names what - reads; give - as the path")
        return None
    if len(paths) > 1:
        raise click.UsageError("- reads one record from standard input; give no other path")
    if stdin_filename and Path(stdin_filename).is_dir():
        raise click.UsageError(f'"{stdin_filename}" is a folder; name the file that - stands for')
    return Buffer(Path(stdin_filename or UNNAMED), _standard_input())


def _standard_input() -> bytes:
    """Raises Failure. What is closed is not empty: an editor would replace a record by nothing."""
    if sys.stdin is None:
        raise Failure("cannot read standard input: it is closed; leave out - or pipe a record in")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f"cannot read standard input: {reason}") from error


def problems_in(
    buffer: Buffer, problems: Iterable[Problem], configuration: Configuration
) -> list[Problem]:
    """Those with a place in it: an editor shows one file."""
    path = record_folders(configuration).shown(buffer.file)
    return [
        problem
        for problem in problems
        if path in (problem.path, *(place.path for place in problem.related))
    ]
