"""`curriculum init`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from curriculum.cli.init_agents import init_agents
from curriculum.cli.init_git import init_git
from curriculum.cli.output import Failure, say, write_line
from curriculum.cli.paths import record_folders, records_so_far
from curriculum.config.config import TOML_NAME, YAML_NAME, Configuration, load_configuration
from curriculum.config.keys import ConfigError, Raw, check_keys
from curriculum.config.meaning import check_meaning
from curriculum.files.file import read_utf8
from curriculum.files.writing import Change, write_atomically, write_new
from curriculum.report.summary import counted
from curriculum.text.patterns import lazy_pattern
from curriculum.workspace.discovery import files_in
from curriculum.workspace.plan_files import plan_paths
from curriculum.workspace.proposal import propose
from curriculum.workspace.survey import survey

_BARE = lazy_pattern(r"[A-Za-z0-9_-]+")


@click.command("init", short_help="Propose a configuration for the records that are here.")
@click.option("--write", is_flag=True, help="Write it, into pyproject.toml or .curriculum.yaml.")
@click.option("--git", "for_git", is_flag=True, help="Have git compare and merge records by facts.")
@click.option("--agents", "for_agents", is_flag=True, help="Write a page for coding agents.")
def command(write: bool, for_git: bool, for_agents: bool) -> int:
    """Propose a configuration for the records that are here.

    Looks at the Markdown files of the current folder, and prints the table `[tool.curriculum]`
    with what each line makes readable. Nothing is written without --write, and a configuration
    that is there already is never changed.

    With --git, only the lines that `git diff` and `git merge` need are written, into
    `.gitattributes`, and the commands are printed that each clone has to run once. With --agents,
    only a page is written, `.agents/skills/curriculum/SKILL.md`, that tells coding agents which
    command to run before planning a lesson, while planning and after building it.
    """
    folder = Path.cwd()
    if for_git:
        return init_git(folder)
    if for_agents:
        return init_agents(folder)
    return _configure(folder, write=write)


def _configure(folder: Path, *, write: bool) -> int:
    _refuse_second(folder)
    files = [file for file in files_in(Path()) if file.suffix in {".md", ".markdown"}]
    values = propose(survey(Path(), files))
    if not values:
        say(
            "there is no table or list here that looks like a concept index; "
            "`curriculum new module 1.1 TITLE` begins a record"
        )
        return 1
    proposed = Configuration(folder, None, values)
    _check(values)
    lines = list(_lines(proposed))
    for line, gained in lines:
        write_line(f"{line}  # {gained}" if gained else line)
    say(_summary(proposed))
    if write:
        say(f'wrote "{_write(folder, [line for line, _ in lines], values)}"')
    else:
        say("nothing is written; `curriculum init --write` writes this table")
    say(
        "next: `curriculum lint`, then `curriculum lint --write-baseline known.json` to let the "
        "rest wait, and the hooks of the README"
    )
    return 0


def _refuse_second(folder: Path) -> None:
    try:
        found = load_configuration(folder)
    except ConfigError as error:
        raise Failure(str(error)) from error
    if found.file:
        raise Failure(f'"{os.path.relpath(found.file)}" has a configuration already; edit it there')


def _check(values: Mapping[str, Raw]) -> None:
    """What the files show may be no configuration, such as a ladder with one word twice."""
    try:
        check_keys(values, lambda _: "proposal")
        check_meaning(values, lambda _: "proposal")
    except ConfigError as error:
        raise Failure(f"no configuration can be proposed: {error}") from error


def _lines(proposed: Configuration) -> Iterator[tuple[str, str]]:
    """Each line of the table, and what would not be read without it."""
    values = dict(proposed.values)
    dialect = values.pop("dialect", None)
    yield "[tool.curriculum]", ""
    for key, value in values.items():
        yield f"{key} = {_toml(value)}", _plans(proposed) if key == "plans" else ""
    if isinstance(dialect, Mapping):
        yield "", ""
        yield "[tool.curriculum.dialect]", ""
        every = _concepts(proposed)
        for key, value in dialect.items():
            rest = {name: one for name, one in dialect.items() if name != key}
            without = _concepts(Configuration(proposed.folder, None, {**values, "dialect": rest}))
            yield f"{key} = {_toml(value)}", _gain(every - without)


def _plans(proposed: Configuration) -> str:
    found = plan_paths(proposed.names_in("plans", "paths"), record_folders(proposed))
    return f"{counted(len(found), 'lesson plan')} to check against the records"


def _gain(more: int) -> str:
    return f"makes {more} concept{'' if more == 1 else 's'} readable" if more > 0 else ""


def _toml(value: Raw) -> str:
    """Inline tables, as JSON has no tables that TOML could read."""
    if isinstance(value, Mapping):
        entries = (f"{_key(name)} = {_toml(one)}" for name, one in value.items())
        return f"{{ {', '.join(entries)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _concepts(configuration: Configuration) -> int:
    """How many concepts have a depth and a place, or at least one of the two."""
    try:
        check_meaning(configuration.values, lambda _: "")
    except ConfigError:
        return 0
    found = records_so_far(configuration)
    rows = [concept for _, file in found.readings for concept in file.record.concepts]
    return sum(bool(row.depth) + bool(row.lessons) > 0 for row in rows if row.depth)


def _summary(configuration: Configuration) -> str:
    found = records_so_far(configuration)
    records = [file for _, file in found.readings]
    concepts = sum(len(file.record.concepts) for file in records)
    unread = sum(not file.record.concepts for file in records)
    said = f"{counted(len(records), 'file')} read as records, with {counted(concepts, 'concept')}"
    said += f"; in {unread} of them no concept was read" if unread else ""
    return said + (f"; passed over {len(found.passed_over)} others" if found.passed_over else "")


def _write(folder: Path, lines: list[str], values: Mapping[str, Raw]) -> str:
    """At the end of a pyproject.toml that is there; else as a file of its own."""
    toml = folder / TOML_NAME
    text = "\n".join(lines) + "\n"
    try:
        if not toml.exists():
            pairs = ((key, json.dumps(value, ensure_ascii=False)) for key, value in values.items())
            entries = (f"{key}: {value}" for key, value in pairs)
            write_new(folder / YAML_NAME, ("\n".join(entries) + "\n").encode())
            return YAML_NAME
        old = toml.read_bytes()
        end = b"" if not old or old.endswith(b"\n") else b"\n"
        read_utf8(toml)
        write_atomically(Change(toml, old, old + end + b"\n" + text.encode()))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{error.filename}": {reason}') from error
    return TOML_NAME
