"""What a template does is paid for: each part of it that runs, each entry, and each character.

Jinja's sandbox keeps a template from the interpreter, not from making texts, numbers, lists and
loops without end. So the code that is generated here pays before it acts; no clock is asked, and
the same template is refused on every machine alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from jinja2 import TemplateError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame, operators

# In characters. The largest page of a course of three thousand records takes a third of it, and
# what takes more is refused within some five seconds.
MOST_WORK = 50_000_000
# What takes the time, or the memory, of so many characters.
_ENTRY = 8
_STEP = 2
_WRITTEN = 8
_LOOKUP = 20
_CALL = 60
_TEMPLATE = 1_000
_LOADING = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
_MOST_BITS = 4_096

_TEXTS = (str, bytes, bytearray)
_VIEWS: tuple[type[Iterable[Any]], ...] = (type({}.keys()), type({}.values()), type({}.items()))
_LISTS: tuple[type[Iterable[Any]], ...] = (list, tuple, set, frozenset, *_VIEWS)
_SIZED: tuple[type, ...] = (*_TEXTS, *_LISTS, dict, range)


class AsksTooMuch(TemplateError):
    """A template that would take more time or memory than a page needs."""


class Purse:
    """What is left for the page that is being made. All raise AsksTooMuch."""

    left = MOST_WORK

    def fill(self) -> None:
        self.left = MOST_WORK

    def pay(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise AsksTooMuch(
                "the page takes more than is allowed for one "
                f"({MOST_WORK:,} characters, or as much work); show less on it"
            )

    def weighed(self, value: Any) -> Any:
        """The value, once its size is paid: of a list, also that of all that lies in it."""
        if isinstance(value, _TEXTS):
            self.pay(len(value))
        elif isinstance(value, _SIZED):
            self._weigh(value)
        elif isinstance(value, int) and value.bit_length() > _MOST_BITS:
            raise AsksTooMuch(f"a number has more than {_MOST_BITS:,} bits")
        return value

    def _weigh(self, value: Any) -> None:
        """No list is too deep for this loop, and none that holds itself is walked for ever."""
        waiting = [value]
        while waiting:
            one = waiting.pop()
            self.pay(_size(one))
            if isinstance(one, _LISTS):
                waiting.extend(entry for entry in one if isinstance(entry, _SIZED))
            elif isinstance(one, dict):
                for pair in one.items():
                    waiting.extend(entry for entry in pair if isinstance(entry, _SIZED))

    def pay_call(self, values: Collection[Any]) -> None:
        """What is handed to a function, a filter or a test, and the call."""
        self.pay(_CALL + _ENTRY * len(values))
        for value in values:
            self.weighed(value)

    def pay_lookup(self) -> None:
        self.pay(_LOOKUP)

    def pay_template(self) -> None:
        """The search for it, and what is made for it to run in."""
        self.pay(_TEMPLATE)

    def counted(self, entries: Iterable[object], cost: int = 1) -> Iterator[object]:
        for entry in entries:
            self.pay(cost)
            yield self.weighed(entry)

    def text(self, value: Any) -> Any:
        """What may be written on a page: a text or a number, and not what a list looks like."""
        if not isinstance(value, str | int | float | Undefined | None):
            raise TemplateError(
                f'a value of the type "{type(value).__name__}" is no text; name a part of it'
            )
        return self.weighed(value)

    def pay_for(self, operator: str, left: Any, right: Any) -> None:
        """What `left operator right` will take."""
        self.weighed(left)
        self.weighed(right)
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * {"*": 1, "**": max(right, 0)}.get(operator, 0)
            if bits + right.bit_length() > _MOST_BITS:
                raise AsksTooMuch(f"a number has more than {_MOST_BITS:,} bits")
        elif operator == "*":
            many, count = (right, left) if isinstance(left, int) else (left, right)
            if isinstance(many, _SIZED) and isinstance(count, int):
                self.pay(_size(many) * max(count, 0))


class PayingGenerator(CodeGenerator):
    """Its environment is a Purse, which the code calls."""

    _cost_of_defaults = 0

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> Any:
        """Defaults of arguments are part of each call."""
        self._cost_of_defaults = _cost(node.defaults)
        return super().macro_body(node, frame)

    def blockvisit(self, found: Iterable[nodes.Node], frame: Frame) -> None:
        """Each body of a template, block, macro, branch or loop pays whenever it is begun."""
        body = list(found)
        cost = _cost(body) + self._cost_of_defaults
        self._cost_of_defaults = 0
        self.writeline(f"environment.pay({cost})", body[0] if body else None)
        super().blockvisit(body, frame)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """What the condition of a loop leaves out was looked at as well."""
        for loop in node.find_all(nodes.For):
            if loop.test:
                cost: list[nodes.Expr] = [nodes.Const(_cost([loop.test]))]
                loop.iter = nodes.Filter(
                    loop.iter, "counted", cost, [], None, None, lineno=loop.lineno
                )
        super().visit_Template(node, frame)

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:
        """What is compared with, or looked through by `in`."""
        self.write(f" {operators[node.op]} environment.weighed(")
        self.visit(node.expr, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("markup_join((")
        for part in node.nodes:
            self.write("environment.text(")
            self.visit(part, frame)
            self.write("), ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        self.write("environment.weighed(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        self.write("environment.weighed(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        self.write("environment.weighed(" if node.ctx == "load" else "(")
        super().visit_Tuple(node, frame)
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """A slice is a copy."""
        self.write("environment.weighed(" if isinstance(node.arg, nodes.Slice) else "(")
        super().visit_Getitem(node, frame)
        self.write(")")


def _cost(body: Sequence[nodes.Node]) -> int:
    """Of running it once, without the bodies in it, which pay for themselves."""
    waiting, cost = list(body), _STEP
    while waiting:
        node = waiting.pop()
        cost += len(node.data) if isinstance(node, nodes.TemplateData) else _STEP
        cost += _WRITTEN * len(node.nodes) if isinstance(node, nodes.Output) else 0
        cost += _LOOKUP if isinstance(node, nodes.Getattr) else 0
        cost += _TEMPLATE if isinstance(node, _LOADING) else 0
        waiting.extend(node.iter_child_nodes(exclude=("body", "else_")))
    return cost


def _size(value: Any) -> int:
    return len(value) if isinstance(value, _TEXTS) else _ENTRY * len(value) + 1
