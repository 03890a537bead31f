"""`curriculum format`."""

from __future__ import annotations

from collections.abc import Sequence

import click
from msgspec import Struct

from curriculum.cli.changes import diff_text, write_changes
from curriculum.cli.configuration import config_option, configured
from curriculum.cli.output import say, write_bytes, write_data, write_line
from curriculum.cli.paths import record_folders, records_at
from curriculum.cli.progress import each
from curriculum.cli.standard_input import buffer_in, stdin_option
from curriculum.config.dialect import Dialect
from curriculum.files.writing import Change
from curriculum.model.record_file import RecordFile
from curriculum.read import read_bytes
from curriculum.text.visible import visible
from curriculum.write.proof import Unproven, canonical, formatted


class Plan(Struct, frozen=True):
    """`new` is the old data where the new text could not be proven; `unproven` says why."""

    path: str
    old: bytes
    new: bytes
    unproven: str | None = None


@click.command("format", short_help="Bring records into the canonical layout.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--check", is_flag=True, help="Name the files that would change; write nothing.")
@click.option("--diff", is_flag=True, help="Show what would change; write nothing.")
@click.option("--canonical", "words", is_flag=True, help="Also write the canonical words.")
@click.option(
    "--pass-over",
    is_flag=True,
    help="Let PATHS hold no record at all: for hooks, which name whatever was committed.",
)
@stdin_option
@config_option
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    words: bool,
    pass_over: bool,
    stdin_filename: str | None,
    config_path: str | None,
) -> int:
    """Bring records into the canonical layout: blanks, borders, bullets, blank lines.

    No word is changed. A file is written only when the new text is proven to have the same words
    in the same order and to be read as the same record. With --canonical, headings and labels
    get their canonical words, and the record read from them is proven to be the same.
    """
    configuration = configured(config_path)
    dialect = configuration.settings.dialect
    buffer = buffer_in(paths, stdin_filename)
    if buffer:
        name = record_folders(configuration).shown(buffer.file)
        plan = _plan(read_bytes(buffer.data, name, dialect), dialect, words=words)
        return _show([plan], diff=diff) if check or diff else _pipe(plan)
    found = records_at(paths, configuration, none_will_do=pass_over)
    writable = [pair for pair in found.readings if pair[0] not in found.outside]
    readings = each(writable, "laying out records:")
    plans = [_plan(reading, dialect, words=words) for _, reading in readings]
    if diff or check:
        return _show(plans, diff=diff)
    files = [path for path, _ in writable]
    changes = [Change(path, plan.old, plan.new) for path, plan in zip(files, plans, strict=True)]
    count = write_changes(changes)
    failed = _name_unproven(plans)
    say(f"{count} of {len(plans)} records formatted" if count else "nothing to format")
    return 1 if failed else 0


def _plan(reading: RecordFile, dialect: Dialect, *, words: bool) -> Plan:
    old = reading.source.data
    try:
        new = (canonical if words else formatted)(reading, dialect)
    except Unproven as error:
        return Plan(reading.path, old, old, str(error))
    return Plan(reading.path, old, new)


def _pipe(plan: Plan) -> int:
    """Prints the text even where nothing changes, so that an editor can pipe through it."""
    write_bytes(plan.new)
    return 1 if _name_unproven([plan]) else 0


def _show(plans: Sequence[Plan], *, diff: bool) -> int:
    changing = [plan for plan in plans if plan.new != plan.old]
    for plan in changing:
        if diff:
            write_data(diff_text(plan.old, plan.new, plan.path))
        else:
            write_line(f"would format {visible(plan.path)}")
    failed = _name_unproven(plans)
    say(f"{len(changing)} of {len(plans)} records would be formatted")
    return 1 if changing or failed else 0


def _name_unproven(plans: Sequence[Plan]) -> bool:
    for plan in plans:
        if plan.unproven:
            say(f'"{plan.path}" is left as it is: {plan.unproven}')
    return any(plan.unproven for plan in plans)
