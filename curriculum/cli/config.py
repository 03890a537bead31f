"""`curriculum config`."""

from __future__ import annotations

import json

import click

from curriculum.check.nearest import nearest
from curriculum.cli import completion
from curriculum.cli.house import config_option, configured, rules_of
from curriculum.cli.output import write_line
from curriculum.config_keys import KEYS


@click.command("config", short_help="Tell each value and where it came from.")
@click.argument("key", required=False, shell_complete=completion.keys)
@config_option
def command(key: str | None, config_path: str | None) -> int:
    """Tell each value of the configuration, and the file that it came from.

    It is the table `tool.curriculum` of the first pyproject.toml that has it, or
    `.curriculum.yaml`, searched upwards from the current folder.
    """
    configuration = configured(config_path)
    rules_of(configuration)
    if key and key not in KEYS:
        meant = nearest(key, KEYS)
        hint = f"did you mean {meant}?" if meant else f"there are {', '.join(KEYS)}"
        raise click.UsageError(f'there is no key "{key}"; {hint}')
    for name in [key] if key else KEYS:
        value = json.dumps(configuration.value(name), ensure_ascii=False)
        write_line(f"{name} = {value}  ({configuration.origin(name)})")
        if key:
            write_line(KEYS[name].help)
    return 0
