"""PATHS on the command line, and the records behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli.failure import Failure
from curriculum.cli.output import say
from curriculum.discovery import Found, find_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from curriculum.dialect import Dialect


def records_at(paths: Sequence[str], dialect: Dialect, *, verbose: bool = False) -> Found:
    """Raises Failure where a path cannot be opened, or where no record is found."""
    try:
        found = find_records([Path(path) for path in paths or ["."]], dialect)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{error.filename}": {reason}') from error
    for path in found.named:
        say(
            f'note: "{path}" is not a record: its first heading does not begin with "Module" and '
            'a number, and it has no "Concept Index"'
        )
    if verbose and found.passed_over:
        say(f"passed over {len(found.passed_over)} files that are not records")
    if not found.readings:
        where = ", ".join(f'"{path}"' for path in paths) or "the current folder"
        raise Failure(
            f"there is no record in {where}; a record is a Markdown file whose first heading is "
            '"# Module 8.4: Title -- Record"'
        )
    return found
