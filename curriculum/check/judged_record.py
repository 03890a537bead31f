"""A record as rules judge it: its file with what is made of it, and what the project decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from msgspec import Struct, field

from curriculum.claims.passages import Passage, passages_of
from curriculum.claims.read_claims import claims_of
from curriculum.claims.record_claims import RecordClaims
from curriculum.config.settings import DEFAULT_SETTINGS, Settings
from curriculum.files.source import Source
from curriculum.model.record import Record
from curriculum.model.record_file import RecordFile
from curriculum.parse.document import Document
from curriculum.problem import Finding
from curriculum.text.names import Identity, identity


class JudgedRecord(Struct, frozen=True, eq=False, dict=True):
    """`file` is in Markdown: of a file in another form, its twin."""

    file: RecordFile
    settings: Settings = DEFAULT_SETTINGS
    within: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def alone(self, find: Callable[[JudgedRecord], Iterable[Finding]]) -> Sequence[Finding]:
        """What a rule finds in the record by itself; kept with the record, as `within`."""
        rule = find.__module__
        if rule not in self.within:
            self.within[rule] = tuple(find(self))
        return self.within[rule]

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def source(self) -> Source:
        return self.file.source

    @property
    def document(self) -> Document:
        return self.file.document

    @property
    def model(self) -> Record:
        """What the document means."""
        return self.file.record

    @property
    def claims(self) -> RecordClaims:
        """The model, and all that its texts claim."""
        return claims_of(self.file)

    @property
    def passages(self) -> Sequence[Passage]:
        return passages_of(self.file)

    @cached_property
    def names(self) -> Identity:
        """Which names mean one thing, by spelling and by the aliases of the project."""
        return identity(self.settings.aliases)
