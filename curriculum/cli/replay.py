"""A run of `lint` over records that did not change: what was found before is reported again.

Nothing is parsed or judged, and no rule is imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, msgpack

from curriculum.check.baseline import Compared
from curriculum.check.rule_names import plugin_entries
from curriculum.cli.lint_options import LintOptions
from curriculum.cli.paths import record_folders, store_of, wanted_paths
from curriculum.cli.report_files import path_prefix, write_reports
from curriculum.config.config import Configuration
from curriculum.files.source import Source
from curriculum.problem import Problem, Severity
from curriculum.report.summary import Report, summarise
from curriculum.workspace.cache import digest_of, key
from curriculum.workspace.discovery import Candidate, RecordFolders, files_in
from curriculum.workspace.plan_files import plan_paths
from curriculum.workspace.store import Store

if TYPE_CHECKING:
    from curriculum.check.rule import Rule


class Findings(Struct, frozen=True):
    """What a run found, before baselines.

    `paths` are those of the records that the report is about, of which `asked` were asked for.
    For `missing` see `Report`.
    """

    problems: tuple[Problem, ...]
    paths: tuple[str, ...]
    asked: int
    suppressed: int
    missing: tuple[str, ...]


def replayed(options: LintOptions, configuration: Configuration) -> int | None:
    """The exit code; None where the records must be judged."""
    judged_anew = configuration.text("baseline") or options.baseline or plugin_entries()
    store = None if judged_anew or not options.only_reports else store_of(configuration)
    if store is None:
        return None
    folders = record_folders(configuration)
    plans = configuration.names_in("plans", "paths")
    try:
        name = _name(options, configuration, _digests(options, folders, plans))
        found = _decoded(store.get(name))
    except OSError:  # whoever reads the files says why
        return None
    finally:
        store.close()
    if found is None:
        return None
    from curriculum.check.registry import RULES

    compared = Compared(found.problems, 0, 0)
    lines = {path: _lines_of(path, folders) for path in found.paths}
    report = report_of(found, compared, lines, RULES, configuration, options)
    write_reports(report, options.targets, fixed=None if options.quiet else 0)
    return 1 if any(map(report.is_failing, report.problems)) else 0


def keep_found(
    found: Findings,
    store: Store,
    options: LintOptions,
    configuration: Configuration,
    digests: Mapping[str, bytes],
) -> None:
    """`digests` are those of the very bytes that were judged, by the names of the files."""
    if configuration.text("baseline") or options.baseline or plugin_entries():
        return
    folders = record_folders(configuration)
    files = sorted(_files(options, folders, configuration.names_in("plans", "paths")))
    known = [(place, shown, digests[file]) for file, place, shown in files if file in digests]
    if len(known) == len(files):
        try:
            store.put(_name(options, configuration, known), msgpack.encode(found))
        except UnicodeEncodeError:  # a byte that is no UTF-8 stands in a message
            return
        store.save()


def report_of(
    found: Findings,
    compared: Compared,
    lines: Mapping[str, Callable[[], Sequence[str]]],
    rules: Mapping[str, Rule],
    configuration: Configuration,
    options: LintOptions,
) -> Report:
    summary = summarise(
        compared.new, found.asked, suppressed=found.suppressed, baselined=compared.baselined
    )
    least = options.fail_on or configuration.text("fail-on") or "warning"
    threshold = None if least == "never" else Severity(least)
    prefix = path_prefix(record_folders(configuration).base)
    return Report(
        compared.new,
        summary,
        lines,
        rules,
        threshold,
        prefix,
        missing=found.missing,
        brief=_brief(compared.new, configuration, options, threshold),
        statistics=options.statistics,
    )


def _brief(
    problems: Sequence[Problem],
    configuration: Configuration,
    options: LintOptions,
    threshold: Severity | None,
) -> frozenset[str]:
    """The rules whose infos nobody asked for."""
    if options.info or threshold is Severity.INFO:
        return frozenset()
    chosen = options.selected or configuration.names("select")
    return frozenset(problem.rule for problem in problems).difference(chosen)


def _files(
    options: LintOptions, folders: RecordFolders, plans: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """All that may be records of the course, and plans: name, real path, and name in reports."""
    configured = [folder for folder in folders.folders if folder.exists()]
    for path in (*wanted_paths(options.paths, folders), *configured):
        for file in files_in(path):
            yield str(file), f"{path}\0{os.path.realpath(file)}", folders.shown(file)
    for file in plan_paths(plans, folders):
        yield str(file), f"plan\0{os.path.realpath(file)}", folders.shown(file)


def _digests(
    options: LintOptions, folders: RecordFolders, plans: Sequence[str]
) -> Iterable[tuple[str, str, bytes]]:
    known: dict[str, bytes] = {}
    for file, place, shown in sorted(_files(options, folders, plans)):
        if file not in known:
            known[file] = digest_of(Candidate(Path(file)).data)
        yield place, shown, known[file]


def _name(
    options: LintOptions,
    configuration: Configuration,
    digests: Iterable[tuple[str, str, bytes]],
) -> str:
    """All that the findings depend on."""
    asked = (options.paths, options.select, options.ignore)
    settings = (str(configuration.folder), str(configuration.file), dict(configuration.values))
    said = repr((os.getcwd(), asked, settings, list(digests)))
    return key(b"", "run", said)


def _decoded(data: bytes | None) -> Findings | None:
    try:
        return msgpack.decode(data, type=Findings) if data else None
    except DecodeError:
        return None


def _lines_of(path: str, folders: RecordFolders) -> Callable[[], Sequence[str]]:
    file = folders.base / path
    return lambda: Source(path, file.read_bytes()).lines
