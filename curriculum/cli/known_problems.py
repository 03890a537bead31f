"""What is not reported because it is known: by a baseline file, or at a git revision."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from curriculum.baseline import BaselineError, Compared, compare, key_of, read_baseline
from curriculum.cli.failure import Failure
from curriculum.cli.paths import record_folders, wanted_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from curriculum.baseline import BaselineKey
    from curriculum.config import Configuration
    from curriculum.discovery import Buffer
    from curriculum.linting import Linter
    from curriculum.problem import Problem


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


def known_at(
    revision: str,
    paths: Sequence[str],
    configuration: Configuration,
    linter: Linter,
    buffer: Buffer | None = None,
) -> Counter[BaselineKey]:
    """What the same run would have found at a git revision. Raises Failure."""
    from curriculum.git_revision import GitError, repository_of  # only --since needs it

    folders = record_folders(configuration)
    configured = [folder for folder in folders.folders if folder.exists()]
    wanted = [*wanted_paths(() if buffer else paths, folders, buffer), *configured]
    try:
        repository = repository_of(_folder_of(wanted[0]))
        found = repository.records(revision, wanted, folders)
    except GitError as error:
        raise Failure(f"cannot tell what is new since {revision}: {error}") from error
    outcomes = replace(linter, fix=False).lint(found, found)
    return Counter(key_of(problem) for outcome in outcomes for problem in outcome.problems)


def _folder_of(path: Path) -> Path:
    place = path.resolve()
    return next(folder for folder in (place, *place.parents) if folder.is_dir())


def left_over(
    problems: Iterable[Problem], baseline: Counter[BaselineKey], earlier: Counter[BaselineKey]
) -> Compared:
    """A problem that both know is let pass once, not twice. What is stale is the baseline's."""
    problems = tuple(problems)
    stale = compare(problems, baseline).stale
    return replace(compare(problems, baseline | earlier), stale=stale)
