"""What is made of a file or a course by those that come after it, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Self, TypeVar, cast

from msgspec import Struct

Made = TypeVar("Made")


class Once(Struct, frozen=True, dict=True):
    """Keeps what functions make of it, and classes, by the function or class itself.

    What is made lives as long as the thing that it is made of. What is a part of the thing is a
    `cached_property` of it.
    """

    def once(self, make: Callable[[Self], Made]) -> Made:
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def keep(self, make: Callable[[Self], Made], made: Made) -> None:
        """What an earlier run, or another process, made of the same."""
        self._made[make] = made

    def kept(self, make: Callable[[Self], Made]) -> Made | None:
        """What was made so far, or is known from elsewhere."""
        return cast("Made | None", self._made.get(make))

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}
