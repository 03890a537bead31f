"""Options of `lint` that do not go together."""

from __future__ import annotations

import click


def check_usage(
    *, fix: bool, diff: bool, unsafe: bool, writes_baseline: bool, reports: bool
) -> None:
    """`reports` says that a form or a file was chosen for them. Raises UsageError."""
    if fix and diff:
        raise click.UsageError("--fix writes and --diff does not; choose one of them")
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes says what to mend; add --fix or --diff")
    if diff and reports:
        raise click.UsageError("--diff prints a patch and no report; leave out --format, --output")
    if writes_baseline and reports:
        raise click.UsageError(
            "--write-baseline writes a baseline and no report; leave out --format, --output"
        )


def check_buffer(*, fix: bool, writes_baseline: bool) -> None:
    """For the text on standard input. Raises UsageError."""
    if fix:
        raise click.UsageError("--fix writes files, and - is none; --diff shows what it would do")
    if writes_baseline:
        raise click.UsageError("a baseline is of whole files; give paths, not -")
