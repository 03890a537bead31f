"""Records as `lint` examines them: from the cache where they did not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.check.rule import Rule
from curriculum.cli.house import rules_of
from curriculum.config.config import Configuration
from curriculum.workspace.cache import user_cache
from curriculum.workspace.cached_reader import CachedReader
from curriculum.workspace.executors import Jobs


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


def usual_reader(configuration: Configuration, jobs: Jobs | None = None) -> CachedReader:
    """With the rules that `lint` runs without options, so that both share what is in the cache."""
    checker = checker_of(configuration, rules_of(configuration), jobs=jobs)
    return CachedReader(checker, user_cache(), jobs or Jobs())
