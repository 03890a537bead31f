"""A git revision that the command line names, to compare the course with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from curriculum.cli.failure import Failure
from curriculum.cli.paths import record_folders, wanted_paths
from curriculum.config.config import Configuration
from curriculum.workspace.discovery import Buffer, Found, RecordFolders
from curriculum.workspace.revision import GitError, Repository, repository_of


class Revision(Struct, frozen=True):
    """`paths` are what a run reads, and the configured records."""

    name: str
    repository: Repository
    paths: tuple[Path, ...]
    folders: RecordFolders

    def records(self) -> Found:
        """Raises Failure."""
        with _told(self.name):
            return self.repository.records(self.name, self.paths, self.folders)

    def deleted(self) -> Found:
        """The records whose files are not there any more. Raises Failure."""
        with _told(self.name):
            return self.repository.deleted(self.name, self.paths, self.folders)


def revision_called(
    name: str, paths: Sequence[str], configuration: Configuration, buffer: Buffer | None
) -> Revision:
    """Raises Failure where there is no git repository."""
    folders = record_folders(configuration)
    configured = [folder for folder in folders.folders if folder.exists()]
    wanted = (*wanted_paths(() if buffer else paths, folders, buffer), *configured)
    with _told(name):
        return Revision(name, repository_of(_folder_of(wanted[0])), wanted, folders)


def _folder_of(path: Path) -> Path:
    place = path.resolve()
    return next(folder for folder in (place, *place.parents) if folder.is_dir())


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except GitError as error:
        raise Failure(f"cannot tell what is new since {name}: {error}") from error
