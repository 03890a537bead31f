"""Which request of an editor is answered by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams

from curriculum.server.completion import proposals
from curriculum.server.live import Live
from curriculum.server.protocol import completion
from curriculum.server.renaming import CannotRename, renaming
from curriculum.server.serving import Session
from curriculum.server.symbols import document_symbols, workspace_symbols
from curriculum.server.things import uses
from curriculum.write.proof import Unproven, formatted

Answer = Callable[[Session, Any], Any]


def session_of(version: str, live: Live) -> Session:
    session = Session(version, live)
    for feature, answer in ANSWERS.items():
        session.server.feature(feature)(_bound(session, answer))
    return session


def _bound(session: Session, answer: Answer) -> Callable[[Any], Any]:
    """The library looks at the parameters of what it calls, so a `partial` will not do."""

    def bound(params: Any) -> Any:
        return answer(session, params)

    return bound


def _opened(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    session.show(params.text_document.uri, params.text_document.text)


def _changed(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    session.show(uri, session.server.workspace.get_text_document(uri).source)


def _closed(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    session.show(params.text_document.uri, None)


def _hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    thing = session.thing(params)
    if thing is None:
        return None
    content = types.MarkupContent(types.MarkupKind.PlainText, "\n".join(thing.lines))
    return types.Hover(content)


def _definition(session: Session, params: types.DefinitionParams) -> list[types.Location]:
    thing = session.thing(params)
    if thing is None:
        return []
    first = thing.places[:1] if thing.kind == "concept" else thing.places
    return session.values.locations(first)


def _references(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    thing = session.thing(params)
    return session.values.locations(uses(session.live.course, thing)) if thing else []


def _rename(session: Session, params: types.RenameParams) -> types.WorkspaceEdit:
    thing = session.thing(params)
    if thing is None or thing.kind != "lesson":
        raise JsonRpcInvalidParams("only the slug of a lesson can be renamed")
    try:
        found = renaming(session.live, thing.question, params.new_name)
    except CannotRename as error:
        raise JsonRpcInvalidParams(str(error)) from error
    files = session.live.files
    return types.WorkspaceEdit(
        changes={
            uris.from_fs_path(place): session.values.edits(files[place], edits)
            for place, edits in found.items()
        }
    )


def _complete(session: Session, params: types.CompletionParams) -> list[types.CompletionItem]:
    file = session.file(params.text_document.uri)
    if file is None:
        return []
    column = session.values.column(file, params.position)
    found = proposals(session.live.course, file, params.position.line, column)
    return [completion(one) for one in found]


def _actions(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    file = session.file(uri)
    if file is None:
        return []
    first, last = params.range.start.line + 1, params.range.end.line + 1
    made: list[types.CodeAction] = []
    for problem in session.problems_of(file):
        if problem.span.line <= last and problem.span.end_line >= first:
            if problem.fix:
                made.append(session.values.fix(uri, file, problem, problem.fix))
            if file.as_markdown is file:
                made.append(session.values.suppression(uri, file, problem))
    return made


def _symbols(session: Session, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    file = session.file(params.text_document.uri)
    return document_symbols(file, session.values) if file else []


def _search(session: Session, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    return workspace_symbols(session.live, session.values, params.query)


def _lay_out(session: Session, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    file = session.file(params.text_document.uri)
    if file is None:
        return []
    try:
        data = formatted(file, session.live.checker.dialect)
    except Unproven as error:
        raise JsonRpcInvalidParams(f"not laid out: {error}") from error
    text = file.with_bytes(data, file.dialect).source.text
    return [session.values.whole(file, text)] if data != file.source.data else []


ANSWERS: Mapping[str, Answer] = {
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_DEFINITION: _definition,
    types.TEXT_DOCUMENT_REFERENCES: _references,
    types.TEXT_DOCUMENT_RENAME: _rename,
    types.TEXT_DOCUMENT_COMPLETION: _complete,
    types.TEXT_DOCUMENT_CODE_ACTION: _actions,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
    types.TEXT_DOCUMENT_FORMATTING: _lay_out,
    types.WORKSPACE_SYMBOL: _search,
}
