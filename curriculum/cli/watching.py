"""`lint --watch`: the same run again whenever a file changes that may matter to it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from curriculum.cli.configuration import configured
from curriculum.cli.output import Failure, say
from curriculum.cli.paths import record_folders, wanted_paths
from curriculum.cli.streams import reader_is_gone
from curriculum.config.config import TOML_NAME
from curriculum.workspace.discovery import SUFFIXES


def again_and_again(
    context: click.Context, paths: Sequence[str], config_path: str | None, written: Sequence[str]
) -> int:
    """Until it is interrupted, or nobody reads it. What a run has `written` starts no other.

    Raises Failure where the library for it is not installed.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError as error:
        message = "--watch needs the extra `curriculum[watch]`; install it"
        raise Failure(message) from error
    if "-" in paths:
        raise click.UsageError("--watch follows files, and - is none")
    folders = sorted(set(_folders(paths, config_path)))
    own = {os.path.realpath(name) for name in written}
    usual = DefaultFilter()
    watched = watch(
        *folders,
        watch_filter=lambda how, name: usual(how, name) and _matters(name) and name not in own,
    )
    try:
        _run(context)
        while not reader_is_gone():
            names = sorted({Path(name).name for _, name in next(watched)})
            say(f"\n{time.strftime('%H:%M:%S')} {', '.join(names)}")
            _run(context)
    except KeyboardInterrupt:
        say("stopped")
    return 0


def _run(context: click.Context) -> None:
    """What cannot be done now, as with a half-written configuration, is told and waited out."""
    try:
        context.invoke(context.command, **{**context.params, "watch": False})
    except Failure as error:
        say(str(error))
    sys.stdout.flush()  # whoever follows it through a pipe waits for this run, not for the next


def _folders(paths: Sequence[str], config_path: str | None) -> Iterator[Path]:
    """Of a file its folder: an editor puts a new file in the place of an old one."""
    configuration = configured(config_path)
    files = [configuration.file] if configuration.file else []
    for path in (*wanted_paths(paths, record_folders(configuration)), *files):
        yield (path if path.is_dir() else path.parent).resolve()


def _matters(name: str) -> bool:
    file = Path(name)
    return file.name == TOML_NAME or file.suffix in SUFFIXES
