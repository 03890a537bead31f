"""What was probably meant where the command line has a word that does not exist."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import click


class OneOf(click.Choice[str]):
    """One of some words, as the type of an option or argument of any command."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.choices:
            return str(value)
        raise unknown_value(str(value), self.choices, param, ctx)


class FileName(click.Path):
    """An empty one, as of a variable that is not set, is no wish to do without the file."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("name a file; here is none", param, ctx)
        return super().convert(value, param, ctx)


def unknown_value(
    value: str, known: Iterable[str], param: click.Parameter | None, ctx: click.Context | None
) -> click.UsageError:
    name = f'"{max(param.opts, key=len)}" cannot be ' if param else "there is no "
    return click.UsageError(f'{name}"{value}"; {_meant(value, known, "use one of")}', ctx)


def unknown_option(error: click.NoSuchOption) -> click.UsageError:
    options = error.ctx.command.get_params(error.ctx) if error.ctx else []
    names = [name for option in options for name in option.opts if name.startswith("--")]
    hint = _meant(error.option_name, names)
    return click.UsageError(f'there is no option "{error.option_name}"; {hint}', error.ctx)


def unknown_command(name: str, commands: Iterable[str], ctx: click.Context) -> click.UsageError:
    return click.UsageError(f'there is no command "{name}"; {_meant(name, commands)}', ctx)


def _meant(word: str, names: Iterable[str], otherwise: str = "there are") -> str:
    from curriculum.config.nearest import meant  # only a wrong word needs it

    return meant(word, names, otherwise)
