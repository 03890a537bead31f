"""Sections that hold nothing yet: extras of the record, and in YAML a key with an empty list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from curriculum.model.record import Extra, Record
from curriculum.write.markdown import CONCEPT_HEADERS, MODEL_HEADERS
from curriculum.write.tables import delimiter_line, row_line


def _table(heading: str, headers: Sequence[str], *, models: bool = False) -> str:
    return f"{heading}\n\n{row_line(headers)}\n{delimiter_line(headers, models=models)}"


# The canonical text of each, by its key, in the order in which they stand.
EMPTY_SECTIONS: Mapping[str, str] = {
    "concepts": _table("## Concept Index", (*CONCEPT_HEADERS, "Notes")),
    "lessons": "## Per-Lesson Summaries",
    "mental_models": _table("## Key Mental Models and Analogies", MODEL_HEADERS, models=True),
}


def empty_sections(record: Record, names: Collection[str]) -> Iterator[Extra]:
    """Those of these names, each behind what stands before it."""
    behind = _head(record)
    for name, text in EMPTY_SECTIONS.items():
        entries = getattr(record, name)
        if name in names and not entries:
            yield Extra(behind, text)
        if entries:
            last = f"{name}[{len(entries)}]"
            behind = (record.lessons[-1].id or last) if name == "lessons" else last


def _head(record: Record) -> str | None:
    parts = (("status", record.status), ("goal", record.goal), ("title", record.module))
    return next((part for part, value in parts if value is not None), None)
