"""The reports by name; the command line and its tests take them from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from curriculum.report import as_json, concise, text

if TYPE_CHECKING:
    from curriculum.report.summary import Report

Reporter = Callable[["Report"], Iterator[str]]

REPORTERS: Mapping[str, Reporter] = {
    "text": text.write,
    "concise": concise.write,
    "json": as_json.write,
}
