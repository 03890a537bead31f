"""Case (e): a keystroke in a record of 100 kB, judged with its course of 30 in a live process."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.read import read_bytes

SIZE = 100_000
RUNS = 15


def keystroke_line(folder: Path) -> str:
    times = keystrokes(folder)
    return (
        "(e) A keystroke in a record of 100 kB, in a live process with a course of 30 records: "
        f"{median(times) * 1e3:.0f} ms (median of {len(times)})."
    )


def keystrokes(folder: Path) -> list[float]:
    """Seconds on the clock from the text to the problems of the whole course."""
    files = {file.name: file.read_text() for file in sorted(folder.glob("*.md"))}
    name = sorted(files)[len(files) // 2]
    large = _enlarged(files[name])
    checker = Checker(selected((), ()), DEFAULT_SETTINGS)
    readings = {one: read_bytes(text.encode(), one) for one, text in files.items()}
    times = []
    for run in range(RUNS + 1):
        text = large.replace("**Goal:**", f"**Goal:** {'a' * run}", 1)
        begun = perf_counter()
        readings[name] = read_bytes(text.encode(), name)
        checker.problems(list(readings.values()))
        times.append(perf_counter() - begun)
    return times[1:]  # the first run judges all the others, too


def _enlarged(text: str) -> str:
    """Its lessons again and again, each time with other slugs and numbers."""
    start = text.index("### Lesson")
    end = text.find("\n## ", start) + 1 or len(text)
    lessons = text[start:end]
    more, turn = lessons, 0
    while len(text) - len(lessons) + len(more) < SIZE:
        turn += 1
        other = re.sub(r"\(([a-z0-9-]+)\)$", rf"(\1-{turn})", lessons, flags=re.MULTILINE)
        more += re.sub(r"^### Lesson (\d+)", partial(_renumbered, turn), other, flags=re.MULTILINE)
    return text[:start] + more + text[end:]


def _renumbered(turn: int, heading: re.Match[str]) -> str:
    return f"### Lesson {int(heading[1]) + 10 * turn}"
