"""The configuration of a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from curriculum.cli.output import Failure, say
from curriculum.config.config import Configuration, load_configuration
from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.config.keys import ConfigError

config_option: Callable[[Any], Any] = click.option(
    "--config",
    "config_path",
    type=click.Path(),
    metavar="FILE",
    help="Take the configuration from here, not from where it is searched.",
)


def configured(
    config_path: str | None, *, quiet: bool = False, folder: Path | None = None
) -> Configuration:
    """With a note for each file that is not read. Raises Failure where one cannot be used."""
    place = folder or Path.cwd()
    try:
        found = load_configuration(place, Path(config_path) if config_path else None)
    except ConfigError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{error.filename}": {reason}') from error
    for file in () if quiet else found.unread:
        say(f'note: "{file}" is not read: others can write to its folder; name it with --config')
    return found


def dialect_for_git(folder: Path, config_path: str | None) -> Dialect:
    """What git started must not fail, so a configuration with a mistake is passed over.

    One that is named on the command line is not: a user asked for it. Raises Failure.
    """
    try:
        return configured(config_path, quiet=True, folder=folder).settings.dialect
    except Failure as error:
        if config_path:
            raise
        say(f"note: records are read without a dialect, because {error}")
        return DEFAULT_DIALECT
