"""`curriculum textconv`, which git calls before it compares two versions of a record."""

from __future__ import annotations

from pathlib import Path

import click

from curriculum.cli.configuration import config_option, dialect_for_git
from curriculum.cli.output import Failure, write
from curriculum.files.source import read_source
from curriculum.read import read
from curriculum.report.model_lines import model_lines


@click.command("textconv", short_help="Print what a record says, for git diff.")
@click.argument("file", type=click.Path())
@config_option
def command(file: str, config_path: str | None) -> int:
    """Print what one record says, a fact a line, so that git compares facts.

    `git config diff.curriculum.textconv "curriculum textconv --"`, with the line
    `module-*.md diff=curriculum` in `.gitattributes`, makes `git diff`, `git log -p` and
    `git show` speak of concepts and lessons. A record that cannot be read to its end is printed
    as it stands, below a line that says so.
    """
    dialect = dialect_for_git(Path.cwd(), config_path)
    try:
        source = read_source(Path(file))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{file}": {reason}') from error
    write("".join(f"{line}\n" for line in model_lines(read(source, dialect))))
    return 0
