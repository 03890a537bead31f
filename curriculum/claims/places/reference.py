"""A place of a course as a text names it: a lesson, a module, a series, or what may be one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from curriculum.claims.cues.direction import NEUTRAL, Direction, Stance

# How slug and number stand together, or which of them stands alone: the names of `forms`.
FormName = Literal[
    "id", "decimal", "lesson", "module", "series", "short", "range", "slug", "word", "notebook",
    "id (slug)", "decimal (slug)", "lesson (slug)", "module (slug)",
    "slug (id)", "slug (decimal)", "slug (lesson)", "slug (module)",
    "(slug, id)", "(slug, decimal)", "(slug, lesson)", "(slug, module)",
    "slug, id", "slug, decimal", "slug, module",
    "slug id", "slug decimal", "decimal slug", "lesson: slug", "Lesson in module",
    "next lesson", "next lesson: slug", "name",
]  # fmt: skip
Kind = Literal["lesson", "module", "series", "number", "next", "slug", "word", "name"]
# Of the forms whose number comes first.
_KINDS: Mapping[FormName, Kind] = {
    "id": "lesson", "id (slug)": "lesson", "Lesson in module": "lesson", "notebook": "lesson",
    "decimal": "module", "decimal (slug)": "module", "decimal slug": "module",
    "module": "module", "module (slug)": "module", "series": "series",
    "lesson": "number", "lesson (slug)": "number", "lesson: slug": "number", "short": "number",
    "next lesson": "next", "next lesson: slug": "next", "name": "name",
}  # fmt: skip


class Reference(Struct, frozen=True, gc=False, omit_defaults=True):
    """`number` alone is that of a lesson, counted over the module or its series.

    `number_start` and `number_end` are where it stands, with its module's where it has one. `whole`
    is an element of a cell that holds nothing but lessons. `text` is what the author wrote.
    """

    start: int
    end: int
    form: FormName
    slug: str | None = None
    series: str | None = None
    module: str | None = None
    number: int | None = None
    number_start: int = 0
    number_end: int = 0
    certain: bool = True
    whole: bool = False
    text: str = ""
    stance: Stance = NEUTRAL

    @property
    def id(self) -> str | None:
        """`7.4.3`, where the text says both the module and the lesson."""
        return (
            None if self.module is None or self.number is None else f"{self.module}.{self.number}"
        )

    @property
    def kind(self) -> Kind:
        """What is named first: `slug` has a hyphen, `word` none, `number` is that of a lesson."""
        if kind := _KINDS.get(self.form):
            return kind
        if self.form != "range":
            return "slug" if "-" in (self.slug or "") else "word"
        if self.number is None:
            return "module" if self.module else "series"
        return "lesson" if self.module else "number"

    @property
    def digits(self) -> str | None:
        """`7.4.3`, `7.4`, `7` or `2`, as far as a number is named."""
        lesson = None if self.number is None else str(self.number)
        if self.series and lesson:
            return f"{lesson} of series {self.series}"
        return self.id or self.module or self.series or lesson

    @property
    def label(self) -> str:
        """The kind of place, its number and its slug: `lesson 7.4.3 sdxl`."""
        return " ".join(part for part in (self.kind, self.digits, self.slug) if part)

    def moved(self, by: int) -> Reference:
        """As it stands in a text that begins so many characters earlier."""
        numbers = {"number_start": self.number_start + by, "number_end": self.number_end + by}
        return replace(self, start=self.start + by, end=self.end + by, **numbers)

    @property
    def is_backward(self) -> bool:
        return self.stance.direction is Direction.BACKWARD

    def __str__(self) -> str:
        place = (self.module and f"module {self.module}") or (
            self.series and f"series {self.series}"
        )
        if self.number is not None:
            place = self.id or f"lesson {self.number}" + (f" of {place}" if place else "")
        named = " = ".join(part for part in (self.slug, place) if part)
        mark = {Direction.BACKWARD: "<- ", Direction.PROMISE: "-> "}.get(self.stance.direction, "")
        certainty = "!" if self.whole else "" if self.certain else "?"
        return f"{mark}{named}{certainty}{' (hedged)' if self.stance.hedged else ''}"
