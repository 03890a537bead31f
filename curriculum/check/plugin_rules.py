"""Rules that other packages bring along through the entry point `curriculum.rules`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache

from curriculum.check.registry import RULES, rule_of
from curriculum.check.rule import Rule

GROUP = "curriculum.rules"


class HouseRuleError(Exception):
    """A rule of another package that cannot be used; the message says which, and why."""


@cache
def known_rules() -> Mapping[str, Rule]:
    """The built-in rules, then those of other packages by name. Raises HouseRuleError."""
    if not _may_be_installed():
        return RULES
    from importlib.metadata import entry_points  # 60 ms

    house: dict[str, Rule] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        if entry.name in RULES or entry.name in house:
            raise HouseRuleError(
                f'the rule "{entry.name}" of "{entry.value}" has the name of another rule; '
                "give it a name of its own"
            )
        try:
            house[entry.name] = rule_of(entry.load(), entry.name)
        except (ImportError, AttributeError) as error:
            raise HouseRuleError(
                f'the rule "{entry.name}" cannot be loaded from "{entry.value}": {error}; a rule '
                "is a module with a docstring, SEVERITY and check"
            ) from error
    return {**RULES, **house}


def _may_be_installed() -> bool:
    """A look into the files where installers write entry points spares reading all packages."""
    usual = {"BuiltinImporter", "FrozenImporter", "PathFinder"}
    for finder in sys.meta_path:
        name = getattr(finder, "__name__", type(finder).__name__)
        if name not in usual and hasattr(finder, "find_distributions"):
            return True
    return any(GROUP.encode() in text for folder in dict.fromkeys(sys.path) for text in _in(folder))


def _in(folder: str) -> Iterator[bytes]:
    """The entry points of the packages in a folder; of an archive, what makes it looked into."""
    if os.path.isfile(folder):
        yield GROUP.encode()
        return
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [
                e.path for e in entries if e.name.endswith((".dist-info", ".egg-info", ".egg"))
            ]
    except OSError:
        return
    for name in names:
        for place in ("entry_points.txt", os.path.join("EGG-INFO", "entry_points.txt")):
            try:
                with open(os.path.join(name, place), "rb") as file:
                    yield file.read()
            except OSError:
                continue


def origin(rule: Rule) -> str:
    """Where the rule comes from, and in which state: empty for the tool's own."""
    from pathlib import Path

    from curriculum.workspace.cache import sources_digest

    if RULES.get(rule.name) == rule:
        return ""
    check = rule.check or rule.check_course
    module = sys.modules.get(check.__module__) if check else None
    file = getattr(module, "__file__", None)
    if module is None or file is None:
        return repr(check)
    packaged = "." in module.__name__ or hasattr(module, "__path__")
    return f"{module.__name__} {sources_digest(Path(file).parent if packaged else Path(file))}"
