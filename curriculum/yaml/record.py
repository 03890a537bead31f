"""A YAML record as its author filled it in: the parts that are written, none that are derived."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from curriculum.model.record import (
    Comment,
    Concept,
    Extra,
    Field,
    Lesson,
    MentalModel,
    OtherCell,
    Record,
    Status,
)
from curriculum.problem import Span
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern
from curriculum.write.empty_sections import empty_sections
from curriculum.yaml.nodes import Mapping, Node, Scalar, Sequence

# A part of a record: `("lessons", 0, "fields", 2, "items", 1)`, as in the file and in its model.
Path = tuple[str | int, ...]

NOWHERE = Span(1, 1, 1, 1)
_LONGEST_NUMBER = 6
# What a title can name; the schema tells of everything else.
_MODULE = lazy_pattern(r"[0-9]+\.[0-9]+")


class Draft(Struct, frozen=True):
    """`nodes` are the parts that were read, by the place that they have in the record.

    What has the wrong form is left out; the schema has told of it.
    """

    record: Record
    nodes: dict[Path, Node]


def read_draft(root: Mapping, path: str) -> Draft:
    reader = _Reader({})
    record = reader.record(_Table(root, ()), path)
    empty = empty_sections(record, set(reader.empty(root)))
    return Draft(replace(record, extra=(*record.extra, *empty)), reader.nodes)


class _Table(Struct, frozen=True):
    node: Mapping
    path: Path


class _Reader(Struct):
    nodes: dict[Path, Node] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)

    def record(self, root: _Table, path: str) -> Record:
        self.nodes[()] = root.node
        module = self.line(root, "module") or ""
        status = self.text(root, "status")
        return Record(
            module=module if _MODULE.fullmatch(module) else None,
            title=self.line(root, "title"),
            path=path,
            goal=self.text(root, "goal"),
            status=None if status is None else Status(None, None, None, status),
            concepts=tuple(map(self.concept, self.tables(root, "concepts"))),
            lessons=tuple(
                self.lesson(table, f"{module}.{place}" if _MODULE.fullmatch(module) else None)
                for place, table in enumerate(self.tables(root, "lessons"), start=1)
            ),
            mental_models=tuple(map(self.mental_model, self.tables(root, "mental_models"))),
            extra=tuple(
                Extra(self.line(table, "after"), self.text(table, "text") or "")
                for table in self.tables(root, "extra")
            ),
            comments=tuple(map(self.comment, self.tables(root, "comments"))),
        )

    def empty(self, root: Mapping) -> Iterator[str]:
        """The lists that are there and hold nothing."""
        for name, (key, value) in root.entries.items():
            if isinstance(value, Sequence) and not value.items:
                self.nodes[(name,)] = key
                yield name

    def concept(self, table: _Table) -> Concept:
        name = self.line(table, "name") or ""
        return Concept(
            name=name,
            term=name,
            gloss=None,
            depth=None,
            prior_depth=None,
            revisit=False,
            depth_text=self.line(table, "depth") or "",
            lesson=None,
            lessons=(),
            lesson_text=self.line(table, "lesson") or "",
            notes=self.line(table, "notes"),
            other=self.others(table),
            span=NOWHERE,
        )

    def others(self, table: _Table) -> tuple[OtherCell, ...]:
        node = table.node.get("other")
        if not isinstance(node, Mapping):
            return ()
        inner = _Table(node, (*table.path, "other"))
        return tuple(
            OtherCell(_one_line(key.text), self.line(inner, key.text) or "")
            for key, _ in node.entries.values()
        )

    def lesson(self, table: _Table, identifier: str | None) -> Lesson:
        return Lesson(
            id=identifier,
            number=self.number(table, "number"),
            slug=self.line(table, "slug"),
            slug_inferred=False,
            title=self.line(table, "title"),
            type=None,
            remark=self.line(table, "remark"),
            prose=self.text(table, "prose") or "",
            fields=tuple(map(self.field, self.tables(table, "fields"))),
            concepts_taught=(),
            mental_models=(),
            analogies=(),
            misconceptions=(),
            not_covered=(),
            review=None,
            span=NOWHERE,
        )

    def field(self, table: _Table) -> Field:
        name = self.line(table, "name") or ""
        items = tuple(self.texts(table, "items"))
        markers = tuple(self.texts(table, "markers"))
        return Field(
            name=name,
            label=name,
            qualifier=self.line(table, "qualifier"),
            text=self.text(table, "text") or "",
            ordered=self.flag(table, "ordered"),
            items=items,
            markers=markers if len(markers) == len(items) and all(markers) and items else None,
            text_after=self.text(table, "text_after") or "",
            joined=self.flag(table, "joined"),
            span=NOWHERE,
        )

    def mental_model(self, table: _Table) -> MentalModel:
        """A list item may have several lines, a cell may not."""
        listed = self.line(table, "form") == "list"
        return MentalModel(
            text=(self.text if listed else self.line)(table, "text") or "",
            detail=self.text(table, "detail") or "",
            form="list" if listed else "table",
            marker=self.line(table, "marker") or None,
            established_in=(),
            used_again_in=(),
            established_text=self.line(table, "established_in"),
            used_again_text=self.line(table, "used_again_in"),
            other=self.others(table),
            span=NOWHERE,
        )

    def comment(self, table: _Table) -> Comment:
        return Comment(
            part=self.line(table, "part") or "",
            line=self.number(table, "line") or 0,
            own_line=self.flag(table, "own_line"),
            text=self.line(table, "text") or "",
        )

    def text(self, table: _Table, name: str) -> str | None:
        """What a line break at the end of a block would add is no part of it."""
        node = table.node.get(name)
        if not isinstance(node, Scalar) or node.is_null:
            return None
        self.nodes[(*table.path, name)] = node
        return node.text.rstrip("\n")

    def line(self, table: _Table, name: str) -> str | None:
        """A heading and a cell have one line."""
        text = self.text(table, name)
        return None if text is None else _one_line(text)

    def number(self, table: _Table, name: str) -> int | None:
        text = self.text(table, name) or ""
        return whole_number(text) if is_number(text) else None

    def flag(self, table: _Table, name: str) -> bool:
        return self.text(table, name) == "true"

    def texts(self, table: _Table, name: str) -> Iterator[str]:
        for item in self._items(table, name):
            if isinstance(item, Scalar):
                path = (*table.path, name, self._count((*table.path, name)))
                self.nodes[path] = item
                yield "" if item.is_null else item.text.rstrip("\n")

    def tables(self, table: _Table, name: str) -> Iterator[_Table]:
        for item in self._items(table, name):
            if isinstance(item, Mapping):
                path = (*table.path, name, self._count((*table.path, name)))
                self.nodes[path] = item
                yield _Table(item, path)

    def _items(self, table: _Table, name: str) -> tuple[Node, ...]:
        node = table.node.get(name)
        if not isinstance(node, Sequence):
            return ()
        self.nodes[(*table.path, name)] = node
        self.counts[(*table.path, name)] = 0
        return node.items

    def _count(self, path: Path) -> int:
        self.counts[path] += 1
        return self.counts[path] - 1


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def _one_line(text: str) -> str:
    return text.replace("\n", " ").strip(" \t")
