"""Rules that other packages bring along through the entry point `curriculum.rules`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from curriculum.check.registry import RULES, rule_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curriculum.check.rule import Rule

GROUP = "curriculum.rules"


class HouseRuleError(Exception):
    """A rule of another package that cannot be used; the message says which, and why."""


@cache
def known_rules() -> Mapping[str, Rule]:
    """The built-in rules, then those of other packages by name. Raises HouseRuleError."""
    from importlib.metadata import entry_points

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
