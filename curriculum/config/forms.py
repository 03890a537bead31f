"""Forms of titles, ids and headings, as a team writes them: `Spec: {number}-{slug}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_NUMBERS = r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}[a-z]?"
_PARTS = {
    "series": r"[0-9]{1,9}",
    "module": r"[0-9]{1,9}",
    "lesson": _NUMBERS,
    "slug": r"[^\W_]+(?:[-_.][^\W_]+)*",
    "title": r"\S(?:.*?\S)?",
}
# A lesson's number has two names.
_SAME = {"number": "lesson"}
PLACEHOLDERS = (*_PARTS, *_SAME)
_IDS = ("series", "module", "lesson", "slug")
_PLACEHOLDER = lazy_pattern(r"\{([^{}]*)\}")
_BLANKS = lazy_pattern(r"(\s+)")


def unknown_placeholders(text: str) -> list[str]:
    return [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]


class Form(Struct, frozen=True, dict=True):
    """`text` has placeholders in braces, each at most once; case and number of blanks are free."""

    text: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(_SAME.get(name, name) for name in _PLACEHOLDER.findall(self.text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source(), re.IGNORECASE)

    @cached_property
    def _plural(self) -> re.Pattern[str]:
        """Its word in front may be a plural: `Modules 2` for `Module {module}`."""
        return re.compile(re.sub(r"^([^\W\d_]+)", r"\1s?", self._source()), re.IGNORECASE)

    @cached_property
    def in_text(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.-]){self._source()}(?![\w-]|\.\d)", re.IGNORECASE)

    def _source(self) -> str:
        parts = _PLACEHOLDER.split(self.text)
        return "".join(
            _literal(part) if at % 2 == 0 else _group(part) for at, part in enumerate(parts)
        )

    def read(self, text: str, *, plural: bool = False) -> Mapping[str, str] | None:
        """The values of the placeholders, and the text that they take together as an id (`id`)."""
        found = (self._plural if plural else self._pattern).fullmatch(" ".join(text.split()))
        if found is None:
            return None
        spans = [found.span(name) for name in self.names if name in _IDS]
        ids = {"id": found.string[min(spans)[0] : max(end for _, end in spans)]} if spans else {}
        return {**found.groupdict(), **ids}

    def write(self, values: Mapping[str, str | None]) -> str | None:
        """None where a value is missing."""
        wanted = {
            name: values.get(_SAME.get(name, name)) for name in _PLACEHOLDER.findall(self.text)
        }
        if any(value is None for value in wanted.values()):
            return None
        return _PLACEHOLDER.sub(lambda found: wanted[found[1]] or "", self.text)


def _literal(text: str) -> str:
    parts = _BLANKS.split(text)
    return "".join(r"\s+" if at % 2 else re.escape(part) for at, part in enumerate(parts))


def _group(name: str) -> str:
    name = _SAME.get(name, name)
    return f"(?P<{name}>{_PARTS[name]})" if name in _PARTS else re.escape(f"{{{name}}}")


def first_read(forms: tuple[Form, ...], text: str) -> Iterator[tuple[Form, Mapping[str, str]]]:
    """The forms that the text has, in their order."""
    for form in forms:
        if values := form.read(text):
            yield form, values
