"""What one file shows by itself, as the cache and other processes hand it on."""

from __future__ import annotations

from msgspec import Struct

from curriculum.claims.record_claims import RecordClaims
from curriculum.parse.suppressions import Suppression
from curriculum.problem import Finding, Problem


class FileResult(Struct, frozen=True, eq=False):
    """`problems` are those that need no other record to see, before suppressions.

    `asking` are the names of the rules that want to know what other records say; `within` is what
    these found before they asked, by the names of their modules.

    `by` is the fingerprint of the checker whose rules found them; empty where none has looked.
    """

    by: str
    claims: RecordClaims
    problems: tuple[Problem, ...]
    asking: tuple[str, ...]
    within: dict[str, tuple[Finding, ...]]
    suppressions: tuple[Suppression, ...]


class CacheEntry(Struct, frozen=True, eq=False):
    """`key` says what was examined, see `workspace.cache`. None was found in what is no record."""

    key: str
    examined: FileResult | None
