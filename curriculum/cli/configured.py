"""The configuration and the records of a command, from the cache where they did not change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from curriculum.check.engine import Checker
from curriculum.check.registry import RULES, selected
from curriculum.check.rule import Rule
from curriculum.cli.output import Failure, say
from curriculum.cli.paths import store_of
from curriculum.config.config import Configuration
from curriculum.files.repository import lies_in, limit_of
from curriculum.workspace.cached_reader import CachedReader, ClaimsExaminer
from curriculum.workspace.executors import Jobs


def path_in(configuration: Configuration, keys: Sequence[str], entry: str) -> Path:
    """A path of the configuration, from its folder.

    Raises Failure where it leaves the repository, or that folder outside one: who opens a foreign
    course must not write into their own files. A path on the command line may lead anywhere.
    """
    path = configuration.folder / entry
    limit = limit_of(configuration.folder)
    if not lies_in(path, limit):
        place = f"{configuration.place([*keys, entry])}: " if configuration.file else ""
        raise Failure(
            f'{place}"{keys[-1]}" leads out of "{limit}", to "{entry}"; choose a place inside it, '
            "or name it on the command line"
        )
    return path


def rules_of(configuration: Configuration) -> Mapping[str, Rule]:
    """All rules, once the names in the configuration are known to be theirs. Raises Failure."""
    from curriculum.check.plugin_rules import HouseRuleError, known_rules

    try:
        rules = known_rules()
    except HouseRuleError as error:
        raise Failure(str(error)) from error
    for name, rule in rules.items() if rules is not RULES else ():
        if rule.old:
            say(
                f'note: the rule "{name}" has the form {rule.old}, which works until 1.0; give it '
                "the form check(record, course)"
            )
    for path, names in _rule_names(configuration):
        for name in names:
            if name not in rules:
                place = configuration.place([*path, name])
                raise Failure(f'{place}: in "{path[0]}", {unknown_rule(name, rules)}')
    return rules


def _rule_names(configuration: Configuration) -> Iterable[tuple[list[str], Iterable[str]]]:
    yield from (([key], configuration.names(key)) for key in ("select", "ignore"))
    yield ["severity"], configuration.severities
    for pattern, names in configuration.lists("per-record-ignores").items():
        yield ["per-record-ignores", pattern], names


def unknown_rule(name: str, rules: Iterable[str]) -> str:
    from curriculum.config.nearest import nearest

    meant = nearest(name.casefold(), rules)
    hint = f"did you mean {meant}?" if meant else "`curriculum rule` lists them"
    return f'there is no rule "{name}"; {hint}'


def checker_of(
    configuration: Configuration,
    rules: Mapping[str, Rule],
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: Jobs | None = None,
) -> Checker:
    """What is selected here replaces the configured selection; ignores add up."""
    chosen = selected(
        select or configuration.names("select"),
        (*ignore, *([] if select else configuration.names("ignore"))),
        rules,
    )
    ignores = configuration.lists("per-record-ignores")
    processes = (jobs or Jobs()).workers
    return Checker(
        chosen, configuration.settings, configuration.severities, ignores, processes=processes
    )


def reader_of(
    checker: Checker, configuration: Configuration, jobs: Jobs | None = None
) -> CachedReader:
    return CachedReader(checker, store_of(configuration), jobs or Jobs())


def claims_reader(configuration: Configuration) -> CachedReader:
    """For questions to a course: no rule is run, and what `lint` has read is not read again."""
    return CachedReader(ClaimsExaminer(configuration.settings.dialect), store_of(configuration))
