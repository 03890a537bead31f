"""A labelled field and its list as canonical lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.model.lessons import default_markers
from curriculum.model.record import Field


def field_lines(field: Field, dialect: Dialect = DEFAULT_DIALECT) -> list[str]:
    qualifier = f" ({field.qualifier})" if field.qualifier is not None else ""
    lines = f"**{dialect.field_word(field.name)}{qualifier}:** {field.text}".split("\n")
    lines[0] = lines[0].rstrip(" ")
    if field.items:
        markers = field.markers or default_markers(len(field.items), ordered=field.ordered)
        if "" in lines or not can_interrupt(markers[0], field.items[0]):
            lines.append("")
        lines += _list_lines(markers, field.items)
    if field.text_after:
        lines += ["", *field.text_after.split("\n")]
    return lines


def can_interrupt(marker: str, text: str) -> bool:
    """CommonMark: an empty item, or a number other than 1, needs a blank line above it."""
    return bool(text.split("\n", maxsplit=1)[0].strip()) and (
        not marker[:1].isdigit() or marker[:-1] == "1"
    )


def _list_lines(markers: Sequence[str], items: Sequence[str]) -> Iterator[str]:
    kind = markers[0][-1]
    for marker, item in zip(markers, items, strict=True):
        if marker[-1] != kind and not can_interrupt(marker, item):
            yield ""
        kind = marker[-1]
        yield from item_lines(marker, item)


def bullet(text: str) -> str:
    """A dash before dashes alone would be a thematic break."""
    return "*" if text.strip() and not text.strip("- \t") else "-"


def item_lines(marker: str, text: str) -> list[str]:
    """The lines below the first are indented to stand under its text."""
    first, *rest = text.split("\n")
    marker = bullet(first) if marker == "-" else marker
    indent = " " * (len(marker) + 1)
    return [f"{marker} {first}".rstrip(" "), *(f"{indent}{line}" if line else "" for line in rest)]
