"""The options of `lint`, and which of them do not go together."""

from __future__ import annotations

import click
from msgspec import Struct

from curriculum.cli.report_files import Target, targets
from curriculum.workspace.executors import Jobs


class LintOptions(Struct, frozen=True, kw_only=True):
    """As `curriculum lint --help` describes them."""

    paths: tuple[str, ...]
    fix: bool
    diff: bool
    unsafe_fixes: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    formats: tuple[Target, ...]
    output: str | None
    baseline: str | None
    write_baseline: str | None
    since: str | None
    deleted_since: str | None
    stdin_filename: str | None
    config_path: str | None
    no_cache: bool
    jobs: Jobs
    watch: bool
    statistics: bool
    info: bool
    quiet: bool
    verbose: bool

    @property
    def selected(self) -> tuple[str, ...]:
        return _names(self.select)

    @property
    def ignored(self) -> tuple[str, ...]:
        return _names(self.ignore)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Raises UsageError."""
        return targets(self.formats, self.output)

    @property
    def only_reports(self) -> bool:
        """What it prints depends on the records and the configuration alone."""
        other = self.fix or self.diff or self.verbose or self.no_cache or "-" in self.paths
        named = self.write_baseline or self.since or self.deleted_since or self.stdin_filename
        return not (other or named)


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    """From `--select a,b --select c`."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(filter(None, names))


def check_usage(options: LintOptions) -> None:
    """Raises UsageError."""
    changes, reports = options.fix or options.diff, bool(options.formats or options.output)
    if options.fix and options.diff:
        raise click.UsageError("--fix writes and --diff does not; choose one of them")
    if options.unsafe_fixes and not changes:
        raise click.UsageError("--unsafe-fixes needs --fix or --diff; add one of them")
    if options.diff and reports:
        raise click.UsageError("--diff prints a patch and no report; leave out --format, --output")
    if options.statistics and all(target.format != "text" for target in options.targets):
        raise click.UsageError("--statistics is a text report; leave out --format")
    if (options.statistics or options.info) and (options.diff or options.write_baseline):
        raise click.UsageError(
            "--statistics and --info are about a report, and --diff and --write-baseline print none"
        )
    if options.write_baseline and reports:
        raise click.UsageError(
            "--write-baseline writes a baseline and no report; leave out --format, --output"
        )


def check_buffer(options: LintOptions) -> None:
    """For the text on standard input. Raises UsageError."""
    if options.fix:
        raise click.UsageError("--fix writes files, and - is none; --diff shows what it would do")
    if options.write_baseline:
        raise click.UsageError("a baseline is of whole files; give paths, not -")
