"""`curriculum render`."""

from __future__ import annotations

import click

from curriculum.cli.failure import CannotProve, Failure
from curriculum.cli.house import config_option, configured
from curriculum.cli.output import write_data
from curriculum.cli.paths import records_at
from curriculum.proof import Unproven, rendered


@click.command("render", short_help="Print a record as canonical Markdown.")
@click.argument("path", metavar="FILE")
@click.option("--stdout", is_flag=True, required=True, help="Print it; nothing is written.")
@config_option
def command(path: str, stdout: bool, config_path: str | None) -> int:
    """Print one record, Markdown or YAML, as canonical Markdown.

    What is printed is proven to be read as the same record. Exit code 1: it cannot be proven.
    """
    del stdout
    configuration = configured(config_path)
    readings = records_at([path], configuration).readings
    if len(readings) != 1:
        raise Failure(f'"{path}" has {len(readings)} records; --stdout takes one')
    reading = readings[0][1]
    try:
        text = rendered(reading, configuration.settings.dialect)
    except Unproven as error:
        raise CannotProve(f'"{reading.source.path}" is not rendered: {error}') from error
    write_data(text)
    return 0
