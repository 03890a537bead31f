"""What is not reported because it is known: by a baseline file, or at a git revision.

A record that was deleted since a revision brings warnings: its absence is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from curriculum.check.baseline import (
    BaselineError,
    BaselineKey,
    Compared,
    compare,
    key_of,
    read_baseline,
)
from curriculum.check.new_places import Judged, at_new_places
from curriculum.claims.read_claims import claims_of
from curriculum.cli.output import Failure
from curriculum.cli.paths import Chosen, record_folders, wanted_paths
from curriculum.config.config import Configuration
from curriculum.files.file import read_utf8
from curriculum.fix.lint import Linter
from curriculum.problem import Problem, Severity
from curriculum.workspace.discovery import Buffer, Found, RecordFolders
from curriculum.workspace.git import GitError
from curriculum.workspace.revision import Repository, repository_of


class Comparison(Struct, frozen=True):
    """What a run of `lint` is compared with: a baseline file, and git revisions."""

    paths: Sequence[str]
    configuration: Configuration
    buffer: Buffer | None
    baseline: str | None
    since: str | None
    deleted_since: str | None

    def left(
        self,
        problems: Sequence[Problem],
        found: Chosen,
        linter: Linter,
        plans: Callable[[Revision], Sequence[Problem]],
    ) -> Compared:
        """`plans` says what the plans of a revision would show. Raises Failure."""
        baseline = known_in_baseline(self.baseline, self.configuration)
        earlier = judged((), Found((), (), ()))
        if self.deleted_since is not None or self.since is not None:
            from curriculum.cli.known_problems import graver_where_deleted

            # Of two, the earlier revision is not known: each may have records of its own.
            for name in dict.fromkeys((self.deleted_since, self.since)):
                if name is not None:
                    revision = self._revision(name)
                    problems = graver_where_deleted(problems, found, linter, revision)
        if self.since is not None:
            revision = self._revision(self.since)
            known = known_at(revision, linter)
            earlier = replace(known, problems=[*known.problems, *plans(revision)])
        each_place = {rule.name for rule in linter.checker.rules if rule.each_place}
        return left_over(judged(problems, found.course), baseline, earlier, each_place)

    def _revision(self, name: str) -> Revision:
        from curriculum.cli.known_problems import revision_called  # a run without git does without

        return revision_called(name, self.paths, self.configuration, self.buffer)


def known_in_baseline(named: str | None, configuration: Configuration) -> Counter[BaselineKey]:
    """Empty where no baseline is named or configured. Raises Failure."""
    configured_file = configuration.text("baseline")
    file = Path(named) if named else configuration.folder / (configured_file or "")
    if not named and not configured_file:
        return Counter()
    try:
        return read_baseline(read_utf8(file, "utf-8-sig"))
    except BaselineError as error:
        raise Failure(f'cannot use the baseline "{file}": {error}') from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read the baseline "{file}": {reason}') from error


def known_at(revision: Revision, linter: Linter) -> Judged:
    """What the same run would have found at a git revision. Raises Failure."""
    found = revision.records()
    outcomes = replace(linter, fix=False).lint(found, found)
    return judged([p for outcome in outcomes for p in outcome.problems], found)


def judged(problems: Sequence[Problem], course: Found) -> Judged:
    return Judged(problems, {reading.path: reading for _, reading in course.readings})


def left_over(
    now: Judged,
    baseline: Counter[BaselineKey],
    earlier: Judged,
    each_place: Collection[str] = (),
) -> Compared:
    """A problem that both know is let pass once, not twice. What is stale is the baseline's.

    `each_place` are the rules whose problems stand at all their places: of one that the revision
    had, the places that are new are left.
    """
    keys = Counter(map(key_of, earlier.problems))
    compared = compare(now.problems, baseline | keys)
    new = set(map(id, compared.new))
    spread = [
        problem
        for problem in now.problems
        if problem.rule in each_place and id(problem) not in new and key_of(problem) not in baseline
    ]
    found = tuple(at_new_places(spread, now, earlier))
    return Compared(
        tuple(sorted((*compared.new, *found), key=lambda problem: problem.sort_key)),
        compared.baselined - len(found),
        compare(now.problems, baseline).stale,
    )


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

    def contents(self, files: Sequence[Path]) -> dict[Path, bytes]:
        """What the revision has of these files. Raises Failure."""
        with _told(self.name):
            return self.repository.contents(self.name, files)

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


# More files than these are only counted.
_MOST_NAMED = 3


def graver_where_deleted(
    problems: Iterable[Problem], found: Chosen, linter: Linter, revision: Revision
) -> list[Problem]:
    """Severities that a house has chosen stay. Raises Failure."""
    problems = list(problems)
    deleted = _deleted(found.course, revision)
    if not deleted.readings:
        return problems
    linter = replace(linter, fix=False, checker=replace(linter.checker, is_rest=True))
    whole = Found((*found.course.readings, *deleted.readings), (), ())
    before = _problems(linter, found.asked, whole)
    if len(found.course.readings) == 1:
        left = _problems(linter, found.asked, found.course)
        problems += _brought(left, [*before, *problems], linter)
    brought = set(map(id, _brought(problems, before, linter)))
    why = f"deleted since {revision.name}: {_files(deleted)}"
    return [
        replace(problem, severity=Severity.WARNING, message=f"{problem.message} ({why})")
        if id(problem) in brought and _may_be_graver(problem, linter)
        else problem
        for problem in problems
    ]


def _problems(linter: Linter, asked: Found, course: Found) -> list[Problem]:
    return [problem for outcome in linter.lint(asked, course) for problem in outcome.problems]


def _brought(
    problems: Sequence[Problem], before: Sequence[Problem], linter: Linter
) -> Sequence[Problem]:
    """What was not there before; what has many places may have stood in what is deleted."""
    each_place = {rule.name for rule in linter.checker.rules if rule.each_place}
    had = {(problem.rule, problem.subject) for problem in before if problem.rule in each_place}
    new = compare(problems, Counter(map(key_of, before))).new
    return [problem for problem in new if (problem.rule, problem.subject) not in had]


def _may_be_graver(problem: Problem, linter: Linter) -> bool:
    return problem.severity is Severity.INFO and problem.rule not in linter.checker.severities


def _deleted(course: Found, revision: Revision) -> Found:
    """Without those whose module has another file now."""
    here = {claims_of(reading).module for _, reading in course.readings}
    deleted = revision.deleted().readings
    gone = (pair for pair in deleted if claims_of(pair[1]).module not in here)
    return Found(tuple(gone), (), ())


def _files(deleted: Found) -> str:
    names: Sequence[str] = [reading.path for _, reading in deleted.readings]
    more = len(names) - _MOST_NAMED
    shown = [f'"{name}"' for name in names[:_MOST_NAMED]]
    return ", ".join([*shown, *([f"{more} more"] if more > 0 else [])])
