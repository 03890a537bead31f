"""The course of an editor, and what is shown of it: problems, each time that a buffer changes."""

from __future__ import annotations

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem
from curriculum.server.live import Live
from curriculum.server.protocol import Protocol
from curriculum.server.things import Thing, thing_at


class Session:
    """Each change of a buffer is judged with the whole course in view.

    Buffers are sent whole: editors and Python disagree on which characters end a line.
    """

    def __init__(self, version: str, live: Live) -> None:
        sync = types.TextDocumentSyncKind.Full
        self.server = LanguageServer("curriculum", version, text_document_sync_kind=sync)
        self.live = live
        self.found: dict[str, tuple[Problem, ...]] = {}
        self._shown: dict[str, tuple[RecordFile, tuple[Problem, ...]]] = {}

    @property
    def values(self) -> Protocol:
        return Protocol(self.server.workspace.position_codec, self.live)

    def show(self, uri: str, text: str | None) -> None:
        """The text of a buffer, None where it was closed."""
        path: str | None = uris.to_fs_path(uri)
        if path is None:
            return
        if text is None:
            self.live.close(path)
        else:
            self.live.show(path, text)
        self.publish()

    def publish(self) -> None:
        """Only of files of which something else is found than before."""
        self.found = self.live.problems()
        for place in {*self._shown} - {*self.found}:
            del self._shown[place]
            self._send(place, [])
        for place, problems in self.found.items():
            file = self.live.files[place]
            known = self._shown.get(place)
            if known and known[1] == problems and (known[0] is file or not problems):
                continue
            self._shown[place] = (file, problems)
            self._send(place, [self.values.diagnostic(file, one) for one in problems])

    def _send(self, place: str, diagnostics: list[types.Diagnostic]) -> None:
        uri = uris.from_fs_path(place)
        if uri:
            self.server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics)
            )

    def file(self, uri: str) -> RecordFile | None:
        path: str | None = uris.to_fs_path(uri)
        return self.live.file(path) if path else None

    def thing(self, params: types.TextDocumentPositionParams) -> Thing | None:
        file = self.file(params.text_document.uri)
        if file is None:
            return None
        column = self.values.column(file, params.position)
        return thing_at(self.live.course, file, params.position.line, column)

    def problems_of(self, file: RecordFile) -> tuple[Problem, ...]:
        places = (place for place, one in self.live.files.items() if one is file)
        return self.found.get(next(places, ""), ())
