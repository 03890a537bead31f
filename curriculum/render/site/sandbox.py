"""Templates of a repository are not trusted: what they may reach, and how much they may make.

Jinja's sandbox keeps them from the interpreter. It does not keep them from making texts, numbers
and loops without end, so sizes and repetitions are counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import wraps
from pathlib import Path, PurePath
from time import monotonic
from typing import Any, cast

from jinja2 import (
    Environment,
    FileSystemLoader,
    Template,
    TemplateError,
    nodes,
    pass_eval_context,
)
from jinja2.filters import do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from curriculum.files.repository import leads_outside
from curriculum.text.patterns import lazy_pattern

# A page of a course of three thousand records is smaller by far.
MOST_CHARACTERS = 20_000_000
MOST_REPETITIONS = 500_000
# A width, a count or an indentation of a text that people read.
MOST_WIDTH = 10_000
MOST_DIGITS = 1_000
MOST_SECONDS = 60.0

# What a template may call of this tool's own objects; `docs/rendered-pages.md` says what they do.
METHODS = frozenset(
    {"concept_named", "concepts_of", "lesson_at", "model_named"}
    | {"places_of", "shade", "thing_at"}
)

_WIDE = lazy_pattern(r"\d{5}|\*")
_COUNTED, _JOINED = "_counted", "_joined"


class FolderLoader(FileSystemLoader):
    """Templates of one folder; a link that leads out of the repository is refused."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        for folder in map(Path, self.searchpath):
            if leads_outside(folder / template, folder):
                raise TemplateError(f'"{template}" is a link that leads out of the repository')
        return super().get_source(environment, template)


class AsksTooMuch(TemplateError):
    """A template that would take more time or memory than a page needs."""


class Sandbox(ImmutableSandboxedEnvironment):
    """What it counts, it counts for a page; every limit raises AsksTooMuch."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.repetitions, self.deadline = 0, 0.0
        for name, function in list(self.filters.items()):
            self.filters[name] = _limited(function)
        self.filters |= {_COUNTED: self._counted, _JOINED: _joined, "join": _join}
        self.globals.pop("lipsum")

    def rendered(self, template: Template, values: dict[str, object]) -> str:
        self.repetitions, self.deadline = 0, monotonic() + MOST_SECONDS
        found, size = [], 0
        pieces = cast("Generator[str, None, None]", template.generate(values))
        for piece in pieces:
            found.append(piece)
            size += len(piece)
            if size > MOST_CHARACTERS:  # thrown where the template is, so that its line is known
                pieces.throw(AsksTooMuch(f"the page has more than {MOST_CHARACTERS:,} characters"))
        return "".join(found)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        owner = type(getattr(obj, "__self__", None)).__module__
        is_ours = owner.startswith("curriculum.") and owner != __name__
        allowed = not is_ours or getattr(obj, "__name__", "") in METHODS
        return allowed and super().is_safe_callable(obj)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        if isinstance(owner := getattr(value, "__self__", None), str):
            _check_format(owner)
        return super().wrap_str_format(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Loops count their repetitions, and `~` the length of what it makes."""
        template = super()._parse(source, name, filename)
        for loop in template.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        _replace_concatenations(template)
        return template

    def _counted(self, things: Iterable[object]) -> Iterator[object]:
        for thing in things:
            self._count()
            yield thing

    def _count(self) -> None:
        self.repetitions += 1
        if self.repetitions > MOST_REPETITIONS:
            raise AsksTooMuch(f"its loops and calls repeat more than {MOST_REPETITIONS:,} times")
        if monotonic() > self.deadline:
            raise AsksTooMuch(f"the page takes more than {MOST_SECONDS:.0f} seconds")

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """Templates include each other by this call."""
        if self.deadline:
            self._count()
        return super().get_template(*args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            _check_format(left)
        elif isinstance(left, int) and isinstance(right, int):
            _check_number(operator, left, right)
        elif operator == "*":
            _check_product(left, right)
        elif operator == "+":
            _check_size(_length(left) + _length(right))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, called: Any, *args: Any, **kwargs: Any) -> Any:
        self._count()
        owner = getattr(called, "__self__", None)
        if isinstance(owner, str | bytes | list | tuple):
            _check_arguments((owner, *args), kwargs)
        return super().call(context, called, *args, **kwargs)


def _replace_concatenations(node: nodes.Node) -> None:
    for name, value in node.iter_fields():
        found = value if isinstance(value, list) else [value]
        for at, child in enumerate(found):
            if isinstance(child, nodes.Node):
                _replace_concatenations(child)
            if isinstance(child, nodes.Concat):
                parts = nodes.List(child.nodes, lineno=child.lineno)
                joined = nodes.Filter(parts, _JOINED, [], [], None, None, lineno=child.lineno)
                if isinstance(value, list):
                    value[at] = joined
                else:
                    setattr(node, name, joined)


def _joined(parts: list[object]) -> str:
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    _check_size(sum(map(len, texts)))
    return Markup("").join(texts) if any(isinstance(t, Markup) for t in texts) else "".join(texts)


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: Any = None) -> str:
    things = list(value)
    _check_size(sum(map(_length, things)) + len(things) * len(d))
    joined: str = do_join(context, things, d, attribute)
    return joined


def _limited(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same filter, which refuses arguments that would make it run or grow without end."""

    @wraps(function)  # and whether it takes the context
    def limited(*args: Any, **kwargs: Any) -> Any:
        _check_arguments(args, kwargs)
        return function(*args, **kwargs)

    return limited


def _check_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    product = 1
    for value in (*args, *kwargs.values()):
        if isinstance(value, int) and abs(value) > MOST_WIDTH:
            raise AsksTooMuch(f"{value} is more than a width or count of {MOST_WIDTH:,}")
        product *= max(_length(value), 1)
    if isinstance(args[0], str):
        _check_format(args[0])
    if len(args) > 1 or kwargs:
        _check_size(product)


def _check_format(text: str) -> None:
    if _WIDE.search(text) and ("%" in text or "{" in text):
        raise AsksTooMuch("a width in a format has five digits or more, or is not written out")


def _check_number(operator: str, left: int, right: int) -> None:
    bits = left.bit_length() * abs(right) if operator == "**" else left.bit_length()
    if bits + right.bit_length() > MOST_DIGITS * 4:
        raise AsksTooMuch(f"a number has more than {MOST_DIGITS:,} digits")


def _check_product(left: Any, right: Any) -> None:
    text, count = (right, left) if isinstance(left, int) else (left, right)
    if isinstance(count, int):
        _check_size(_length(text) * count)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | bytes | list | tuple) else 0


def _check_size(size: int) -> None:
    if size > MOST_CHARACTERS:
        raise AsksTooMuch(f"a text or list has more than {MOST_CHARACTERS:,} characters or entries")
