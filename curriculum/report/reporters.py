"""The reports by name; the command line, the documentation and their tests take them from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from curriculum.report.summary import Report

Reporter = Callable[["Report"], Iterator[str]]


def _reporter(module: str) -> Reporter:
    """Imported when it is used: a run needs one or two of them."""

    def write(report: Report) -> Iterator[str]:
        reporter: Reporter = import_module(f"curriculum.report.{module}").write
        yield from reporter(report)

    return write


REPORTERS: Mapping[str, Reporter] = {
    "text": _reporter("text"),
    "concise": _reporter("concise"),
    "json": _reporter("as_json"),
    "github": _reporter("github"),
    "gitlab": _reporter("gitlab"),
    "sarif": _reporter("sarif"),
    "junit": _reporter("junit"),
}
