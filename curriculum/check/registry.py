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
    unreadable_text,
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
)


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Rule(name, module.SEVERITY, module.__doc__ or "", module.check)


RULES: Mapping[str, Rule] = {rule.name: rule for rule in map(_rule, _MODULES)}


def selected(select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """All rules where `select` is empty. Both hold names of rules that exist."""
    chosen, ignored = set(select) or set(RULES), set(ignore)
    return [rule for name, rule in RULES.items() if name in chosen - ignored]
