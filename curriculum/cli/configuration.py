"""The configuration of a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from curriculum.cli.output import Failure, say
from curriculum.config.config import Configuration, load_configuration
from curriculum.config.keys import ConfigError

config_option: Callable[[Any], Any] = click.option(
    "--config",
    "config_path",
    type=click.Path(),
    metavar="FILE",
    help="Take the configuration from here, not from where it is searched.",
)


def configured(config_path: str | None, *, quiet: bool = False) -> Configuration:
    """With a note for each file that is not read. Raises Failure where one cannot be used."""
    try:
        found = load_configuration(Path.cwd(), Path(config_path) if config_path else None)
    except ConfigError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{error.filename}": {reason}') from error
    for file in () if quiet else found.unread:
        say(f'note: "{file}" is not read: others can write to its folder; name it with --config')
    return found
