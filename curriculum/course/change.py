"""One thing that changed between two revisions of a course."""

from __future__ import annotations

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.model.record import Record
from curriculum.problem import Span


class Place(Struct, frozen=True):
    path: str
    line: int


class Change(Struct, frozen=True):
    """`what` is `module`, `concept`, `lesson`, `model`, `misconception`, `promise`, `review`,
    `status` or `goal`; `kind` is `added`, `removed`, `renamed`, `raised`, `lowered`, `moved` or
    `changed`. `place` is in the new revision, or in the old one for what is gone. `score` says how
    alike two names are, of 100. `leaned_on` are later places that rely on what was there.
    """

    what: str
    kind: str
    module: str
    name: str
    before: str | None
    after: str | None
    place: Place
    score: int | None = None
    leaned_on: tuple[Place, ...] = ()


class ModulePair(Struct, frozen=True):
    """One module in both revisions; a record that is missing is empty."""

    module: str
    old_claims: RecordClaims | None
    new_claims: RecordClaims | None
    old: Record
    new: Record

    def change(
        self,
        what: str,
        kind: str,
        name: str,
        at: Span,
        before: str | None = None,
        after: str | None = None,
        score: int | None = None,
        leaned_on: tuple[Place, ...] = (),
    ) -> Change:
        claims = self.old_claims if kind == "removed" else self.new_claims
        place = Place(claims.path if claims else "", at.line)
        return Change(what, kind, self.module, name, before, after, place, score, leaned_on)
