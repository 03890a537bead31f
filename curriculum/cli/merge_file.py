"""`curriculum merge-file`, a merge driver of git."""

from __future__ import annotations

import os
from pathlib import Path

import click

from curriculum.cli.changes import write_changes
from curriculum.cli.configuration import config_option, dialect_for_git
from curriculum.cli.output import Failure, say
from curriculum.files.file import read_file
from curriculum.files.repository import lies_in
from curriculum.files.writing import Change
from curriculum.merge.merge import Result, merge
from curriculum.merge.sequence import Unmergeable
from curriculum.workspace.git import GitError, run_git

# Above it, git could not merge the files at all.
MOST_CONFLICTS = 127


@click.command("merge-file", short_help="Merge three versions of a record, for git merge.")
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
@click.argument("path", type=click.Path())
@config_option
def command(base: str, ours: str, theirs: str, path: str, config_path: str | None) -> int:
    """Merge what OURS and THEIRS changed since BASE, and write it into OURS.

    PATH is what the file is called in the repository. Rows, lessons, fields, models and items are
    merged by what they are. Where both sides changed the same one, conflict markers stand round
    it, and the exit code is 1. What cannot be proven to keep every line is merged as text.
    `curriculum init --git` says how git comes to call this.
    """
    target = Path(ours)
    if target.is_symlink():
        raise Failure(f'"{ours}" is a link; nothing is written through it')
    contents = [_content(name) for name in (base, ours, theirs)]
    dialect = dialect_for_git(_folder(path), config_path)
    try:
        result = merge(contents[0], contents[1], contents[2], path, dialect)
    except Unmergeable as reason:
        say(f'note: "{path}" is merged as text: {reason}')
        result = _as_text(base, ours, theirs)
    write_changes([Change(target, contents[1], result.data)])
    if result.conflicts:
        places = "1 place" if result.conflicts == 1 else f"{result.conflicts} places"
        say(f'both sides changed {places} of "{path}"; decide between the conflict markers')
    return 1 if result.conflicts else 0


def _content(name: str) -> bytes:
    try:
        return read_file(name)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{name}": {reason}') from error


def _folder(path: str) -> Path:
    """Where the configuration of the file is searched; never outside the current folder."""
    here = Path.cwd()
    folder = (here / path).parent
    return folder if folder.is_dir() and lies_in(folder, here.resolve()) else here


def _as_text(base: str, ours: str, theirs: str) -> Result:
    files = (os.path.abspath(name) for name in (ours, base, theirs))
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    try:
        done = run_git(Path.cwd(), "merge-file", "-p", *labels, *files)
    except GitError as error:
        raise Failure(str(error)) from error
    if done.returncode not in range(MOST_CONFLICTS + 1):
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Failure(f"git cannot merge the file as text: {said}")
    return Result(done.stdout, done.returncode)
