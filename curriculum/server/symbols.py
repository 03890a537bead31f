"""Lessons, concepts and models of a record as symbols of an editor."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from curriculum.model.record_file import RecordFile
from curriculum.problem import Span
from curriculum.server.live import Live
from curriculum.server.protocol import Protocol
from curriculum.server.things import Place

_Named = tuple[str, types.SymbolKind, Span]


def document_symbols(file: RecordFile, protocol: Protocol) -> list[types.DocumentSymbol]:
    found = []
    for name, kind, span in _named(file):
        place = protocol.range(file, span)
        start = types.Range(place.start, place.start)
        found.append(types.DocumentSymbol(name, kind, place, start))
    return found


def workspace_symbols(live: Live, protocol: Protocol, query: str) -> list[types.SymbolInformation]:
    wanted = query.casefold()
    return [
        types.SymbolInformation(location, name, kind, container_name=file.record.module)
        for file in live.files.values()
        for name, kind, span in _named(file)
        if wanted in name.casefold()
        for location in protocol.locations([Place(file.path, span.line)])
    ]


def _named(file: RecordFile) -> Iterator[_Named]:
    """An editor refuses a symbol without a name."""
    record = file.record
    if record.module:
        yield f"{record.module} {record.title or ''}".strip(), types.SymbolKind.Module, file.head
    for concept in record.concepts:
        yield concept.term or "-", types.SymbolKind.Constant, concept.span
    for lesson in record.lessons:
        name = lesson.slug or lesson.title or f"lesson {lesson.number}"
        yield name, types.SymbolKind.Class, lesson.span
    for model in record.mental_models:
        yield model.text.strip() or "-", types.SymbolKind.String, model.span
