"""Reads and examines many files: from the cache, in this process, or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from curriculum.claims.read_claims import claims_of, read_claims
from curriculum.config.dialect import Dialect
from curriculum.files.own_pages import is_generated
from curriculum.files.source import Source
from curriculum.model.record_file import RecordFile
from curriculum.parse.suppressions import read_suppressions
from curriculum.read import is_yaml, read
from curriculum.workspace.cache import digest_of, key
from curriculum.workspace.cache_entry import from_bytes, to_bytes
from curriculum.workspace.discovery import Candidate, RecordFolders
from curriculum.workspace.evidence import is_record, may_be_record
from curriculum.workspace.executors import Jobs, executor, result_of
from curriculum.workspace.file_result import CacheEntry, FileResult
from curriculum.workspace.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future

# From here on texts are read again rather than held.
_MANY_BYTES = 4_000_000
_LARGEST_BATCH, _SMALLEST_BATCH = 500_000, 30_000
# So many for each worker, so that all end at nearly the same time.
_BATCHES = 4


class Task(Struct, frozen=True):
    """One file to examine. `named` is a record by its name, whatever is in it."""

    place: int
    shown: str
    named: bool
    data: bytes
    key: str


class Examiner(Protocol):
    """Finds what one file shows by itself."""

    @property
    def dialect(self) -> Dialect: ...
    def examine(self, reading: RecordFile) -> FileResult: ...
    def is_enough(self, result: FileResult) -> bool:
        """Whether what was found by another examiner spares a look at the file."""

    def keep(self, result: FileResult, reading: RecordFile) -> None:
        """Hands on what was found in the same bytes, here or elsewhere."""


class ClaimsExaminer(Struct, frozen=True):
    """Reads a record and its claims, and judges nothing: for questions to a course."""

    dialect: Dialect

    def examine(self, reading: RecordFile) -> FileResult:
        suppressions = tuple(read_suppressions(reading.source, reading.document))
        return FileResult("", claims_of(reading), (), (), {}, suppressions)

    def is_enough(self, _: FileResult) -> bool:
        return True

    def keep(self, result: FileResult, reading: RecordFile) -> None:
        reading.keep(read_claims, result.claims)


class CachedReader(Struct, frozen=True):
    """A `discovery.Reader` whose readings know what the `examiner` found in them.

    `digests` are those of what it has read, by the names of the files.
    """

    examiner: Examiner
    store: Store | None = None
    jobs: Jobs = field(default_factory=Jobs)
    digests: dict[str, bytes] = field(default_factory=dict)

    def __call__(
        self, candidates: Sequence[Candidate], folders: RecordFolders
    ) -> Iterator[RecordFile | None]:
        run = _Run(self, candidates, folders)
        run.examine()
        if self.store:
            self.store.save()
        return (run.readings.get(place) for place in range(len(candidates)))


class _Run:
    def __init__(
        self, examining: CachedReader, candidates: Sequence[Candidate], folders: RecordFolders
    ) -> None:
        self.examiner = examining.examiner
        self.store = examining.store
        self.digests = examining.digests
        self.jobs = examining.jobs
        self.candidates = candidates
        self.folders = folders
        self.dialect = repr(folders.dialect)
        self.readings: dict[int, RecordFile] = {}
        self.size = sum(map(_size, candidates))

    def examine(self) -> None:
        """What is not in the cache is done here while it is little, then elsewhere."""
        tasks = self._missed()
        waiting: list[Task] = []
        size = 0
        for task in tasks:
            waiting.append(task)
            size += len(task.data)
            if self.jobs.pay(size):
                self._elsewhere(waiting, tasks)
                break
        else:
            for task in waiting:
                self._here(task)

    def _missed(self) -> Iterator[Task]:
        for place, candidate in enumerate(self.candidates):
            data = candidate.data
            named = self.folders.is_record_by_name(candidate.file)
            shown = self.folders.shown(candidate.file)
            digest = self.digests[str(candidate.file)] = digest_of(data)
            name = key(digest, self.dialect, shown, str(named))
            task = Task(place, shown, named, data, name)
            kept = self.store.get(name) if self.store else None
            entry = from_bytes(kept, name) if kept else None
            if entry and self._is_enough(entry):
                self._keep(task, entry)
            elif self._is_to_be_examined(task):
                yield task

    def _is_enough(self, entry: CacheEntry) -> bool:
        return entry.examined is None or self.examiner.is_enough(entry.examined)

    def _is_to_be_examined(self, task: Task) -> bool:
        """A YAML record is small work beside its own reader, and has places of its own."""
        source = Source(task.shown, task.data)
        if is_generated(source.text) or not (task.named or self._may_be_record(source, task.place)):
            return False
        if is_yaml(task.shown):
            self.readings[task.place] = read(source, self.folders.dialect)
            return False
        return True

    def _may_be_record(self, source: Source, place: int) -> bool:
        inside = self.folders.is_inside(self.candidates[place].file)
        return not inside and may_be_record(source, self.folders.dialect)

    def _keep(self, task: Task, entry: CacheEntry) -> None:
        if entry.examined:
            candidate = self.candidates[task.place]
            is_saved = candidate.text is None
            text = (
                candidate.file
                if self.size >= _MANY_BYTES and is_saved
                else Source(task.shown, task.data)
            )
            dialect = self.folders.dialect
            reading = RecordFile(task.shown, text, dialect, entry.examined.claims.record)
            self.examiner.keep(entry.examined, reading)
            self.readings[task.place] = reading

    def _here(self, task: Task) -> None:
        entry = examined(self.examiner, task)
        self._keep(task, entry)
        self._store(task, to_bytes(entry))

    def _store(self, task: Task, data: bytes | None) -> None:
        if self.store and data:
            self.store.put(task.key, data)

    def _elsewhere(self, first: list[Task], rest: Iterator[Task]) -> None:
        """So much is given out at a time that all are busy and little is held."""
        _load_parsers()
        share = self.size // (_BATCHES * self.jobs.workers)
        with executor(self.jobs) as pool:
            given: deque[tuple[list[Task], Future[list[bytes | None]]]] = deque()
            for batch in _batches(first, rest, min(max(share, _SMALLEST_BATCH), _LARGEST_BATCH)):
                given.append((batch, pool.submit(examine_batch, self.examiner, batch)))
                if len(given) > 2 * self.jobs.workers:
                    self._take(*given.popleft())
            while given:
                self._take(*given.popleft())

    def _take(self, batch: list[Task], future: Future[list[bytes | None]]) -> None:
        results: list[bytes | None] = result_of(future)
        for task, data in zip(batch, results, strict=True):
            entry = from_bytes(data, task.key) if data else None
            if entry:
                self._keep(task, entry)
                self._store(task, data)
            else:
                self._here(task)


def _size(candidate: Candidate) -> int:
    """Raises OSError where the system knows no such file."""
    return candidate.file.stat().st_size if candidate.text is None else len(candidate.text)


def _batches(first: list[Task], rest: Iterator[Task], enough: int) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for tasks in (first, rest):
        for task in tasks:
            batch.append(task)
            size += len(task.data)
            if size >= enough:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _load_parsers() -> None:
    """Once, for all processes that are forked from this one."""
    for name in ("claims.read_claims", "model.from_document", "parse.markdown"):
        import_module(f"curriculum.{name}")


def examined(examiner: Examiner, task: Task) -> CacheEntry:
    reading = read(Source(task.shown, task.data), examiner.dialect)
    is_one = is_record(reading, named=task.named)
    return CacheEntry(task.key, examiner.examine(reading) if is_one else None)


def examine_batch(examiner: Examiner, tasks: Sequence[Task]) -> list[bytes | None]:
    """The work of another process; None for what cannot be handed back."""
    return [to_bytes(examined(examiner, task)) for task in tasks]
