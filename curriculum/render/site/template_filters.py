"""The filters and tests that a template of a repository may use, each of which pays for its work.

Filters of Jinja that are not named here make more than they are given, such as `center`, or what
differs from run to run, as `random` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from jinja2 import pass_context
from jinja2.filters import do_format, do_replace, sync_do_join, sync_do_map
from jinja2.runtime import Context

from curriculum.render.site.template_costs import AsksTooMuch, Purse
from curriculum.text.patterns import lazy_pattern

Filter = Callable[..., Any]

# A count or a number of decimals that people read.
MOST_COUNT = 1_000
# What this tool's own filters and methods take more than those of Jinja: for a call, and for each
# character of Markdown.
OWN_CALL = 100
OWN_CHARACTER = 20

# Those that look at no entry, those that look at all, and those that write what they are given.
_FREE = frozenset({"count", "d", "default", "first", "last", "length"})
_OF_LISTS = frozenset(
    {"abs", "batch", "dictsort", "filesizeformat", "float", "groupby", "int", "items", "list"}
    | {"map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr"}
    | {"slice", "sort", "unique"}
)
_OF_TEXTS = frozenset(
    {"capitalize", "e", "escape", "forceescape", "lower", "safe", "string", "title", "trim"}
    | {"truncate", "upper", "urlencode", "wordcount"}
)
_WITH_COUNT = frozenset({"batch", "round", "slice"})
_WIDE = lazy_pattern(r"\d{3}|\*")


class PaidFilters:
    def __init__(self, purse: Purse) -> None:
        self._purse = purse

    def of_jinja(self, known: Mapping[str, Filter]) -> dict[str, Filter]:
        filters = {name: known[name] for name in _FREE}
        filters |= {name: self.paid(known[name]) for name in _OF_LISTS}
        filters |= {name: self._with_count(filters[name]) for name in _WITH_COUNT}
        filters |= {name: self._of_text(known[name]) for name in _OF_TEXTS}
        filters |= {"format": self.format, "join": self._join}
        return filters | {"replace": self._replace, "sum": self._sum}

    def own(self, function: Filter) -> Filter:
        """One that writes Markdown as HTML."""
        paid = self.paid(function)

        def own(value: object, *args: object) -> object:
            size = len(value) if isinstance(value, str) else 0
            self._purse.pay(OWN_CALL + OWN_CHARACTER * size)
            return paid(value, *args)

        return own

    def paid(self, function: Filter) -> Filter:
        @wraps(function)  # and whether it takes the context
        def paid(*args: Any, **kwargs: Any) -> Any:
            self._purse.pay_call((*args, *kwargs.values()))
            return self.result(function(*args, **kwargs))

        return paid

    def result(self, found: Any) -> Any:
        """What comes one by one is paid one by one."""
        purse = self._purse
        return purse.counted(found) if isinstance(found, Iterator) else purse.weighed(found)

    def _with_count(self, function: Filter) -> Filter:
        def limited(value: object, count: object = 0, *args: object, **kwargs: object) -> object:
            for one in (count, *args, *kwargs.values()):
                if isinstance(one, int) and abs(one) > MOST_COUNT:
                    raise AsksTooMuch(f"a count is more than {MOST_COUNT:,}")
            return function(value, count, *args, **kwargs)

        return limited

    def _of_text(self, function: Filter) -> Filter:
        @wraps(function)
        def paid(*args: Any, **kwargs: Any) -> Any:
            self._purse.pay_call(args)
            for value in args[1:] if hasattr(function, "jinja_pass_arg") else args:
                self._purse.text(value)
            return self._purse.weighed(function(*args, **kwargs))

        return paid

    def format(self, pattern: Any, *args: Any, **kwargs: Any) -> Any:
        self._purse.pay_call((pattern, *args, *kwargs.values()))
        sizes = [len(str(self._purse.text(value))) for value in (*args, *kwargs.values())]
        if _WIDE.search(self._purse.text(pattern)):
            raise AsksTooMuch("a width in a format has three digits or more, or is not written out")
        self._purse.pay(pattern.count("%") * (100 + sum(sizes)))
        return do_format(pattern, *args, **kwargs)

    @pass_context
    def _join(self, context: Context, value: Any, d: Any = "", attribute: Any = None) -> Any:
        self._purse.pay_call((value, d))
        texts = [self._purse.text(one) for one in _named(context, value, attribute)]
        self._purse.pay(len(texts) * len(self._purse.text(d)))
        return sync_do_join(context.eval_ctx, texts, d)

    @pass_context
    def _replace(self, context: Context, value: Any, old: Any, new: Any, *count: int) -> Any:
        self._purse.pay_call((value, old, new, *count))
        text, sought, given = (str(self._purse.text(one)) for one in (value, old, new))
        self._purse.pay(text.count(sought) * len(given))
        return do_replace(context.eval_ctx, value, old, new, *count)

    @pass_context
    def _sum(self, context: Context, value: Any, attribute: Any = None, start: Any = 0) -> Any:
        self._purse.pay_call((value, start))
        total = start
        for one in _named(context, value, attribute):
            self._purse.pay_for("+", total, one)
            total = total + one
        return total


def _named(context: Context, entries: Iterable[Any], attribute: str | None) -> Iterable[Any]:
    return entries if attribute is None else sync_do_map(context, entries, attribute=attribute)
