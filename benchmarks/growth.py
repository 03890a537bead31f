"""How the time of each rule over the course grows with the course.

`python -m benchmarks.growth 30 300 3000` makes courses of that many records, examines them with
the user's cache and processes, and times every rule on all of them together.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from benchmarks.corpora import write_course
from curriculum.check.engine import Checker
from curriculum.check.judging import Judging
from curriculum.check.registry import selected
from curriculum.claims.read_claims import claims_of
from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.course.course import course_of
from curriculum.model.record_file import RecordFile
from curriculum.workspace.cached_reader import CachedReader
from curriculum.workspace.discovery import RecordFolders, find_records

Times = dict[str, float]


def readings_in(folder: Path) -> list[RecordFile]:
    checker = Checker(selected((), ()), DEFAULT_SETTINGS)
    folders = RecordFolders(folder, (folder,), (), DEFAULT_DIALECT)
    found = find_records([folder], folders, reader=CachedReader(checker))
    return [reading for _, reading in found.readings]


def times(readings: Sequence[RecordFile]) -> Times:
    """Seconds of the processor. What several rules share is in the first that asks for it."""
    course = course_of(map(claims_of, readings), DEFAULT_SETTINGS)
    judging = Judging(DEFAULT_SETTINGS)
    found: Times = {}
    for rule in selected((), ()):
        alone = [(one, judging.alone([rule], one)) for one in readings]
        asking = [(one, own) for one, own in alone if own.asking]
        if asking:
            before = process_time()
            for reading, own in asking:
                for _ in judging.in_course(rule, reading, course, own):
                    pass
            found[rule.name] = process_time() - before
    return found | {"all rules": sum(found.values())}


def table(sizes: Sequence[int], measured: Sequence[Times]) -> str:
    head = ["rule", *(f"{size} records" for size in sizes), "growth for each record"]
    rows = [head, ["---"] * len(head)]
    for name in sorted(measured[-1], key=lambda name: -measured[-1][name]):
        row = [found[name] for found in measured]
        growth = (row[-1] / sizes[-1]) / max(row[0] / sizes[0], 1e-9)
        rows.append([name, *(f"{seconds:.3f} s" for seconds in row), f"{growth:.2f}"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[30, 300])
    sizes = parser.parse_args().sizes
    measured = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_course(Path(folder), size)
            measured.append(times(readings_in(Path(folder))))
    print(table(sizes, measured))


if __name__ == "__main__":
    main()
