"""What is not reported because it is known: by a baseline file, or at a git revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
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
from curriculum.cli.failure import Failure
from curriculum.cli.paths import Chosen
from curriculum.cli.revisions import Revision
from curriculum.config.config import Configuration
from curriculum.fix.lint import Linter
from curriculum.problem import Problem
from curriculum.workspace.discovery import Buffer, Found


class Comparison(Struct, frozen=True):
    """What a run of `lint` is compared with: a baseline file, and git revisions."""

    paths: Sequence[str]
    configuration: Configuration
    buffer: Buffer | None
    baseline: str | None
    since: str | None
    deleted_since: str | None

    def left(self, problems: Sequence[Problem], found: Chosen, linter: Linter) -> Compared:
        """Raises Failure."""
        baseline = known_in_baseline(self.baseline, self.configuration)
        earlier = judged((), Found((), (), ()))
        if self.deleted_since is not None or self.since is not None:
            from curriculum.cli.deleted_records import graver_where_deleted

            # Of two, the earlier revision is not known: each may have records of its own.
            for name in dict.fromkeys((self.deleted_since, self.since)):
                if name is not None:
                    revision = self._revision(name)
                    problems = graver_where_deleted(problems, found, linter, revision)
        if self.since is not None:
            earlier = known_at(self._revision(self.since), linter)
        each_place = {rule.name for rule in linter.checker.rules if rule.each_place}
        return left_over(judged(problems, found.course), baseline, earlier, each_place)

    def _revision(self, name: str) -> Revision:
        from curriculum.cli.revisions import revision_called  # a run without git does without

        return revision_called(name, self.paths, self.configuration, self.buffer)


def known_in_baseline(named: str | None, configuration: Configuration) -> Counter[BaselineKey]:
    """Empty where no baseline is named or configured. Raises Failure."""
    configured_file = configuration.text("baseline")
    file = Path(named) if named else configuration.folder / (configured_file or "")
    if not named and not configured_file:
        return Counter()
    try:
        return read_baseline(file.read_text(encoding="utf-8-sig", errors="replace"))
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
