"""Writing what a command has planned, with failures told in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.cli.failure import Failure
from curriculum.writing import Change, ChangedMeanwhile, write_all

if TYPE_CHECKING:
    from collections.abc import Sequence


def write_changes(changes: Sequence[Change]) -> int:
    """Writes the files that change, and says how many. Raises Failure."""
    needed = [change for change in changes if change.new != change.old]
    try:
        write_all(needed)
    except ChangedMeanwhile as error:
        raise Failure(str(error)) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{error.filename}": {reason}') from error
    return len(needed)
