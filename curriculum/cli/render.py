"""`curriculum render`."""

from __future__ import annotations

import click

from curriculum.cli.choices import OneOf
from curriculum.cli.house import config_option, configured
from curriculum.cli.render_site import render_site


@click.command("render", short_help="Write pages derived from the records.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--format", "page_format", type=OneOf(["html"]), default="html", help="Their form.")
@click.option("--output", type=click.Path(), metavar="DIR", help="Write the pages here.")
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option("--serve", "serves", is_flag=True, help="Serve the site, and follow the records.")
@config_option
def command(
    paths: tuple[str, ...],
    page_format: str,
    output: str | None,
    opens: bool,
    serves: bool,
    config_path: str | None,
) -> int:
    """Write pages derived from the records."""
    del page_format
    configuration = configured(config_path)
    return render_site(paths, configuration, output=output, opens=opens, serves=serves)
