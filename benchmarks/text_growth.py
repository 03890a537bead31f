"""Whether the time of a check grows faster than the text of a cell, a field or a heading.

`python -m benchmarks.text_growth` fills every place of a record with every fragment, 32 KB and
then 512 KB of it, and prints what takes more than 1.3 times the sixteenfold processor time. It
takes some ten minutes; `--places` and `--sizes` narrow it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from time import process_time

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.read import read_bytes

RECORD = """\
# Module 3.1: Probability{title} -- Record

**Goal:** The student can count{goal}.
**Status:** Complete (1 of 1 lesson built){status}

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space{concept} | DEVELOPED{depth} | spaces{lesson} | Drawn{notes} |

## Per-Lesson Summaries

### Lesson 1: Spaces{heading} (spaces){remark}

A first look{prose}.

**Type:** BUILD{type}

**Concepts taught:**
- Sample space (DEVELOPED) -- a grid{taught}
- Event{name} (INTRODUCED)

**Concepts reinforced:** {reinforced}

**What is NOT covered:** {not_covered}

**Review history:** {review}

**Lab{label}:** a page

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|----------------|---------------|
| "Tile"{model} | spaces{established} | spaces{used} |
"""
PLACES = tuple(re.findall(r"\{(\w+)\}", RECORD))
FRAGMENTS = (
    ";", "&amp;", ", ", " / ", "(", ")", "()", "[", "]", '"', "“", "`", "``", "*", "**", "_", "__",
    "\\", "|", "\\|", "1 ", "1.", "3.1.2 ", "spaces ", "spaces, ", "Aug 2022 ", "2022-03-04, ",
    "DEVELOPED ", "-> ", "-- ", "— ", "<b>", "<!-- ", "-->", "$", "x", "word ", "from ",
    "Lesson 1, ", "Module 3.1 and ", "12B ", "= ", "1 + ", "(1) ", "[a](b) ", "~", ".", ": ", "- ",
    "iteration 1: ", "PASS ", "lessons 1-", "\u00a0", "é", "NOT covered: ", "no ", "# ", "> ",
)  # fmt: skip
MOST = 1.3
# What takes less is start and noise.
LEAST_SECONDS = 0.03


def seconds(checker: Checker, place: str, fragment: str, size: int) -> float:
    """Of the processor, for one record with `size` bytes of the fragment in one place."""
    filled = dict.fromkeys(PLACES, "") | {place: " " + fragment * (size // len(fragment.encode()))}
    data = RECORD.format(**filled).encode()
    before = process_time()
    checker.check(read_bytes(data, "record.md"))
    return process_time() - before


def too_fast(places: Sequence[str], small: int, large: int) -> Iterator[str]:
    checker = Checker(selected((), ()), DEFAULT_SETTINGS)
    seconds(checker, PLACES[0], "x", 1)  # compiles what all share
    for place in places:
        for fragment in FRAGMENTS:
            first = max(seconds(checker, place, fragment, small), LEAST_SECONDS)
            last = seconds(checker, place, fragment, large)
            growth = last / first / (large / small)
            if growth > MOST:
                yield f"{growth:.1f} times linear: {place} filled with {fragment!r}, {last:.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", nargs="*", default=PLACES, choices=PLACES)
    parser.add_argument("--sizes", nargs=2, type=int, default=[32, 512], metavar="KB")
    asked = parser.parse_args()
    small, large = (size * 1024 for size in asked.sizes)
    found = list(too_fast(asked.places, small, large))
    print("\n".join(found) or "nothing grows faster than its text")


if __name__ == "__main__":
    main()
