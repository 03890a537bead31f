"""Makes many pages on all processors; a course of some records is done before a pool is."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context, parent_process
from typing import TypeVar, cast

from curriculum.workspace.side_by_side import may_fork

FEWEST = 1_000
_CHUNK = 100

Made = TypeVar("Made")
_make: Callable[[int], object] | None = None


def make_pages(make: Callable[[int], Made], count: int) -> Iterator[Made]:
    """What comes of each page, in their order. `make` is inherited by the processes, not sent."""
    processors = os.cpu_count() or 1
    if count < FEWEST or processors == 1 or not may_fork():
        yield from map(make, range(count))
        return
    gc.freeze()  # else each process copies what it only looks through for garbage
    starts = [0, *range(1, count, _CHUNK)]  # the first may take as long as some hundred others
    chunks = list(pairwise([*starts, count]))
    with ProcessPoolExecutor(
        min(processors, 8), get_context("fork"), initializer=_begin, initargs=(make,)
    ) as pool:
        for pages in pool.map(_chunk, chunks):
            yield from cast("list[Made]", pages)


def _begin(make: Callable[[int], object]) -> None:
    global _make  # noqa: PLW0603 the only way for a process to keep what it was started with
    _make = make
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Also with one that is killed: else this process waits for ever, and holds its memory."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _chunk(numbers: tuple[int, int]) -> list[object]:
    assert _make is not None
    return [_make(number) for number in range(*numbers)]
