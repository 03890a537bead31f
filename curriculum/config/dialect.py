"""The words of a house: its depth ladder, its labels, its dash. A configuration changes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from msgspec import Struct, field

from curriculum.text.patterns import lazy_pattern

LADDER = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
LOAD_TYPES = ("BUILD", "STRETCH", "CONSOLIDATE")

# Canonical name of a lesson's field: the other labels that mean it.
LABELS: Mapping[str, tuple[str, ...]] = {
    "Concepts taught": ("What was taught",),
    "Concepts reinforced/connected": (
        "Concepts reinforced",
        "Concepts connected",
        "Concepts deepened",
        "Concepts revisited",
    ),
    "Mental models established": (),
    "Mental models reinforced": (),
    "Analogies used": ("Key analogies used",),
    "How concepts were taught": ("How key concepts were taught",),
    "Misconceptions addressed": (),
    "What is NOT covered": ("What was NOT covered", "NOT covered"),
    "Review history": ("Review", "Review notes"),
    "Widgets": ("Widget",),
    "Exercises": ("Checks and exercises", "Checks/exercises"),
    "Visual elements": (),
    "Notebook": (),
    "Modalities used": (),
    "Notes for future lessons": (),
    "Deviations from plan": (),
    "Build notes": (),
    '"Of Course" moments': (),
    "Status": (),
}

# These labels are told apart by their value, see `fields.name_of`.
LOAD_LABELS = ("Type", "Cognitive load", "Cognitive load type", "New concepts")


class Dialect(Struct, frozen=True, dict=True):
    """What a house may configure about the words of its records."""

    ladder: tuple[str, ...] = LADDER
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: LABELS)
    dash: str = "--"

    @cached_property
    def canonical_labels(self) -> dict[str, str]:
        names = {label_key(name): name for name in self.labels}
        return names | {
            label_key(other): name for name, others in self.labels.items() for other in others
        }


_BLANKS = lazy_pattern(r"\s+")
_PLAIN_QUOTES = str.maketrans("“”’‘", "\"\"''")


@lru_cache(maxsize=1 << 10)
def label_key(label: str) -> str:
    """Labels are the same whatever their case, blanks and kind of quotation mark."""
    return _BLANKS.sub(" ", label).strip().casefold().translate(_PLAIN_QUOTES)


DEFAULT_DIALECT = Dialect()
