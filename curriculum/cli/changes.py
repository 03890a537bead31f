"""Changes of files: shown as a diff, for people and for `patch`, or written."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from curriculum.cli.output import Failure
from curriculum.files.temporary import clear_after_killed_runs
from curriculum.files.writing import Change, ChangedMeanwhile, write_each
from curriculum.text.visible import visible


def diff_text(old: bytes, new: bytes, path: str) -> str:
    """A unified diff. Characters that a terminal would obey are replaced by visible ones.

    `patch` takes it where the files have none of them; line ends are kept.
    """
    before, after = (_lines(data) for data in (old, new))
    # `patch` takes a name with a blank in it up to the tab.
    tab = "\t" if " " in path else ""
    lines = difflib.unified_diff(before, after, f"a/{path}{tab}", f"b/{path}{tab}")
    return "".join(
        f"{shown}\n" if line.endswith("\n") else f"{shown}\n\\ No newline at end of file\n"
        for line in lines
        for shown in [_visible(line)]
    )


def _visible(line: str) -> str:
    end = "\r" if line.endswith("\r\n") else ""
    return "\t".join(map(visible, line.removesuffix("\n").removesuffix(end).split("\t"))) + end


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]] * (
        not text.endswith("\n") and bool(text)
    )


def write_changes(changes: Sequence[Change]) -> int:
    """Writes the files that change, and says how many. Raises Failure.

    What a killed run left beside any of the files goes, also beside one that does not change.
    """
    clear_after_killed_runs(change.path.parent for change in changes)
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
