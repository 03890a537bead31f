"""Tables in quotations and list items: read where they stand, laid out where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]

HEAD = "# Module 3.1: Probability -- Record\n\n## Concept Index\n\n"
ROWS = (
    "| Concept | Depth | Lesson | Notes |",
    "|---|---|---|---|",
    "| Sample space | DEVELOPED | sample-spaces |x|",
    "| Conditioning | INTRODUCED | conditioning | Written p(y\\|x). |",
)
# What stands before the first line of the table, and before the others.
CONTAINERS = {
    "a quotation": ("> ", "> "),
    "a narrow quotation": (">", ">"),
    "an indented quotation": ("  > ", "  > "),
    "two quotations": ("> > ", "> > "),
    "an item": ("- | ", "  "),
    "a number": ("1. ", "   "),
    "an item in a quotation": ("> - ", ">   "),
    "a quotation in an item": ("- > ", "  > "),
    "below an item": ("- Index:\n\n  ", "  "),
    "below a number": ("12. Index:\n\n    ", "    "),
    "below an item, with a tab": ("-\tIndex:\n\n    ", "    "),
    "below a nested item": ("- a\n  - Index:\n\n    ", "    "),
}


def table(container: str) -> str:
    first, others = CONTAINERS[container]
    lines = [first.removesuffix("| ") + ROWS[0], *(others + row for row in ROWS[1:])]
    return HEAD + "\n".join(lines) + "\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("container", CONTAINERS)
def test_its_rows_are_read_and_stay_where_they_are(
    run: Run, folder: Path, container: str, newline: str
) -> None:
    file = folder / "module-3.1.md"
    before = table(container).replace("\n", newline)
    file.write_bytes(before.encode())
    concepts = json.loads(run("export").out)["modules"][0]["concepts"]
    assert [one["name"] for one in concepts] == ["Sample space", "Conditioning"]
    assert [one["depth"] for one in concepts] == ["DEVELOPED", "INTRODUCED"]
    assert "unknown-depth" not in run("lint").out
    run("format")
    after = file.read_bytes().decode()
    prefixes = [line[: line.index("|")] for line in after.split(newline) if "|" in line]
    assert prefixes == [line[: line.index("|")] for line in before.split(newline) if "|" in line]


BREAKS = {
    "two blanks": "A line  \nand another.\n",
    "three blanks": "A line   \nand another.\n",
    "a backslash": "A line\\\nand another.\n",
    "in an item": "- A line  \n  and another.\n",
    "in a quotation": "> A line  \n> and another.\n",
}


@pytest.mark.parametrize("text", BREAKS.values(), ids=BREAKS)
def test_a_hard_line_break_stays(run: Run, folder: Path, text: str) -> None:
    file = folder / "module-3.1.md"
    file.write_text(HEAD + "\n".join(ROWS) + "\n\n" + text)
    run("format")
    assert text in file.read_text()


@pytest.mark.parametrize("below", ["\n".join(ROWS), "- an item", "A paragraph."])
def test_an_instruction_stays_directly_above_its_line(run: Run, folder: Path, below: str) -> None:
    text = f"<!-- markdownlint-disable-next-line MD056 -->\n{below.splitlines()[0]}"
    file = folder / "module-3.1.md"
    file.write_text(f"{HEAD}{text}\n" + "\n".join(below.splitlines()[1:]) + "\n")
    run("format")
    found = file.read_text().splitlines()
    at = found.index("<!-- markdownlint-disable-next-line MD056 -->")
    assert found[at + 1].split() == below.splitlines()[0].split()
