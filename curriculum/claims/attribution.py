"""What is said to come from another lesson: its names, and the places that it comes from."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from curriculum.claims.places.reference import Reference

Kind = Literal["model", "analogy", "concept", "unknown"]


class Name(Struct, frozen=True, gc=False, omit_defaults=True):
    """What is attributed, and where its words stand, without their quotation marks."""

    text: str
    start: int
    end: int


class Attribution(Struct, frozen=True, gc=False, omit_defaults=True):
    """`kind` is `model`, `analogy`, `concept`, or `unknown`: quoted words that nothing names.

    `sources` are the places that are named together, `direction` is `backward` or `forward`.
    """

    start: int
    end: int
    kind: Kind
    names: tuple[Name, ...]
    sources: tuple[Reference, ...]
    source_start: int
    source_end: int
    direction: Literal["backward", "forward"] = "backward"
    hedge: str | None = None

    def __str__(self) -> str:
        names = " + ".join(name.text for name in self.names)
        word = "from" if self.direction == "backward" else "to"
        hedge = f", {self.hedge}" if self.hedge else ""
        sources = " & ".join(source.label for source in self.sources)
        return f"{self.kind}: {names} {word} {sources}{hedge}"
