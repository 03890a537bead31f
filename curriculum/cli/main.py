"""`curriculum`: the group of commands, and the one place where an unexpected error is caught."""

from __future__ import annotations

import atexit
import gc
import importlib
import inspect
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from curriculum import HOME, __version__
from curriculum.cli.choices import unknown_command, unknown_option
from curriculum.cli.output import Failure, say
from curriculum.cli.shortage import shortage
from curriculum.cli.streams import lasting_streams
from curriculum.text.docstrings import docstring
from curriculum.workspace.garbage_collection import rarely_collecting

NAME = "curriculum"
# What a shell sets when it asks for completions.
COMPLETION = "_CURRICULUM_COMPLETE"
USAGE_ERROR = 2
INTERRUPTED = 130

# Command: its module and what `--help` says; a module is imported when its command runs.
COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "lint": ("lint", "Check records, and fix them with --fix."),
        "format": ("formatting", "Bring records into the canonical layout, or words."),
        "render": ("render", "Write pages and regions that are made from the records."),
        "export": ("export", "Write records as data."),
        "show": ("show", "Show a module, a lesson, a concept or a mental model."),
        "state": ("state", "Show what the student knows before a lesson."),
        "history": ("history", "Show where a concept was taught, and how deep."),
        "uses": ("uses", "Show where a lesson, a module or a model is used."),
        "impact": ("impact", "Show what breaks if a lesson is removed or moved."),
        "diff": ("diff", "Show what changed in the course between two revisions."),
        "textconv": ("textconv", "Print what a record says, for git diff."),
        "merge-file": ("merge_file", "Merge three versions of a record, for git merge."),
        "init": ("init", "Propose a configuration for the records that are here."),
        "new": ("new", "Begin the record of a module."),
        "server": ("server", "Help editors: problems, names and fixes while a record is written."),
        "rule": ("rule", "Explain a rule, with an example."),
        "schema": ("schema", "Print a JSON Schema."),
        "config": ("config", "Show each value of the configuration and where it comes from."),
    }
)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"curriculum.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        _explain(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        unknown = args and args[0] not in COMMANDS and not args[0].startswith("-")
        if unknown and not ctx.resilient_parsing:  # a shell asks what may follow
            raise unknown_command(args[0], COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])


def _explain(command: click.Command) -> None:
    """`python -OO` drops the docstrings that are a command's help."""
    if command.help is None and command.callback:
        command.help = inspect.cleandoc(docstring(command.callback))
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _explain(inner)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="curriculum %(version)s")
def group(**_: Any) -> None:
    """Parse, check, fix and render the module records of a course.

    A record is one Markdown file that says what a student knows after a module.
    PATHS are records or folders of records; the default is what is configured,
    else the current folder.

    \b
    curriculum lint records/            what is wrong with the records
    curriculum lint --fix records/      apply safe fixes
    curriculum format records/          canonical layout, never another word
    curriculum show "Stable Cascade"    what the records say about it, and where
    curriculum state --before 7.4.3     what the student knows before a lesson
    curriculum render                   pages made from the records
    curriculum export --format json     everything as data
    """


def main(arguments: Sequence[str] | None = None) -> None:
    _explain(group)
    # As it ends, the interpreter would look for cycles in all that is left: 30 ms of every commit.
    atexit.register(gc.freeze)
    with lasting_streams():
        code = _run(arguments)
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = _command(arguments)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        say("interrupted; files that were not yet written are as they were")
        return INTERRUPTED
    except OSError as error:
        if lacking := shortage(error):
            return _cannot(lacking)
        what = f'"{error.filename}"' if error.filename else "the output"
        say(f"cannot read or write {what}: {(error.strerror or str(error)).lower()}")
        # What is still buffered cannot be written either, and must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return USAGE_ERROR
    # The one edge where any error ends: a user gets a report to send, never a bare traceback.
    except Exception as error:
        return _cannot(shortage(error) or _bug_report(error))
    return code


def _cannot(message: str) -> int:
    say(message)
    return USAGE_ERROR


def _command(arguments: Sequence[str] | None) -> int:
    """What a user did wrong is told in one sentence; other errors are raised."""
    try:
        if COMPLETION in os.environ:
            from curriculum.cli.completion import register

            register()
        with rarely_collecting(to_the_end=arguments is None):
            code = group.main(arguments, NAME, COMPLETION, standalone_mode=False)
    except click.ClickException as error:
        told = unknown_option(error) if isinstance(error, click.NoSuchOption) else error
        told.show()
        return error.exit_code
    except Failure as error:
        say(str(error))
        return error.exit_code
    return code if isinstance(code, int) else 0


def _bug_report(error: Exception) -> str:
    trace = "".join(traceback.format_exception(error))
    where = f" at {HOME}/issues" if HOME else ""
    return (
        f"{trace}\nThis is a bug in curriculum {__version__}, not in your records. Nothing was "
        f"written since. Please report it, with the lines above, to the maintainers{where}."
    )


if __name__ == "__main__":
    main()
