"""Keeps the garbage collector from going through a whole course again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Records and claims are trees: what is not used any more is gone without a collector, which
# otherwise takes a fifth of a run.
_RARELY = (200_000, 50, 1_000)


@contextmanager
def rarely_collecting(*, to_the_end: bool = False) -> Iterator[None]:
    """With `to_the_end` of the process: to go back would collect at once, 25 ms of every commit."""
    usual = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        if not to_the_end:
            gc.set_threshold(*usual)
