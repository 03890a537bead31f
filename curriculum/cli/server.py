"""`curriculum server`."""

from __future__ import annotations

import os

import click

from curriculum import __version__
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import checker_of, rules_of
from curriculum.cli.output import Failure, say
from curriculum.cli.paths import record_folders, records_so_far


@click.command("server", short_help="Help editors while a record is written.")
@config_option
def command(config_path: str | None) -> int:
    """Serve editors over standard input and output, by the language server protocol.

    Problems while you type, with the whole course in view; what a slug, a number, a concept or a
    quoted model is, where it is defined and used; completion, fixes, symbols, layout, and another
    slug for a lesson. An editor starts it in the folder of the course; docs/editors.md says how.
    It needs the extra `curriculum[lsp]`. No file is written: an editor makes the changes.
    """
    try:
        from curriculum.server.answers import session_of
        from curriculum.server.live import Live
    except ImportError as error:
        raise Failure(
            f'the server needs the extra: pip install "curriculum[lsp]" ({error})'
        ) from error
    configuration = configured(config_path)
    checker = checker_of(configuration, rules_of(configuration))
    found = records_so_far(configuration)
    session = session_of(__version__, Live(checker, record_folders(configuration), found.readings))
    say(f"serving a course of {len(found.readings)} records; an editor ends it")
    # The library closes what it reads and writes, and the ends of this process are not its own.
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        session.server.start_io(incoming, outgoing)
    return 0
