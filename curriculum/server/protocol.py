"""Values of the language server protocol from those of the course, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types
from pygls import uris
from pygls.workspace import PositionCodec

from curriculum.model.record_file import RecordFile
from curriculum.problem import Edit, Fix, Problem, Severity, Span
from curriculum.server.completion import Proposal
from curriculum.server.live import Live
from curriculum.server.things import Place

SOURCE = "curriculum"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_KINDS = {
    "depth": types.CompletionItemKind.EnumMember,
    "lesson": types.CompletionItemKind.Reference,
    "concept": types.CompletionItemKind.Text,
    "label": types.CompletionItemKind.Field,
}


class Protocol:
    """Editors count columns in units of their own, mostly UTF-16."""

    def __init__(self, codec: PositionCodec, live: Live) -> None:
        self._codec = codec
        self._live = live

    def range(self, file: RecordFile, span: Span) -> types.Range:
        points = types.Range(
            types.Position(span.line - 1, span.column - 1),
            types.Position(span.end_line - 1, span.end_column - 1),
        )
        lines = [*file.source.lines, ""]
        return types.Range(
            self._codec.position_to_client_units(lines, points.start),
            self._codec.position_to_client_units(lines, points.end),
        )

    def column(self, file: RecordFile, position: types.Position) -> int:
        lines = [*file.source.lines, ""]
        if position.line >= len(lines):
            return 0
        return int(self._codec.position_from_client_units(lines, position).character)

    def diagnostic(self, file: RecordFile, problem: Problem) -> types.Diagnostic:
        related = [
            types.DiagnosticRelatedInformation(location, place.message)
            for place in problem.related
            for location in self._location(place.path, place.span)
        ]
        return types.Diagnostic(
            range=self.range(file, problem.span),
            message=problem.message,
            severity=_SEVERITIES[problem.severity],
            code=problem.rule,
            source=SOURCE,
            related_information=related or None,
        )

    def locations(self, places: Iterable[Place]) -> list[types.Location]:
        found: list[types.Location] = []
        for place in places:
            found += self._location(place.path, Span(place.line, 1, place.line, 1))
        return found

    def _location(self, path: str, span: Span) -> Iterator[types.Location]:
        real = self._live.place_of(path)
        uri = uris.from_fs_path(real) if real else None
        if real and uri:
            yield types.Location(uri, self.range(self._live.files[real], span))

    def edits(self, file: RecordFile, edits: Iterable[Edit]) -> list[types.TextEdit]:
        return [types.TextEdit(self.range(file, one.span), one.text) for one in edits]

    def whole(self, file: RecordFile, text: str) -> types.TextEdit:
        """All of the file, whatever the editor takes for its last line."""
        end = types.Position(len(file.source.lines) + 1, 0)
        return types.TextEdit(types.Range(types.Position(0, 0), end), text)

    def fix(self, uri: str, file: RecordFile, problem: Problem, fix: Fix) -> types.CodeAction:
        return types.CodeAction(
            title=fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(file, problem)],
            edit=types.WorkspaceEdit(changes={uri: self.edits(file, fix.edits)}),
            is_preferred=fix.safe,
        )

    def suppression(self, uri: str, file: RecordFile, problem: Problem) -> types.CodeAction:
        """A comment at the end of the line, in the last cell of a row."""
        line = file.source.lines[problem.span.line - 1] if file.source.lines else ""
        text = line.rstrip()
        is_row = text.lstrip().startswith("|") and text.endswith("|")
        at = len(text) - 1 if is_row else len(text)
        lead = "" if text[at - 1 : at] in {" ", ""} else " "
        comment = f"{lead}<!-- curriculum: ignore[{problem.rule}] say why -->{' ' * is_row}"
        place = Span(problem.span.line, at + 1, problem.span.line, at + 1)
        return types.CodeAction(
            title=f"Let {problem.rule} pass here",
            kind=types.CodeActionKind.QuickFix,
            edit=types.WorkspaceEdit(changes={uri: self.edits(file, [Edit(place, comment)])}),
        )


def completion(proposal: Proposal) -> types.CompletionItem:
    return types.CompletionItem(
        proposal.text, kind=_KINDS[proposal.kind], detail=proposal.detail or None
    )
