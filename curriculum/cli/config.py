"""`curriculum config`."""

from __future__ import annotations

import click

from curriculum.cli import completion
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.configured import rules_of
from curriculum.cli.output import write_line
from curriculum.config.keys import KEYS
from curriculum.config.nearest import meant
from curriculum.text.visible import json_text


@click.command("config", short_help="Show each value and where it comes from.")
@click.argument("key", required=False, shell_complete=completion.keys)
@config_option
def command(key: str | None, config_path: str | None) -> int:
    """Show each value of the configuration, and the file that it comes from.

    It is the table `tool.curriculum` of the first pyproject.toml that has it, or
    `.curriculum.yaml`, searched upwards from the current folder.
    """
    configuration = configured(config_path)
    rules_of(configuration)
    if key and key not in KEYS:
        raise click.UsageError(f'there is no key "{key}"; {meant(key, KEYS)}')
    for name in [key] if key else KEYS:
        value = json_text(configuration.value(name))
        write_line(f"{name} = {value}  ({configuration.origin(name)})")
        if key:
            write_line(KEYS[name].help)
    return 0
