"""Who made what, as the brackets of one record say."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.claims.dates import Dated
from curriculum.claims.placed import Placed
from curriculum.course.makers import signs_of
from curriculum.text.names import Identity


class Makers:
    """Who made what, by thing and stage, as brackets tell."""

    def __init__(self, names: Identity) -> None:
        self.names = names
        self.known: set[str] = set()
        self._of_stage: dict[tuple[str, str], Placed[Dated]] = {}
        self._of_entry: dict[str, list[Placed[Dated]]] = {}

    def earlier(self, name: str, placed: Placed[Dated]) -> Placed[Dated] | None:
        """The first claim about the same stage of the thing; this one is taken in."""
        claim, key = placed.claim, self.names.of(name)
        self.known |= signs_of(claim.makers, self.names)
        if placed.entry:
            self._of_entry.setdefault(key, []).append(placed)
        firsts = [
            self._of_stage.setdefault((key, role), placed)
            for role in dict.fromkeys(dating.role for dating in claim.datings)
        ]
        return next((first for first in firsts if first is not placed), None)

    def entries(self, name: str) -> Sequence[Placed[Dated]]:
        return self._of_entry.get(self.names.of(name), ())
