"""Writes a record as YAML that a person likes to read: long text in blocks, nothing derived.

What follows from other parts (the lists of a lesson, its number where it is its place) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.model.record import (
    Concept,
    Extra,
    Field,
    Lesson,
    MentalModel,
    OtherCell,
    Record,
)
from curriculum.model.record_file import RecordFile
from curriculum.write.empty_sections import EMPTY_SECTIONS
from curriculum.write.markdown import write_markdown
from curriculum.yaml.comments import anchors, placement
from curriculum.yaml.record import Path
from curriculum.yaml.scalar_text import INDENT, key_text, list_entry, value_lines

Value: TypeAlias = "str | bool | int | tuple[str, ...] | dict[str, str] | None"

# How deep the keys of an entry stand, in indents: of a list at the top, of a lesson's fields.
ENTRY = 2
FIELD = 4


class _Lines(list[str]):
    """The lines of a file, and where each part of the record begins (`starts`, line indexes)."""

    def __init__(self) -> None:
        super().__init__()
        self.starts: dict[Path, int] = {}


def yaml_forms(record: Record, dialect: Dialect) -> Iterator[str]:
    """The record with its comments as YAML comments, and with all of them under their key.

    The first has an empty list for each empty section, which is not what every record says.
    """
    bare = write_markdown(replace(record, comments=()), dialect)
    source = Source(record.path, bare.encode("utf-8", "surrogateescape"))
    twin = RecordFile(record.path, source, dialect)
    placed = placement(record, list(anchors(twin)))
    yield write_yaml(placed.record, placed.above, placed.behind, placed.top, short=True)
    yield write_yaml(placed.record, placed.above, placed.behind, placed.top)
    yield write_yaml(record)


def write_yaml(
    record: Record,
    above: Mapping[Path, Sequence[str]] | None = None,
    behind: Mapping[Path, Sequence[str]] | None = None,
    top: Sequence[str] = (),
    *,
    short: bool = False,
) -> str:
    """Comments stand at the top, `above` a part, or `behind` its first line.

    `short`: an empty section is an empty list.
    """
    lines = _Lines()
    _record(record, lines, _empty(record) if short else frozenset())
    body = _commented(lines, above or {}, behind or {})
    return "".join(f"{line}\n" for line in (*top, *body))


def _commented(
    lines: _Lines, above: Mapping[Path, Sequence[str]], behind: Mapping[Path, Sequence[str]]
) -> Iterator[str]:
    own: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for comments, found in ((above, own), (behind, ends)):
        for path, texts in comments.items():
            found.setdefault(lines.starts[path], []).extend(texts)
    for index, line in enumerate(lines):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        yield from (f"{indent}{text}" for text in own.get(index, ()))
        yield "  ".join([line, *ends.get(index, ())])


def _empty(record: Record) -> frozenset[str]:
    texts = {extra.text for extra in record.extra}
    return frozenset(
        name for name, text in EMPTY_SECTIONS.items() if text in texts and not getattr(record, name)
    )


def _record(record: Record, lines: _Lines, empty: frozenset[str]) -> None:
    head: dict[str, Value] = {
        "module": record.module,
        "title": record.title,
        "goal": record.goal,
        "status": record.status.text if record.status else None,
    }
    _table(head, (), 0, lines)
    # Those of a list, or of a row with several, come back from the text that is an extra.
    own = (concept for concept in record.concepts if not concept.kept)
    _tables("concepts", map(_concept, own), lines)
    lines += ["", "concepts: []"] if "concepts" in empty else []
    lines += ["", "lessons: []"] if "lessons" in empty else []
    if record.lessons:
        lines += ["", "lessons:"]
        lines.starts[("lessons",)] = len(lines) - 1
        for place, lesson in enumerate(record.lessons):
            lines += [""] * bool(place)
            _lesson(lesson, place, lines)
    _tables("mental_models", map(_mental_model, record.mental_models), lines)
    lines += ["", "mental_models: []"] if "mental_models" in empty else []
    short = {EMPTY_SECTIONS[name] for name in empty}
    _tables("extra", map(_extra, (e for e in record.extra if e.text not in short)), lines)
    _tables(
        "comments",
        (
            {"part": c.part, "line": c.line, "own_line": c.own_line or None, "text": c.text}
            for c in record.comments
        ),
        lines,
    )


def _concept(concept: Concept) -> dict[str, Value]:
    return {
        "name": concept.name,
        "depth": concept.depth_text or None,
        "lesson": concept.lesson_text or None,
        "notes": concept.notes,
        "other": _other(concept.other),
    }


def _other(cells: Iterable[OtherCell]) -> dict[str, str]:
    return {cell.column: cell.text for cell in cells}


def _mental_model(model: MentalModel) -> dict[str, Value]:
    return {
        "text": model.text,
        "detail": model.detail or None,
        "form": "list" if model.form == "list" else None,
        "marker": model.marker,
        "established_in": model.established_text,
        "used_again_in": model.used_again_text,
        "other": _other(model.other),
    }


def _extra(extra: Extra) -> dict[str, Value]:
    return {"after": extra.after, "text": extra.text}


def _lesson(lesson: Lesson, place: int, lines: _Lines) -> None:
    head: dict[str, Value] = {
        "number": None if lesson.number == place + 1 else lesson.number,
        "slug": None if lesson.slug_inferred else lesson.slug,
        "title": lesson.title,
        "remark": lesson.remark,
        "prose": lesson.prose or None,
    }
    path: Path = ("lessons", place)
    start = len(lines)
    _table(head, path, ENTRY, lines)
    if lesson.fields:
        lines.append(f"{INDENT * ENTRY}fields:")
        for at, field in enumerate(lesson.fields):
            _entry(_field(field), (*path, "fields", at), FIELD, lines)
    _dash(start, path, ENTRY, lines)


def _field(field: Field) -> dict[str, Value]:
    return {
        "name": field.name,
        "qualifier": field.qualifier,
        "text": field.text or None,
        "joined": field.joined or None,
        "ordered": field.ordered or None,
        "markers": field.markers,
        "items": field.items or None,
        "text_after": field.text_after or None,
    }


def _tables(name: str, tables: Iterable[dict[str, Value]], lines: _Lines) -> None:
    for place, table in enumerate(tables):
        if place == 0:
            lines += ["", f"{name}:"]
            lines.starts[(name,)] = len(lines) - 1
        _entry(table, (name, place), ENTRY, lines)


def _entry(table: dict[str, Value], path: Path, depth: int, lines: _Lines) -> None:
    start = len(lines)
    _table(table, path, depth, lines)
    _dash(start, path, depth, lines)


def _dash(start: int, path: Path, depth: int, lines: _Lines) -> None:
    """What was written since `start` is one entry of a list."""
    if len(lines) == start:
        lines.append(f"{INDENT * depth}{{}}")
    column = len(INDENT * depth)
    lines[start] = f"{lines[start][: column - 2]}- {lines[start][column:]}"
    lines.starts[path] = start


def _table(table: dict[str, Value], path: Path, depth: int, lines: _Lines) -> None:
    for name, value in table.items():
        if value is None or value == {}:
            continue
        lines.starts[(*path, name)] = len(lines)
        lines += _pair(name, value, depth, lines, (*path, name))


def _pair(name: str, value: Value, depth: int, lines: _Lines, path: Path) -> list[str]:
    """`depth` counts indents of two blanks."""
    indent = INDENT * depth
    if isinstance(value, bool | int):
        return [f"{indent}{name}: {str(value).lower()}"]
    if isinstance(value, dict):
        inner = [_text_pair(key_text(key), text, depth + 1) for key, text in value.items()]
        return [f"{indent}{name}:", *(line for pair in inner for line in pair)]
    if isinstance(value, tuple):
        found = [f"{indent}{name}:"]
        for place, item in enumerate(value):
            lines.starts[(*path, place)] = len(lines) + len(found)
            found += list_entry(item, depth + 1)
        return found
    return _text_pair(name, value or "", depth, quoted=name == "module")


def _text_pair(name: str, text: str, depth: int, *, quoted: bool = False) -> list[str]:
    indent = INDENT * depth
    first, *rest = value_lines(text, depth + 1, len(indent) + len(name) + 2, quoted=quoted)
    return [f"{indent}{name}: {first}", *rest]
