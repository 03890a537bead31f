"""`curriculum lint`."""

from __future__ import annotations

from typing import Any

import click

from curriculum.cli import completion
from curriculum.cli.choices import FileName, OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.jobs import jobs_option
from curriculum.cli.lint_options import LintOptions, check_usage
from curriculum.cli.replay import replayed
from curriculum.cli.report_files import TargetType, files_of
from curriculum.cli.standard_input import stdin_option
from curriculum.cli.written_files import check_written
from curriculum.problem import Severity
from curriculum.report.reporters import REPORTERS

FAIL_ON = (*(severity.value for severity in Severity), "never")


@click.command("lint", short_help="Check records.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="Also apply fixes that need review.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE,…",
    shell_complete=completion.rules,
    help="Only these rules.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE,…",
    shell_complete=completion.rules,
    help="Not these rules.",
)
@click.option(
    "--fail-on",
    type=OneOf(FAIL_ON),
    help="The least severity that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--format",
    "formats",
    type=TargetType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    shell_complete=completion.reports,
    help=f"How problems are reported: {', '.join(REPORTERS)}. Several go to a FILE each.",
)
@click.option(
    "--output",
    type=FileName(),
    metavar="FILE",
    help="Write the report here, and text to the terminal.",
)
@click.option(
    "--baseline",
    type=FileName(),
    metavar="FILE",
    help="Leave out the problems that this file knows.",
)
@click.option(
    "--write-baseline",
    type=FileName(),
    metavar="FILE",
    help="Write all problems there; exit code 0.",
)
@click.option("--since", metavar="REV", help="Leave out what was there at this git revision.")
@click.option(
    "--deleted-since",
    metavar="REV",
    help="Warn of what names records that were there at this git revision; --since does it, too.",
)
@stdin_option
@config_option
@click.option("--no-cache", is_flag=True, help="Examine every file again.")
@jobs_option
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--statistics", is_flag=True, help="Only count problems, by rule.")
@click.option("--info", is_flag=True, help="Show each info, and not one line for each rule.")
@click.option("-q", "--quiet", is_flag=True, help="No summary line.")
@click.option("-v", "--verbose", is_flag=True, help="Also count the files that are no records.")
def command(**given: Any) -> int:
    """Check records: whole folders, or single files.

    Exit code 0: nothing at or above --fail-on. 1: problems, or a --diff that is not empty.
    2: wrong usage, an unreadable file, no record.
    """
    options = LintOptions(**given)
    check_usage(options)
    chosen = options.targets
    configuration = configured(options.config_path)
    written = [*files_of(chosen), *filter(None, [options.write_baseline])]
    check_written(written, configuration)
    if options.watch:
        from curriculum.cli.watching import again_and_again

        context = click.get_current_context()
        return again_and_again(context, options.paths, options.config_path, written)
    code = replayed(options, configuration)
    if code is not None:
        return code
    from curriculum.cli.lint_run import run_lint  # all that judges is imported there

    return run_lint(options, configuration)
