"""The records as a git revision has them, read from git's store: nothing is checked out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from curriculum.files.source import Source
from curriculum.model.record_file import RecordFile
from curriculum.workspace.discovery import Found, RecordFolders, is_candidate, record_of
from curriculum.workspace.git import GitError, check_version, run_git

_REGULAR_FILE = "100"
_LINK = "120000"
_PARTIAL = "a partial clone may lack it, and nothing is fetched here; use a full clone"


class Repository(Struct, frozen=True):
    root: Path

    def records(self, revision: str, paths: Iterable[Path], folders: RecordFolders) -> Found:
        """Those that `find_records` would find, were the revision checked out. Raises GitError.

        Before the first commit, `HEAD` has none.
        """
        if revision == "HEAD" and not self._has_commits():
            return Found((), (), ())
        return self._read(self._blobs(self._commit(revision), paths), folders)

    def contents(self, revision: str, files: Sequence[Path]) -> dict[Path, bytes]:
        """What the revision has of these files, whatever they are. Raises GitError."""
        if revision == "HEAD" and not self._has_commits():
            return {}
        entries = dict(self._entries(self._commit(revision), [self._relative(f) for f in files]))
        named = {file: entries.get(self._relative(file)) for file in files}
        found = {file: blob for file, blob in named.items() if blob}
        return dict(zip(found, self._contents(list(found.values())), strict=True))

    def deleted(self, revision: str, paths: Iterable[Path], folders: RecordFolders) -> Found:
        """Those of them whose files are not there any more. Raises GitError.

        Before the first commit, `HEAD` has none.
        """
        if revision == "HEAD" and not self._has_commits():
            return Found((), (), ())
        blobs = self._blobs(self._commit(revision), paths)
        gone = {file: blob for file, blob in blobs.items() if not os.path.lexists(file)}
        return self._read(gone, folders) if gone else Found((), (), ())

    def _has_commits(self) -> bool:
        return run_git(self.root, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0

    def _blobs(self, commit: str, paths: Iterable[Path]) -> dict[Path, str]:
        entries = self._entries(commit, [self._relative(path) for path in paths])
        return {self.root / name: blob for name, blob in sorted(entries)}

    def _read(self, blobs: Mapping[Path, str], folders: RecordFolders) -> Found:
        contents = self._contents(list(blobs.values()))
        readings: list[tuple[Path, RecordFile]] = []
        for file, data in zip(blobs, contents, strict=True):
            reading = record_of(file, Source(folders.shown(file), data), folders)
            readings += [(file, reading)] if reading else []
        readings.sort(key=lambda pair: pair[1].path)
        return Found(tuple(readings), (), ())

    def _commit(self, revision: str) -> str:
        asked = f"{revision}^{{commit}}"
        done = run_git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
        if done.returncode:
            raise GitError(
                f'git knows no revision "{revision}" here; name a commit, a tag or a branch. A '
                "shallow clone may lack it: fetch it first"
            )
        return done.stdout.decode("ascii", "replace").split()[-1]

    def _relative(self, path: Path) -> str:
        place = path.resolve()
        if not place.is_relative_to(self.root):
            raise GitError(f'"{path}" is not in the git repository "{self.root}"')
        return place.relative_to(self.root).as_posix()

    def _entries(self, commit: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Names and blobs of the files that may be records, below the names."""
        wanted = [] if "." in names else list(names)
        done = run_git(self.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted)
        if done.returncode:
            raise GitError(_sentence(done.stderr))
        links: list[str] = []
        blobs: set[str] = set()
        for entry in filter(None, done.stdout.split(b"\0")):
            head, _, name = entry.partition(b"\t")
            mode, _, blob = head.decode("ascii", "replace").split()[:3]
            file = os.fsdecode(name)
            if file not in names and not _is_candidate(file, names):
                continue
            if mode.startswith(_REGULAR_FILE):
                blobs.add(blob)
                yield file, blob
            elif mode == _LINK:
                links.append(file)
        for link in links:
            linked = self._linked(commit, link)
            if linked and linked not in blobs:  # one file is one record, whatever leads to it
                yield link, linked

    def _linked(self, commit: str, link: str) -> str | None:
        """The blob that a link inside the repository leads to; git ends a name at a line's end."""
        asked = os.fsencode(f"{commit}:{link.partition(chr(10))[0]}\n")
        done = run_git(self.root, "cat-file", "--batch-check", "--follow-symlinks", data=asked)
        if done.returncode:
            raise GitError(f'git cannot follow the link "{link}"; {_PARTIAL}')
        words = done.stdout.partition(b"\n")[0].split()
        return words[0].decode("ascii") if words[1:2] == [b"blob"] else None

    def _contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        done = run_git(self.root, "cat-file", "--batch", data=asked)
        at = 0
        for blob in blobs:
            line_end = done.stdout.find(b"\n", at)
            head = done.stdout[at:line_end].split()
            if line_end < 0 or len(head) != 3:
                raise GitError(f'git does not have the content "{blob}"; {_PARTIAL}')
            start, size = line_end + 1, int(head[2])
            yield done.stdout[start : start + size]
            at = start + size + 1


def _is_candidate(file: str, names: Sequence[str]) -> bool:
    """Hidden folders are left out below the names, as they are in a search on disk."""
    inside = (file.removeprefix(f"{name}/") for name in names if file.startswith(f"{name}/"))
    return any(map(is_candidate, (file,) if "." in names else inside))


def repository_of(folder: Path) -> Repository:
    """Raises GitError where the folder lies in no repository, or git is not there or too old."""
    check_version(folder)
    done = run_git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise GitError(_sentence(done.stderr))
    return Repository(Path(os.fsdecode(done.stdout.rstrip(b"\r\n"))).resolve())


def _sentence(message: bytes) -> str:
    """The first line of what git says, such as `not a git repository`."""
    lines = message.decode("utf-8", "replace").strip().split("\n")
    return f"git says: {lines[0].removeprefix('fatal: ')}"
