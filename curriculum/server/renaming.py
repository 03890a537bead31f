"""Another slug for a lesson, wherever the course names it, as one change that breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from curriculum.course.impact import impact_of
from curriculum.model.record_file import RecordFile
from curriculum.problem import Edit, Span
from curriculum.server.live import Live
from curriculum.text.patterns import lazy_pattern

_SLUG = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)+")


class CannotRename(Exception):
    """The message says why, and what to do."""


def renaming(live: Live, old: str, new: str) -> Mapping[str, tuple[Edit, ...]]:
    """Edits by real path. Raises CannotRename."""
    if not _SLUG.fullmatch(new):
        raise CannotRename(f'"{new}" is no slug; write words in small letters with hyphens between')
    if not _SLUG.fullmatch(old):
        raise CannotRename(f'"{old}" is a word of the texts, too; rename it by hand')
    if new in live.course.lessons_by_slug:
        raise CannotRename(f'there is a lesson "{new}" already; choose another slug')
    edits = {place: tuple(_edits(file, old, new)) for place, file in live.files.items()}
    edits = {place: some for place, some in edits.items() if some}
    _check(live, edits)
    return edits


def _edits(file: RecordFile, old: str, new: str) -> Iterator[Edit]:
    named = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    for number, line in enumerate(file.source.lines, start=1):
        for match in named.finditer(line):
            yield Edit(Span(number, match.start() + 1, number, match.end() + 1), new)


def _check(live: Live, edits: Mapping[str, tuple[Edit, ...]]) -> None:
    readings = list(live.files.values())
    changed = {
        live.files[place].path: live.files[place].source.with_edits(some)
        for place, some in edits.items()
    }
    checker = live.checker
    impact = impact_of(readings, changed, checker.settings, checker.problems)
    if impact.problems:
        first = impact.problems[0]
        raise CannotRename(
            f"it would bring a problem to {first.path}:{first.span.line}: {first.message}"
        )
