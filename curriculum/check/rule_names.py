"""The names of all rules, without the rules: what a suppression may name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "curriculum.rules"

# In the order of the documentation; a rule's module has its name, with `_` for `-`.
BUILT_IN: tuple[str, ...] = (
    "unescaped-pipe",
    "split-table",
    "broken-table",
    "missing-cells",
    "mangled-emphasis",
    "swallowed-html",
    "unreadable-text",
    "malformed-title",
    "missing-section",
    "duplicate-section",
    "unknown-section",
    "unread-index",
    "unread-cell",
    "missing-goal",
    "missing-status",
    "missing-column",
    "unknown-depth",
    "unknown-status",
    "unknown-lesson-type",
    "lesson-type-mismatch",
    "lesson-without-slug",
    "lesson-number-gap",
    "lesson-without-summary",
    "lesson-without-concepts",
    "missing-field",
    "empty-field",
    "empty-cell",
    "not-canonical",
    "schema-violation",
    "duplicate-module",
    "duplicate-lesson",
    "duplicate-concept",
    "duplicate-mental-model",
    "depth-mismatch",
    "concept-not-in-summary",
    "concept-not-in-index",
    "prior-depth-mismatch",
    "depth-regression",
    "undeclared-revisit",
    "unknown-lesson",
    "unknown-module",
    "lesson-number-mismatch",
    "foreign-lesson",
    "forward-reference",
    "distance-mismatch",
    "misattributed-model",
    "untaught-source",
    "unkept-promise",
    "misquoted-model",
    "date-conflict",
    "impossible-date",
    "date-order",
    "fact-conflict",
    "count-mismatch",
    "wrong-arithmetic",
    "unresolved-review",
    "known-defect",
    "review-miscount",
    "plan-unknown-lesson",
    "plan-lesson-number",
    "plan-forward-source",
    "plan-status",
    "plan-depth",
    "plan-source",
    "plan-untaught",
    "plan-concept",
    "unknown-suppression",
    "unused-suppression",
    "internal-error",
)


@cache
def known_names() -> tuple[str, ...]:
    """Those of the built-in rules, and those that other packages bring along."""
    return (*BUILT_IN, *(entry.name for entry in plugin_entries()))


@cache
def plugin_entries() -> Sequence[EntryPoint]:
    """Rules of other packages, by name."""
    if not _may_be_installed():
        return ()
    from importlib.metadata import entry_points  # 60 ms

    return sorted(entry_points(group=GROUP), key=lambda entry: entry.name)


def _may_be_installed() -> bool:
    """A look into the files where installers write entry points spares reading all packages."""
    usual = {"BuiltinImporter", "FrozenImporter", "PathFinder"}
    for finder in sys.meta_path:
        name = getattr(finder, "__name__", type(finder).__name__)
        if name not in usual and hasattr(finder, "find_distributions"):
            return True
    return any(GROUP.encode() in text for folder in dict.fromkeys(sys.path) for text in _in(folder))


def _in(folder: str) -> Iterator[bytes]:
    """The entry points of the packages in a folder; of an archive, what makes it looked into."""
    if os.path.isfile(folder):
        yield GROUP.encode()
        return
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [
                e.path for e in entries if e.name.endswith((".dist-info", ".egg-info", ".egg"))
            ]
    except OSError:
        return
    for name in names:
        for place in ("entry_points.txt", os.path.join("EGG-INFO", "entry_points.txt")):
            try:
                with open(os.path.join(name, place), "rb") as file:
                    yield file.read()
            except OSError:
                continue
