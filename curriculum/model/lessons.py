"""Lessons: their headings, their fields, and the lists that are derived from the fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypedDict

from curriculum.config.dialect import LOAD_LABELS, LOAD_TYPES, Dialect, label_key
from curriculum.model.record import Field, Lesson, Review, TaughtConcept
from curriculum.model.reviews import read_review
from curriculum.model.slugs import infer_slugs
from curriculum.parse import document
from curriculum.parse.headings import read_lesson_heading
from curriculum.parse.lists import comma_list, is_placeholder, is_prose, read_taught
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern

_QUALIFIER = lazy_pattern(r"(?P<name>[^()]*[^()\s])\s+\((?P<qualifier>.*)\)")
_LOAD_KEYS = frozenset(map(label_key, LOAD_LABELS))
_COUNT = lazy_pattern(
    r"(?:\d+(?:\s*[-–]\s*\d+)?|zero|one|two|three|four|five|six|seven|eight|nine|ten|no)\b",
    re.IGNORECASE,
)
_LOAD_WORD = lazy_pattern(rf"\b(?:{'|'.join(LOAD_TYPES)})\b")
_RUN_IN = lazy_pattern(r"\bNOT covered:\s+(?P<list>[^\n]+)")
_LIST_END = lazy_pattern(r"\.(?:\s|$)")


class _Derived(TypedDict):
    concepts_taught: tuple[TaughtConcept, ...]
    mental_models: tuple[str, ...]
    analogies: tuple[str, ...]
    misconceptions: tuple[str, ...]
    not_covered: tuple[str, ...]
    review: Review | None


def read_lessons(
    nodes: Sequence[document.Lesson],
    index_slugs: Sequence[str],
    module: str | None,
    dialect: Dialect,
) -> tuple[Lesson, ...]:
    """`index_slugs` are the lessons of the concept index, in order of first appearance."""
    lessons = [
        _lesson(node, f"{module}.{place}" if module else None, index_slugs, dialect)
        for place, node in enumerate(nodes, start=1)
    ]
    return tuple(infer_slugs(lessons, index_slugs))


def _lesson(
    node: document.Lesson, identifier: str | None, known: Collection[str], dialect: Dialect
) -> Lesson:
    name = read_lesson_heading(node.heading.text, known, dialect)
    fields = tuple(read_field(field, dialect) for field in node.fields)
    return Lesson(
        id=identifier,
        number=name.number,
        slug=name.slug,
        slug_inferred=False,
        title=name.title,
        type=_load_type(name.remark, fields),
        remark=name.remark,
        prose=node.prose,
        fields=fields,
        span=node.span,
        **_derived(node, fields, dialect),
    )


def read_field(node: document.Field, dialect: Dialect) -> Field:
    match = _QUALIFIER.fullmatch(node.label) if node.label.endswith(")") else None
    base, qualifier = (match["name"], match["qualifier"]) if match else (node.label, None)
    ordered = bool(node.items) and node.items[0].ordered
    return Field(
        name=name_of(base, node.text, dialect),
        label=node.label,
        qualifier=qualifier,
        text=node.text,
        ordered=ordered,
        items=tuple([item.text for item in node.items]),
        markers=_markers(node.items, ordered=ordered) if node.items else None,
        text_after=node.text_after,
        joined=node.joined,
        span=node.span,
    )


def _markers(items: Sequence[document.Item], *, ordered: bool) -> tuple[str, ...] | None:
    """None where they are the default ones."""
    markers = tuple(["-" if item.marker in "*+" else item.marker for item in items])
    return None if markers == default_markers(len(markers), ordered=ordered) else markers


def default_markers(count: int, *, ordered: bool) -> tuple[str, ...]:
    return tuple([f"{number}." for number in range(1, count + 1)]) if ordered else ("-",) * count


def name_of(label: str, text: str, dialect: Dialect) -> str:
    """The canonical name of a field; a label that no house knows is its own name."""
    key = label_key(label)
    if key in _LOAD_KEYS:
        if _first_word(text).upper() in LOAD_TYPES:
            return "Type"
        return "Cognitive load" if _COUNT.match(text) else label
    return dialect.canonical_labels.get(key, label)


def _first_word(text: str) -> str:
    match = re.match(r"[A-Za-z]+", text)
    return match[0] if match else ""


def _load_type(remark: str | None, fields: Iterable[Field]) -> str | None:
    match = _LOAD_WORD.search(remark or "")
    if match:
        return match[0]
    types = (_first_word(field.text).upper() for field in fields if field.name == "Type")
    return next((word for word in types if word in LOAD_TYPES), None)


def _derived(node: document.Lesson, fields: Sequence[Field], dialect: Dialect) -> _Derived:
    pairs = list(zip(fields, node.fields, strict=True))
    reviews = [
        "\n".join((field.text, *field.items, field.text_after))
        for field in fields
        if field.name in {"Review history", "Status"}
    ]
    return {
        "concepts_taught": tuple(
            concept
            for field, syntax in pairs
            if field.name == "Concepts taught"
            for concept in _taught(field, syntax, dialect)
        ),
        "mental_models": _entries(
            fields, {"Mental models established", "Mental models reinforced"}
        ),
        "analogies": _entries(fields, {"Analogies used"}),
        "misconceptions": _entries(fields, {"Misconceptions addressed"}),
        "not_covered": (
            *_entries(fields, {"What is NOT covered"}, listed=True),
            *_run_in(node.prose),
        ),
        "review": read_review(reviews),
    }


def _entries(fields: Iterable[Field], names: set[str], *, listed: bool = False) -> tuple[str, ...]:
    """The items of these fields; text without items is one entry, or a comma list."""
    entries: list[str] = []
    for field in fields:
        if field.name not in names:
            continue
        if field.items:
            entries.extend(field.items)
        elif field.text:
            entries.extend(comma_list(field.text) if listed else [field.text])
    return tuple(entries)


def _taught(field: Field, syntax: document.Field, dialect: Dialect) -> Iterator[TaughtConcept]:
    places: list[tuple[str, Span]]
    if field.items:
        places = [(item.text, item.span) for item in syntax.items]
    else:
        texts = [] if is_prose(field.text) else comma_list(field.text)
        places = [(text, field.span) for text in texts]
    for text, span in places:
        if not is_placeholder(text):
            taught = read_taught(text, dialect.ladder)
            yield TaughtConcept(taught.name, taught.depth, taught.prior_depth, taught.detail, span)


def _run_in(prose: str) -> Iterator[str]:
    for match in _RUN_IN.finditer(prose):
        text = match["list"]
        end = _LIST_END.search(text)
        yield from comma_list(text[: end.start()] if end else text)
