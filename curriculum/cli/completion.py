"""What a shell proposes behind a command: rules, reports, modules, slugs, terms.

Nothing is proposed, and nothing is said, where the configuration or the records cannot be read:
a message would stand in the middle of the line that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from curriculum.cli.output import Failure
from curriculum.model.record import Record
from curriculum.text.visible import visible

Proposals = list[CompletionItem[str]]


def rules(ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    """Of `--select a,b` the last is completed."""
    from curriculum.cli.configuration import configured
    from curriculum.cli.configured import rules_of

    head, comma, last = incomplete.rpartition(",")
    try:
        known = rules_of(configured(ctx.params.get("config_path"), quiet=True))
    except Failure:
        return []
    named = ((f"{head}{comma}{name}", rule.summary) for name, rule in known.items())
    return _proposals(named, f"{head}{comma}{last}")


def reports(_ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    from curriculum.report.reporters import REPORTERS

    return _proposals(((name, "") for name in REPORTERS), incomplete)


def keys(_ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    from curriculum.config.keys import KEYS

    return _proposals(((name, key.help) for name, key in KEYS.items()), incomplete)


def schemas(_ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    from curriculum.config.schema import PYPROJECT, schema_names

    return _proposals(((name, "") for name in (*schema_names(), PYPROJECT)), incomplete)


def things(ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    """What `show` knows; terms only once something is typed, for there are hundreds."""
    kinds = (_modules, _lessons, _terms, _models) if incomplete else (_modules, _lessons)
    return _of_records(ctx, incomplete, *kinds)


def used_things(ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    """What `uses` knows; models once something is typed."""
    kinds = (_modules, _lessons, _models) if incomplete else (_modules, _lessons)
    return _of_records(ctx, incomplete, *kinds)


def places(ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    """Lessons, and modules, which stand for their first one."""
    return _of_records(ctx, incomplete, _modules, _lessons)


def lessons(ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    return _of_records(ctx, incomplete, _lessons)


def terms(ctx: click.Context, _: click.Parameter, incomplete: str) -> Proposals:
    """Once something is typed, as for `things`."""
    return _of_records(ctx, incomplete, _terms) if incomplete else []


def _of_records(
    ctx: click.Context, incomplete: str, *kinds: Callable[[Record], Iterable[tuple[str, str]]]
) -> Proposals:
    """What has a name of several kinds is proposed as the first of them."""
    records = _records(ctx)
    named = [pair for kind in kinds for record in records for pair in kind(record)]
    return _proposals(dict(reversed(named)).items(), incomplete)


def _records(ctx: click.Context) -> Sequence[Record]:
    from curriculum.cli.configuration import configured
    from curriculum.cli.paths import record_folders, wanted_paths
    from curriculum.model.teaching_order import in_teaching_order
    from curriculum.workspace.discovery import find_records

    try:
        folders = record_folders(configured(ctx.params.get("config_path"), quiet=True))
        found = find_records(wanted_paths(ctx.params.get("paths") or (), folders), folders)
    except (Failure, OSError):
        return []
    return in_teaching_order(reading.record for _, reading in found.readings)


def _modules(record: Record) -> Iterator[tuple[str, str]]:
    if record.module:
        yield record.module, f"module {record.title or ''}".strip()


def _lessons(record: Record) -> Iterator[tuple[str, str]]:
    for lesson in record.lessons:
        what = f"lesson {lesson.title or ''}".strip()
        yield from ((name, what) for name in (lesson.id, lesson.slug) if name)


def _terms(record: Record) -> Iterator[tuple[str, str]]:
    where = _where(record)
    return ((concept.term, f"concept {where}") for concept in record.concepts)


def _models(record: Record) -> Iterator[tuple[str, str]]:
    """Without the quotation marks around them, which a shell takes from what is typed."""
    where = _where(record)
    return ((model.text.strip('"'), f"mental model {where}") for model in record.mental_models)


def _where(record: Record) -> str:
    return f"of module {record.module}" if record.module else f"of {record.path}"


def _proposals(named: Iterable[tuple[str, str]], incomplete: str) -> Proposals:
    """Those that begin like this; whatever their case only where none has this one."""
    from click.shell_completion import CompletionItem

    pairs = [(name, help_) for name, help_ in named if name and name.isprintable()]
    chosen = [pair for pair in pairs if pair[0].startswith(incomplete)] or [
        pair for pair in pairs if pair[0].casefold().startswith(incomplete.casefold())
    ]
    return [CompletionItem(name, help=visible(help_) or None) for name, help_ in sorted(chosen)]


_BASH = """\
%(complete_func)s() {
    local type value current="${COMP_WORDS[COMP_CWORD]}"
    while IFS=, read -r type value; do
        if [[ $type == dir ]]; then
            compopt -o dirnames
        elif [[ $type == file ]]; then
            compopt -o default
        elif [[ $type == plain ]]; then
            if [[ $current != [\\"\\']* && $value == *[^[:alnum:]_./,:=@%%+-]* ]]; then
                printf -v value '%%q' "$value"
            fi
            COMPREPLY+=("$value")
        fi
    done < <(IFS=$'\\n'; env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_FISH = """\
function %(complete_func)s
    set -l words (commandline -cp)
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS="$words" \\
        COMP_CWORD=(commandline -t) %(prog_name)s)
    for completion in $response
        set -l parts (string split -m 1 "," -- $completion)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                echo $parts[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Whole(ShellComplete):
    """Of `--fail-on=w` a shell replaces the whole word, and click gives what follows the sign."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        items = super().get_completions(args, incomplete)
        option, sign, _ = incomplete.partition("=")
        if not sign or not option.startswith("--"):
            return items
        return [
            CompletionItem(f"{option}={item.value}", item.type, item.help)
            if item.type == "plain"
            else item
            for item in items
        ]


class _Bash(_Whole, BashComplete):
    source_template: ClassVar[str] = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """To bash, the sign of `--format=git` is a word of its own."""
        words, incomplete = super().get_completion_args()
        if words[-1:] == ["="]:
            words.pop()
        return words, incomplete


class _Zsh(_Whole, ZshComplete):
    pass


class _Fish(_Whole, FishComplete):
    source_template: ClassVar[str] = _FISH


def register() -> None:
    for shell in (_Bash, _Zsh, _Fish):
        add_completion_class(shell)
