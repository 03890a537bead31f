"""Where the work on many records is done: in this process, in several, or on a farm."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from curriculum.workspace.side_by_side import end_with

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Result = TypeVar("Result")
FARM = "dask://"
# Seconds.
_LOOK_EVERY = 5.0
# A forked process begins with all that is loaded, in some milliseconds; elsewhere each one starts
# anew. Systems other than Linux fork programs in a way that some of their libraries do not bear.
FORKS = sys.platform == "linux"
_ENOUGH = 250_000 if FORKS else 4_000_000


class NoExecutor(Exception):
    """The message says why there is none, and what to do."""


class Jobs(Struct, frozen=True):
    """`number` of processes here, or a `farm`, as in `dask://host:port`.

    Without either, as many as there are processors, where there is enough to do.
    """

    number: int | None = None
    farm: str | None = None

    def pay(self, size: int) -> bool:
        """Whether other processes shall examine so many bytes, which takes longer than a start."""
        if self.farm or (self.number or 0) > 1:
            return True
        return self.number is None and size >= _ENOUGH and self.workers > 1

    @property
    def workers(self) -> int:
        if self.number:
            return self.number
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def executor(jobs: Jobs) -> Iterator[Executor]:
    """Raises NoExecutor."""
    if jobs.farm:
        with _farm(jobs.farm) as found:
            yield found
        return
    with worker_processes(jobs.workers, begin_worker) as pool:
        yield pool


@contextmanager
def worker_processes(number: int, begin: Callable[..., None], *given: object) -> Iterator[Executor]:
    """Each process calls `begin` with what is given; none outlives the block, nor its parent."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    context = get_context("fork" if FORKS else "spawn")
    pool = ProcessPoolExecutor(number, context, initializer=begin, initargs=given)
    try:
        with _ctrl_c_waiting():
            pool.submit(os.getpid)  # all processes are forked at the first task
        yield pool
        pool.shutdown()
    except BaseException:  # nobody waits for the rest where the work was given up
        pool.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            process.kill()
        raise


def result_of(future: Future[Result]) -> Result:
    """Raises RuntimeError where nobody is left who could give one, as after a lack of memory."""
    while True:
        try:
            return future.result(timeout=_LOOK_EVERY)
        except TimeoutError:
            if future.done():
                return future.result()
            if not _is_served():
                raise RuntimeError("can't start new thread") from None


def _is_served() -> bool:
    """Whether the thread lives that hands results over; a farm has one of another kind."""
    from multiprocessing import active_children

    served = any(type(one).__name__ == "_ExecutorManagerThread" for one in threading.enumerate())
    return served or not active_children()


@contextmanager
def _ctrl_c_waiting() -> Iterator[None]:
    """A new process that it reaches too early would take no notice of it, and work on."""
    if not FORKS:
        yield
        return
    import signal

    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def begin_worker() -> None:
    """It ends with its parent, and at Ctrl-C at once and without a word: the parent tells of it."""
    import signal
    from multiprocessing import parent_process

    if parent := parent_process():
        end_with(parent.pid or 0)

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if FORKS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _farm(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        message = f"{address} needs the extra `curriculum[dask]`; install it, or give a number"
        raise NoExecutor(message) from error
    try:
        client = Client(f"tcp://{address.removeprefix(FARM)}", timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise NoExecutor(f"there is no dask scheduler at {address}: {error}") from error
    with client:
        yield client.get_executor()
