"""`curriculum diff`."""

from __future__ import annotations

from collections import Counter

import click

from curriculum.claims.read_claims import claims_of
from curriculum.cli.choices import OneOf
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.output import Failure, say, write_json, write_line
from curriculum.cli.paths import record_folders, records_so_far, wanted_paths
from curriculum.config.config import Configuration
from curriculum.course.changes import changes
from curriculum.course.course import Course, course_of
from curriculum.model.as_data import VERSION, Data, as_data
from curriculum.report.changes_page import change_lines, change_markdown
from curriculum.workspace.discovery import Found
from curriculum.workspace.git import GitError
from curriculum.workspace.revision import repository_of

FORMATS = ("text", "json", "markdown")


@click.command("diff", short_help="Show what changed in the course between two revisions.")
@click.argument("revisions", metavar="[REV [REV]]", nargs=-1)
@click.option("--breaking", is_flag=True, help="Only what later lessons rely on; exit code 1.")
@click.option(
    "--format",
    "diff_format",
    type=OneOf(FORMATS),
    default="text",
    show_default=True,
    help="For people, as data, or for a pull request.",
)
@config_option
def command(
    revisions: tuple[str, ...], breaking: bool, diff_format: str, config_path: str | None
) -> int:
    """Show what changed in the course between two git revisions.

    Concepts that were added, removed, renamed, or moved to another lesson; depths that were raised
    or lowered; lessons, models, promises, misconceptions, review verdicts and statuses; and which
    later places rely on what was lowered or removed. Without REV, HEAD is compared with the files
    as they are; with one, that revision. Exit code 0; with --breaking, 1 where there is a change.
    """
    if len(revisions) > 2:
        raise click.UsageError("name two revisions at most")
    configuration = configured(config_path)
    old = _course(_at(revisions[0] if revisions else "HEAD", configuration), configuration)
    new_files = _at(revisions[1], configuration) if revisions[1:] else records_so_far(configuration)
    found = changes(old, _course(new_files, configuration))
    if breaking:
        found = [change for change in found if change.leaned_on]
    if diff_format == "json":
        data: dict[str, Data] = {"version": VERSION, "changes": [as_data(one) for one in found]}
        write_json(data)
    for line in change_lines(found) if diff_format == "text" else ():
        write_line(line)
    for line in change_markdown(found) if diff_format == "markdown" else ():
        write_line(line)
    counted = Counter(change.kind for change in found)
    said = ", ".join(f"{number} {kind}" for kind, number in sorted(counted.items()))
    say(said or "nothing changed in the course")
    return 1 if breaking and found else 0


def _at(revision: str, configuration: Configuration) -> Found:
    """The records of a revision; none before the first commit. Raises Failure."""
    folders = record_folders(configuration)
    try:
        repository = repository_of(configuration.folder)
        return repository.records(revision, wanted_paths((), folders), folders)
    except GitError as error:
        raise Failure(str(error)) from error


def _course(found: Found, configuration: Configuration) -> Course:
    """A record that cannot be read to its end is named, and compared as far as it goes."""
    for path, file in found.readings:
        if file.is_broken:
            say(f'note: "{path}" could not be read to its end; what is missing may look removed')
    return course_of((claims_of(file) for _, file in found.readings), configuration.settings)
