"""Rules that other packages bring along through the entry point `curriculum.rules`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache

from curriculum.check.old_rules import plugin_rule
from curriculum.check.registry import RULES
from curriculum.check.rule import Rule
from curriculum.check.rule_names import plugin_entries


class HouseRuleError(Exception):
    """A rule of another package that cannot be used; the message says which, and why."""


@cache
def known_rules() -> Mapping[str, Rule]:
    """The built-in rules, then those of other packages by name. Raises HouseRuleError."""
    house: dict[str, Rule] = {}
    for entry in plugin_entries():
        if entry.name in RULES or entry.name in house:
            raise HouseRuleError(
                f'the rule "{entry.name}" of "{entry.value}" has the name of another rule; '
                "give it a name of its own"
            )
        try:
            house[entry.name] = plugin_rule(entry.load(), entry.name)
        except (ImportError, AttributeError) as error:
            raise HouseRuleError(
                f'the rule "{entry.name}" cannot be loaded from "{entry.value}": {error}; a rule '
                "is a module with a docstring, SEVERITY and check"
            ) from error
    return {**RULES, **house} if house else RULES


def origin(rule: Rule) -> str:
    """Where the rule comes from, and in which state: empty for the tool's own."""
    from pathlib import Path

    from curriculum.workspace.cache import sources_digest

    if RULES.get(rule.name) == rule:
        return ""
    module = sys.modules.get(rule.module)
    file = getattr(module, "__file__", None)
    if module is None or file is None:
        return repr(rule.check)
    packaged = "." in module.__name__ or hasattr(module, "__path__")
    return f"{module.__name__} {sources_digest(Path(file).parent if packaged else Path(file))}"
