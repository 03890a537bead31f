"""What every grammar of references gives."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from curriculum.claims.direction import NEUTRAL, Direction, Stance

# How slug and number stand together, or which of them stands alone.
Form = Literal[
    "id", "decimal", "lesson", "module", "series", "short", "range", "slug", "word", "notebook",
    "id (slug)", "decimal (slug)", "lesson (slug)", "module (slug)",
    "slug (id)", "slug (decimal)", "slug (lesson)", "slug (module)",
    "(slug, id)", "(slug, decimal)", "(slug, lesson)", "(slug, module)",
    "slug id", "slug decimal", "decimal slug", "lesson: slug", "Lesson in module",
]  # fmt: skip


class Reference(Struct, frozen=True, gc=False, omit_defaults=True):
    """`number` alone is that of a lesson, counted over the module or its series.

    `number_start` and `number_end` are where it stands, with its module's where it has one. `whole`
    is an element of a cell that holds nothing but lessons. `text` is what the author wrote.
    """

    start: int
    end: int
    form: Form
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
