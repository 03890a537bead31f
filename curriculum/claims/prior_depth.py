"""What a text says to have been reached earlier, as it was read."""

from __future__ import annotations

from msgspec import Struct

from curriculum.claims.places.reference import Reference


class Subject(Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str


class PriorDepth(Struct, frozen=True, gc=False, omit_defaults=True):
    """`depth` is None where only a denial, or that something is known, is said.

    `subject` is None where the sentence speaks of what its row or item is about. `raised` says
    that the depth rose here; `originally` that an earlier time than the latest may be meant;
    `by_source` that without a lesson among its sources it is no claim at all.
    """

    start: int
    end: int
    form: str
    depth: str | None
    new_depth: str | None
    new_start: int | None
    sources: tuple[Reference, ...]
    subject: Subject | None
    hedged: bool
    denied: bool

    @property
    def raised(self) -> bool:
        return self.form == "elevated"

    @property
    def originally(self) -> bool:
        return self.form in {"originally", "callback"}

    @property
    def by_source(self) -> bool:
        forms = {"from source", "in source"} | ({"reinforces"} if self.subject is None else set())
        return self.form in forms

    def __str__(self) -> str:
        about = f"{self.subject.text}: " if self.subject else ""
        depth = "not before" if self.denied else self.depth or "known"
        step = f" -> {self.new_depth}" if self.new_depth else ""
        where = f" in {', '.join(source.text for source in self.sources)}" if self.sources else ""
        return f"{about}{depth}{step}{where}{' (hedged)' if self.hedged else ''}"
