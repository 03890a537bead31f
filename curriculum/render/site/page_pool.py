"""Makes many pages on all processors; a course of some records is done before a pool is."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar, cast

from curriculum.workspace.executors import begin_worker, result_of, worker_processes
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
    with worker_processes(min(processors, 8), _begin, make) as pool:
        given = deque(pool.submit(_chunk, chunk) for chunk in chunks)
        while given:
            yield from cast("list[Made]", result_of(given.popleft()))


def _begin(make: Callable[[int], object]) -> None:
    global _make  # noqa: PLW0603 the only way for a process to keep what it was started with
    _make = make
    begin_worker()


def _chunk(numbers: tuple[int, int]) -> list[object]:
    assert _make is not None
    return [_make(number) for number in range(*numbers)]
