"""All rules by name, in the order of the documentation; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

from curriculum.check.rule import Check, Reads, Rule
from curriculum.check.rule_names import BUILT_IN
from curriculum.text.docstrings import docstring


def rule_of(module: ModuleType, name: str | None = None, check: Check | None = None) -> Rule:
    """Raises AttributeError where the module is no rule. DEFAULT = False is off unless selected."""
    return Rule(
        name or module.__name__.rpartition(".")[2].replace("_", "-"),
        module.SEVERITY,
        docstring(module),
        check or module.check,
        getattr(module, "DEFAULT", True),
        getattr(module, "READS", Reads.RECORD),
        getattr(module, "EACH_PLACE", False),
        getattr(module, "OF_COURSE", False),
        module.__name__,
    )


class _BuiltIn(Mapping[str, Rule]):
    def __init__(self) -> None:
        self._loaded: dict[str, Rule] = {}

    def __getitem__(self, name: str) -> Rule:
        if name not in self._loaded:
            if name not in BUILT_IN:
                raise KeyError(name)
            module = import_module(f"curriculum.check.rules.{name.replace('-', '_')}")
            self._loaded[name] = rule_of(module)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(BUILT_IN)

    def __len__(self) -> int:
        return len(BUILT_IN)

    def __contains__(self, name: object) -> bool:
        return name in BUILT_IN


RULES: Mapping[str, Rule] = _BuiltIn()


def selected(
    select: Iterable[str], ignore: Iterable[str], rules: Mapping[str, Rule] = RULES
) -> list[Rule]:
    """Those on by default where `select` is empty. Both hold names of rules that exist."""
    chosen = set(select) or {name for name, rule in rules.items() if rule.default}
    ignored = set(ignore)
    return [rule for name, rule in rules.items() if name in chosen - ignored]
