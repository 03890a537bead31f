"""`curriculum schema`."""

from __future__ import annotations

import click

from curriculum.cli import completion
from curriculum.cli.output import write
from curriculum.config.nearest import meant
from curriculum.config.schema import PYPROJECT, printable, schema_names


@click.command("schema", short_help="Print a JSON Schema.")
@click.argument("name", shell_complete=completion.schemas)
def command(name: str) -> int:
    """Print a JSON Schema.

    `record` is what export writes, `problems` what lint --format json prints, `yaml-record` is a
    record as YAML, `config` is .curriculum.yaml, and `pyproject` has it as [tool.curriculum].
    """
    names = [*schema_names(), PYPROJECT]
    if name not in names:
        raise click.UsageError(f'there is no schema "{name}"; {meant(name, names)}')
    write(printable(name))
    return 0
