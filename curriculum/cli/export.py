"""`curriculum export`."""

from __future__ import annotations

import json

import click

from curriculum.cli.house import config_option, configured
from curriculum.cli.output import write_data, write_file
from curriculum.cli.paths import records_at
from curriculum.cli.standard_input import buffer_in, stdin_option
from curriculum.model.as_data import course_data
from curriculum.model.teaching_order import in_teaching_order

FORMATS = ("json",)


@click.command("export", short_help="Write records as data.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "data_format",
    type=click.Choice(FORMATS),
    default="json",
    show_default=True,
    help="The form of the data.",
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write it here.")
@stdin_option
@config_option
def command(
    paths: tuple[str, ...],
    data_format: str,
    output: str | None,
    stdin_filename: str | None,
    config_path: str | None,
) -> int:
    """Write records as data, as `curriculum schema record` describes it."""
    del data_format
    buffer = buffer_in(paths, stdin_filename)
    found = records_at(() if buffer else paths, configured(config_path), buffer=buffer)
    records = in_teaching_order(reading.record for _, reading in found.readings)
    text = json.dumps(course_data(records), ensure_ascii=False, indent=2)
    if output:
        write_file(output, f"{text}\n")
    else:
        write_data(f"{text}\n")
    return 0
