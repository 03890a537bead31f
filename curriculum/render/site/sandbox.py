"""Templates of a repository are not trusted: what they may reach and call.

What is not named here is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateError, Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from curriculum.files.repository import leads_outside
from curriculum.render.site.template_costs import AsksTooMuch, PayingGenerator, Purse
from curriculum.render.site.template_filters import OWN_CALL, Filter, PaidFilters

# Of all templates of the house; ours are 24,000 long.
MOST_SOURCE = 100_000
MOST_RANGE = 100_000
# Python allows twenty loops in each other, and some hundred brackets.
MOST_BODIES = 15
MOST_DEPTH = 100

# What a template may call of this tool's own objects; `docs/rendered-pages.md` says what they do.
METHODS = frozenset(
    {"concept_named", "concepts_of", "lesson_at", "model_named"}
    | {"places_of", "shade", "thing_at"}
)
# None of these makes a text that is longer than the one it is called on.
_TEXT_METHODS = frozenset(
    {"capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha"}
    | {"isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "lower"}
    | {"lstrip", "partition", "removeprefix", "removesuffix", "rfind", "rindex", "rpartition"}
    | {"rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title"}
    | {"upper"}
)
_METHODS: tuple[tuple[tuple[type, ...], frozenset[str]], ...] = (
    ((str,), _TEXT_METHODS),
    ((dict,), frozenset({"get", "items", "keys", "values"})),
    ((list, tuple), frozenset({"count", "index"})),
    ((LoopContext,), frozenset({"changed", "cycle"})),
    ((Cycler,), frozenset({"next", "reset"})),
)
_CALLABLE = (BlockReference, Joiner, LoopContext, Macro, Undefined)
_READABLE = (
    *(str, int, float, list, tuple, dict, Macro, BlockReference, LoopContext),
    *(Cycler, Namespace, TemplateModule, TemplateReference),
)
_TOO_DEEP = "this is nested too deeply"


class FolderLoader(FileSystemLoader):
    """Templates of one folder; a link that leads out of the repository is refused."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder
        self._sizes: dict[str, int] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        file = self._folder / template
        if leads_outside(file, self._folder):
            raise TemplateError(f'"{template}" is a link that leads out of the repository')
        if isinstance(environment, Purse):
            environment.pay_template()
        self._sizes[template] = file.stat().st_size if file.is_file() else 0
        if sum(self._sizes.values()) > MOST_SOURCE:
            raise AsksTooMuch(f"the templates have more than {MOST_SOURCE:,} bytes")
        return super().get_source(environment, template)


class Sandbox(Purse, ImmutableSandboxedEnvironment):
    """What is paid is paid for a page: `fill` begins it."""

    code_generator_class = PayingGenerator
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=self.text, cache_size=-1, **options)  # none is read again
        self._paid = PaidFilters(self)
        self.filters = self._paid.of_jinja(self.filters) | {"counted": self.counted}
        tests: Mapping[str, Any] = self.tests
        self.tests = {name: self._paid.paid(test) for name, test in tests.items()}
        self.globals = dict(_MAKERS)
        self._readable: dict[type, bool] = {}

    def add_own(self, filters: Mapping[str, Filter]) -> None:
        self.filters |= {name: self._paid.own(one) for name, one in filters.items()}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """What the parser, or Python after it, would give up on is refused with its line."""
        parser = Parser(self, source, name, filename)
        try:
            template = parser.parse()
        except (RecursionError, ValueError) as error:
            reason = _TOO_DEEP if isinstance(error, RecursionError) else str(error)
            parser.fail(reason, parser.stream.current.lineno)
        for node in _too_deep(template):
            parser.fail(_TOO_DEEP, node.lineno)
        return template

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        kind = type(obj)
        if kind not in self._readable:
            self._readable[kind] = issubclass(kind, _READABLE) or _is_ours(kind)
        return self._readable[kind] and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        if isinstance(obj, _CALLABLE) or any(obj is maker for maker in _MAKERS.values()):
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if _is_ours(type(owner)) and name in METHODS:
            return True
        return any(isinstance(owner, kinds) and name in names for kinds, names in _METHODS)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        if not self.is_safe_callable(called):
            name = getattr(called, "__name__", type(called).__name__)
            raise SecurityError(f'a template must not call "{name}"')
        owner = getattr(called, "__self__", None)
        self.pay(OWN_CALL if _is_ours(type(owner)) else 0)
        # A name with `_` holds what Jinja itself hands on.
        named = [value for name, value in kwargs.items() if not name.startswith("_")]
        self.pay_call((owner, *args, *named))
        return self._paid.result(context.call(called, *args, **kwargs))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Attributes that a filter names are looked up here as well."""
        self.pay_lookup()
        return super().getitem(obj, self.weighed(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            return self._paid.format(left, *(right if isinstance(right, tuple) else (right,)))
        self.pay_for(operator, left, right)
        return super().call_binop(context, operator, left, right)


def _too_deep(template: nodes.Template) -> Iterator[nodes.Node]:
    waiting: list[tuple[nodes.Node, int, int]] = [(template, 0, 0)]
    while waiting:
        node, depth, bodies = waiting.pop()
        if depth > MOST_DEPTH or bodies > MOST_BODIES:
            yield node
            return
        bodies += "body" in node.fields
        waiting += [(child, depth + 1, bodies) for child in node.iter_child_nodes()]


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("curriculum.")


def _range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > MOST_RANGE:
        raise AsksTooMuch(f"a range has more than {MOST_RANGE:,} numbers")
    return found


_MAKERS: dict[str, Callable[..., Any]] = {
    "cycler": Cycler,
    "dict": dict,
    "joiner": Joiner,
    "namespace": Namespace,
    "range": _range,
}
