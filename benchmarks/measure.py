"""Measures curriculum against other tools on the same files, side by side, and writes a table.

    python -m benchmarks.measure [--large] [--runs N] [--output FILE]

Each command is a process of its own. The commands of a case are run in turn, so that a machine
that grows slower does so for all of them; medians are given, of seconds on the clock and of the
processor. A tool that is not installed is named as missing and not guessed at. `--large` adds
3,000 records, which take minutes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.corpora import write_course
from benchmarks.keystroke import keystroke_line

OURS = (sys.executable, "-m", "curriculum", "lint", "--quiet", "--format", "concise")
DOORSTOP = "doorstop"
PEERS = {
    "mdformat": ("mdformat", "--check"),
    "rumdl": ("rumdl", "check"),
    "markdownlint-cli2": ("markdownlint-cli2",),
    DOORSTOP: (DOORSTOP,),
}
CHANGED = "record-0007.md"


@dataclass(frozen=True, slots=True)
class Command:
    """`fresh` empties the cache before, `touch` changes a record."""

    name: str
    arguments: tuple[str, ...]
    folder: Path
    fresh: bool = False
    touch: bool = False


@dataclass(slots=True)
class Runs:
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peak: float = 0.0


def measure(commands: Sequence[Command], runs: int, cache: Path) -> dict[str, Runs]:
    """In turn; each has one run first that does not count, unless it shall find nothing."""
    found = {command.name: Runs() for command in commands}
    for turn in range(runs + 1):
        for command in commands:
            if command.fresh:
                shutil.rmtree(cache, ignore_errors=True)
            if command.touch:
                with (command.folder / CHANGED).open("a") as file:
                    file.write("\n")
            wall, processor, peak = _run(command)
            if turn:
                one = found[command.name]
                one.wall.append(wall)
                one.processor.append(processor)
                one.peak = max(one.peak, peak)
    return found


def _run(command: Command) -> tuple[float, float, float]:
    """Seconds on the clock and of the processor, and the largest process in MB."""
    before = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = 0
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


def _environment() -> dict[str, str]:
    """Installed programs have their bytecode; a checkout writes it in the first run."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cases(root: Path, large: bool) -> Iterator[tuple[str, list[Command]]]:
    small = root / "30"
    write_course(small, 30)
    one = f"./{CHANGED}"
    yield "(a0) 30 records, nothing changed", [_ours("curriculum", small)]
    yield (
        "(a) 1 record of 30 changed, warm",
        [
            _ours("curriculum", small, touch=True),
            *_peers(small, [one], without=DOORSTOP),
            *_doorstop(root, 30),
        ],
    )
    yield (
        "(b) 30 records, cold",
        [_ours("curriculum", small, fresh=True), *_peers(small, ["."]), *_doorstop(root, 30)],
    )
    if large:
        big = root / "3000"
        write_course(big, 3_000)
        yield "(c) 3,000 records, cold", [_ours("curriculum", big, fresh=True), *_peers(big, ["."])]
        yield "(d0) 3,000 records, nothing changed", [_ours("curriculum", big)]
        yield "(d) 3,000 records, 1 changed, warm", [_ours("curriculum", big, touch=True)]
        for kind, fresh in (("cold", True), ("1 changed, warm", False)):
            yield f"growth, {kind}", list(_growing(root, fresh=fresh))


def _growing(root: Path, *, fresh: bool) -> Iterator[Command]:
    """The last is the one that others are compared with."""
    for count in (30, 300, 3_000):
        folder = root / str(count)
        if not folder.exists():
            write_course(folder, count)
        name = "curriculum" if count == 3_000 else f"{count} records"
        yield _ours(name, folder, fresh=fresh, touch=not fresh)


def growth(found: dict[str, Runs]) -> str:
    """The time for an added record from 300 to 3,000 over that from 30 to 300."""
    few, some, many = (median(found[name].processor) for name in found)
    return f"{((many - some) / 2_700) / ((some - few) / 270):.2f}"


def _ours(name: str, folder: Path, *, fresh: bool = False, touch: bool = False) -> Command:
    return Command(name, (*OURS, "."), folder, fresh, touch)


def _peers(folder: Path, files: Sequence[str], without: str = DOORSTOP) -> Iterator[Command]:
    for name, arguments in PEERS.items():
        if name != without and shutil.which(arguments[0]):
            yield Command(name, (*arguments, *_patterns(name, files)), folder)


def _patterns(name: str, files: Sequence[str]) -> list[str]:
    """markdownlint-cli2 wants globs where others take folders."""
    return [f"{file}/*.md" if name == "markdownlint-cli2" and file == "." else file
            for file in files]  # fmt: skip


def _doorstop(root: Path, count: int) -> Iterator[Command]:
    """Its own kind of file: as many documents' worth of items, 30 to a record."""
    if not shutil.which(DOORSTOP) or not shutil.which("git"):
        return
    folder = root / "doorstop"
    if not folder.exists():
        folder.mkdir()
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        subprocess.run(
            [DOORSTOP, "create", "REQ", "reqs"], cwd=folder, check=True, capture_output=True
        )
        for number in range(1, 30 * count + 1):
            text = (
                f"active: true\nlevel: 1.{number}\nnormative: true\ntext: |\n  Concept {number}\n"
            )
            (folder / "reqs" / f"REQ{number:03}.yml").write_text(text)
    yield Command(DOORSTOP, (DOORSTOP, "--no-reformat"), folder)


def table(results: Sequence[tuple[str, dict[str, Runs]]], start: float) -> str:
    head = ["case", "tool", "clock", "processor", "peak", "of ours", "× `python -c pass`"]
    rows = [head, ["---"] * len(head)]
    for case, found in results:
        ours = median(found["curriculum"].wall)
        for name, runs in found.items():
            wall, processor = median(runs.wall), median(runs.processor)
            row = [case, name, f"{wall:.2f} s", f"{processor:.2f} s", f"{runs.peak:.0f} MB"]
            rows.append([*row, f"{wall / ours:.2f}", f"{wall / start:.0f}"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def report(large: bool, runs: int) -> Iterator[str]:
    missing = [name for name, arguments in PEERS.items() if not shutil.which(arguments[0])]
    today = datetime.now(UTC).date()
    yield (
        f"Measured on {today} with `python -m benchmarks.measure{' --large' if large else ''}`, "
        f"{os.cpu_count()} processors, {platform.python_implementation()} "
        f"{platform.python_version()}, medians of {runs} runs in turn."
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        cache = root / "cache"
        os.environ["CURRICULUM_CACHE_DIR"] = str(cache)
        nothing = Command("start", (sys.executable, "-c", "pass"), root)
        start = median(measure([nothing], 2 * runs, cache)["start"].wall)
        yield f"`python -c pass` took {start:.3f} s."
        results = [(case, measure(commands, runs, cache)) for case, commands in cases(root, large)]
        yield table(results, start)
        for case, found in results:
            if case.startswith("growth"):
                yield f"{case}, for each record more: {growth(found)} times as much processor time."
        yield keystroke_line(root / "30")
    if missing:
        yield f"Not installed here, so not measured: {', '.join(missing)}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    text = "\n\n".join(report(arguments.large, arguments.runs)) + "\n"
    print(text, end="")
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
