"""Writing what a command has planned, with failures told in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.cli.failure import Failure
from curriculum.files.writing import Change, ChangedMeanwhile, write_each


def write_changes(changes: Sequence[Change]) -> int:
    """Writes the files that change, and says how many. Raises Failure."""
    needed = [change for change in changes if change.new != change.old]
    count = 0
    try:
        for _ in write_each(needed):
            count += 1
    except (ChangedMeanwhile, OSError) as error:
        raise Failure(
            f"{_reason(error)}; {count or 'none'} of {len(needed)} files written"
        ) from error
    return count


def _reason(error: ChangedMeanwhile | OSError) -> str:
    if isinstance(error, ChangedMeanwhile):
        return str(error)
    return f'cannot write "{error.filename}": {(error.strerror or str(error)).lower()}'
