"""Whether claims about one thing can all be true: each leaves a range open, and all must meet."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct, field

Claim = TypeVar("Claim")


class _Open(Struct, Generic[Claim]):
    """What the claims so far leave open, and which of them drew each end."""

    low: float
    low_by: Claim
    high: float
    high_by: Claim


class Agreement(Struct, Generic[Claim]):
    """Claims by what they are about, taken in one after the other.

    Ranges that meet two by two all meet in one place, so two ends are all that must be kept.
    """

    _open: dict[str, _Open[Claim]] = field(default_factory=dict)

    def contradicted(self, about: str, low: float, high: float, claim: Claim) -> Claim | None:
        """The earlier claim that this one contradicts; where there is one, this one is left out."""
        known = self._open.get(about)
        if known is None:
            self._open[about] = _Open(low, claim, high, claim)
            return None
        if high < known.low:
            return known.low_by
        if low > known.high:
            return known.high_by
        if low > known.low:
            known.low, known.low_by = low, claim
        if high < known.high:
            known.high, known.high_by = high, claim
        return None
