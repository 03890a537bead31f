"""All rules by name, in the order of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.check.rule import Rule
from curriculum.check.rules import (
    malformed_title,
    mangled_emphasis,
    missing_cells,
    missing_section,
    split_table,
    swallowed_html,
    unescaped_pipe,
    unknown_depth,
    unknown_suppression,
    unreadable_text,
    unused_suppression,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

_MODULES: tuple[ModuleType, ...] = (
    unescaped_pipe,
    split_table,
    missing_cells,
    mangled_emphasis,
    swallowed_html,
    unreadable_text,
    malformed_title,
    missing_section,
    unknown_depth,
    unknown_suppression,
    unused_suppression,
)


def rule_of(module: ModuleType, name: str | None = None) -> Rule:
    """Raises AttributeError where the module is no rule. DEFAULT = False is off unless selected."""
    return Rule(
        name or module.__name__.rpartition(".")[2].replace("_", "-"),
        module.SEVERITY,
        module.__doc__ or "",
        module.check,
        getattr(module, "DEFAULT", True),
    )


RULES: Mapping[str, Rule] = {rule.name: rule for rule in map(rule_of, _MODULES)}


def selected(
    select: Iterable[str], ignore: Iterable[str], rules: Mapping[str, Rule] = RULES
) -> list[Rule]:
    """Those on by default where `select` is empty. Both hold names of rules that exist."""
    chosen = set(select) or {name for name, rule in rules.items() if rule.default}
    ignored = set(ignore)
    return [rule for name, rule in rules.items() if name in chosen - ignored]
